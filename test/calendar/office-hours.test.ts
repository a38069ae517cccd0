import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hourMs, plus } from '../../src/calendar/instant.js';
import { CalendarPolicy } from '../../src/calendar/policy.js';
import { closesAt, Window } from '../../src/calendar/window.js';
import { isWorkingTime, nextWorkingTime } from '../../src/calendar/working-hours.js';
import { dateOf, timeOf } from '../../src/calendar/zone.js';
import { at, china, time, zones } from './build.js';

const hours = { start: time('08:30'), end: time('17:30') };

describe('how long an answer counts', () => {
  test.each<[string, Window, string]>([
    ['2026-09-30T07:00:00Z', { workdays: 3 }, '2026-10-10T07:00:00Z'],
    ['2026-11-27T07:00:00Z', { workdays: 1 }, '2026-11-30T07:00:00Z'],
    ['2026-11-27T07:00:00Z', { days: 3 }, '2026-11-30T07:00:00Z'],
    ['2026-11-27T07:00:00Z', { hours: 36 }, '2026-11-28T19:00:00Z'],
  ])('opened at %s, %j: until %s', (opens, window, closes) => {
    expect(closesAt(at(opens), window, china, zones.shanghai)).toBe(at(closes));
  });

  test('days keep the time of day when the clocks change; hours do not', () => {
    const friday = at('2026-03-06T13:30:00Z');
    expect(timeOf(closesAt(friday, { days: 3 }, china, zones.newYork), zones.newYork)).toBe('08:30');
    expect(timeOf(closesAt(friday, { hours: 72 }, china, zones.newYork), zones.newYork)).toBe('09:30');
  });

  test('a window is never empty', () => {
    const window = fc.oneof(
      fc.record({ workdays: fc.integer({ min: 1, max: 60 }) }),
      fc.record({ days: fc.integer({ min: 1, max: 90 }) }),
      fc.record({ hours: fc.integer({ min: 1, max: 90 }) }),
    );
    const start = at('2025-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 700 * 24 * 4 }), window, fc.constantFrom(...Object.values(zones)), (quarter, length, zone) => {
        const opens = plus(start, quarter * (hourMs / 4));
        expect(closesAt(opens, Window.parse(length), china, zone)).toBeGreaterThan(opens);
      }),
    );
  });

  test.each([[{ workdays: 0 }], [{ days: 91 }], [{ minutes: 5 }], [{ days: 1, hours: 1 }], ['3 days']])('%j is refused', (window) => {
    expect(Window.safeParse(window).success).toBe(false);
  });
});

describe('working hours', () => {
  test.each([
    ['before work', '2026-11-24T00:29:59Z', '2026-11-24T00:30:00Z'],
    ['at the start', '2026-11-24T00:30:00Z', '2026-11-24T00:30:00Z'],
    ['in the last minute', '2026-11-24T09:29:59Z', '2026-11-24T09:29:59Z'],
    ['at the end', '2026-11-24T09:30:00Z', '2026-11-25T00:30:00Z'],
    ['on Friday night', '2026-11-27T15:00:00Z', '2026-11-30T00:30:00Z'],
    ['in 国庆节', '2026-10-01T02:00:00Z', '2026-10-08T00:30:00Z'],
    ['on a Saturday that is worked', '2026-10-10T02:00:00Z', '2026-10-10T02:00:00Z'],
  ])('%s', (_when, instant, expected) => {
    expect(nextWorkingTime(at(instant), hours, china, zones.shanghai)).toBe(at(expected));
    expect(isWorkingTime(at(instant), hours, china, zones.shanghai)).toBe(instant === expected);
  });

  test('nobody is ever disturbed at night or on a free day, in any zone', () => {
    const start = at('2026-01-01T00:00:00Z');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 365 * 24 * 60 }), fc.constantFrom(...Object.values(zones)), (minute, zone) => {
        const instant = plus(start, minute * 60_000);
        const reached = nextWorkingTime(instant, hours, china, zone);
        expect(reached).toBeGreaterThanOrEqual(instant);
        expect(china.isWorkday(dateOf(reached, zone))).toBe(true);
        expect(timeOf(reached, zone) >= '08:30' && timeOf(reached, zone) < '17:30').toBe(true);
        expect(nextWorkingTime(reached, hours, china, zone)).toBe(reached);
      }),
    );
  });
});

describe('the policy file', () => {
  const workingHours = { start: '08:30', end: '17:30' };
  test.each([
    [{ workCalendar: { kind: 'china' }, workingHours }, undefined],
    [{ workCalendar: { kind: 'monday-friday' }, workingHours }, undefined],
    [{ workCalendar: { kind: 'monday-friday', holidays: ['2026-12-25'] }, workingHours }, undefined],
    [{ workCalendar: { kind: 'germany' }, workingHours }, '应为 china 或 monday-friday'],
    [{ workCalendar: { kind: 'monday-friday', holidays: ['25.12.2026'] }, workingHours }, '应为日期'],
    [{ workCalendar: { kind: 'china' }, workingHours: { start: '18:00', end: '08:00' } }, '下班时间应晚于上班时间'],
    [{ workCalendar: { kind: 'china' }, workingHours: { start: '8:30', end: '17:30' } }, '应为时间，如 08:30'],
  ])('%j', (policy, problem) => {
    const message = CalendarPolicy.safeParse(policy).error?.issues[0]?.message;
    if (problem === undefined) expect(message).toBeUndefined();
    else expect(message).toContain(problem);
  });
});
