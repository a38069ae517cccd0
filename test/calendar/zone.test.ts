import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayMs, type Instant, type PlainDate, type PlainTime, type Zone } from '../../src/calendar/instant.js';
import { addDays, plainDate, plainTime, weekdayOf } from '../../src/calendar/plain-date.js';
import { dateOf, instantAt, isZone, startOfDay, timeOf } from '../../src/calendar/zone.js';
import { at, date, time, zone, zones } from './build.js';

test('the tests run in a zone that is not the office’s, so that a forgotten zone fails', () => {
  expect(new Date(Date.UTC(2026, 6, 1, 12)).getHours()).toBe(5);
});

describe('the wall clock of the office', () => {
  test.each<[string, string, Zone, string]>([
    ['2026-11-24', '15:00', zones.shanghai, '2026-11-24T07:00:00Z'],
    ['2026-11-24', '00:00', zones.shanghai, '2026-11-23T16:00:00Z'],
    ['2026-07-01', '08:30', zones.newYork, '2026-07-01T12:30:00Z'],
    ['2026-12-01', '08:30', zones.newYork, '2026-12-01T13:30:00Z'],
    ['2026-11-24', '09:00', zone('Asia/Kathmandu'), '2026-11-24T03:15:00Z'],
  ])('%s %s in %s is %s', (day, clock, where, expected) => {
    expect(instantAt(date(day), time(clock), where)).toBe(at(expected));
  });

  test.each<[string, string, string, Zone, string]>([
    ['skipped in spring', '2026-03-08', '02:30', zones.newYork, '2026-03-08T07:00:00Z'],
    ['skipped in spring', '2026-03-29', '02:00', zones.berlin, '2026-03-29T01:00:00Z'],
    ['skipped by half an hour', '2026-10-04', '02:15', zones.lordHowe, '2026-10-03T15:30:00Z'],
    ['repeated in autumn', '2026-11-01', '01:30', zones.newYork, '2026-11-01T05:30:00Z'],
    ['repeated in autumn', '2026-10-25', '02:30', zones.berlin, '2026-10-25T00:30:00Z'],
    ['repeated by half an hour', '2026-04-05', '01:45', zones.lordHowe, '2026-04-04T14:45:00Z'],
    ['on a day that an island left out', '2011-12-30', '12:00', zone('Pacific/Apia'), '2011-12-30T10:00:00Z'],
  ])('a time %s: %s %s in %s is %s', (_why, day, clock, where, expected) => {
    expect(instantAt(date(day), time(clock), where)).toBe(at(expected));
  });

  test('a day begins at one where the clocks change at midnight', () => {
    expect(timeOf(startOfDay(date('2026-03-29'), zone('Asia/Beirut')), zone('Asia/Beirut'))).toBe('01:00');
  });

  test('every time that the wall clock shows leads back to itself', () => {
    const anyZone = fc.constantFrom(...Object.values(zones));
    fc.assert(
      fc.property(
        fc.integer({ min: at('2020-01-01T00:00:00Z') / 60_000, max: at('2036-01-01T00:00:00Z') / 60_000 }),
        anyZone,
        (minute, where) => {
          const instant = (minute * 60_000) as Instant;
          const again = instantAt(dateOf(instant, where), timeOf(instant, where), where);
          expect([dateOf(again, where), timeOf(again, where)]).toEqual([dateOf(instant, where), timeOf(instant, where)]);
          // The first of two instants with the same wall time, never the second.
          expect(again).toBeLessThanOrEqual(instant);
        },
      ),
    );
  });

  test('later on the same wall clock is never earlier in time, also on the days the clocks change', () => {
    const changes = ['2026-03-08', '2026-11-01', '2026-03-29', '2026-10-25', '2026-10-04', '2026-04-05'].map(date);
    const minute = fc.integer({ min: 0, max: 1438 });
    fc.assert(
      fc.property(fc.constantFrom(...changes), fc.constantFrom(...Object.values(zones)), minute, (day, where, m) => {
        const wall = (n: number) => `${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}` as PlainTime;
        expect(instantAt(day, wall(m), where)).toBeLessThanOrEqual(instantAt(day, wall(m + 1), where));
      }),
    );
  });

  test('an unknown zone is an error, not UTC', () => {
    expect(() => dateOf(at('2026-11-24T00:00:00Z'), zone('Asia/Peking'))).toThrow('unknown time zone: Asia/Peking');
    expect(['Asia/Shanghai', 'Europe/Berlin', 'Asia/Peking', '+08:00', ''].map(isZone)).toEqual([true, true, false, false, false]);
  });
});

describe('plain dates and times', () => {
  test('what is no date or time is not taken for one', () => {
    expect(['2026-02-28', '2028-02-29'].map(plainDate)).toEqual(['2026-02-28', '2028-02-29']);
    expect(['2026-02-29', '2026-02-30', '2026-13-01', '2026-00-10', '2026-1-1', '20260101', '', '2026-01-01T00:00'].map(plainDate)).toEqual(
      Array(8).fill(undefined),
    );
    expect(['00:00', '23:59', '24:00', '8:30', '08:60', '0830'].map(plainTime)).toEqual([
      '00:00',
      '23:59',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('weeks begin on Monday', () => {
    expect(['2026-11-23', '2026-11-29', '1970-01-01', '1969-12-28'].map((day) => weekdayOf(date(day)))).toEqual([1, 7, 4, 7]);
  });

  test('adding days and taking them away again leads back, over every edge', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 36_500 }), fc.integer({ min: -800, max: 800 }), (day, n) => {
        const start = new Date(day * dayMs).toISOString().slice(0, 10) as PlainDate;
        expect(addDays(addDays(start, n), -n)).toBe(start);
        expect(Date.parse(addDays(start, n)) - Date.parse(start)).toBe(n * dayMs);
      }),
    );
  });
});
