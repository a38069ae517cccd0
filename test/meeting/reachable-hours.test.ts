import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import { isWorkingTime, WorkingHours } from '../../src/calendar/working-hours.js';
import { heldUntil } from '../../src/meeting/reachable.js';
import { at, zone } from '../support/office.js';

const ranks = ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'];
const office = {
  ranks,
  reachableFrom: '正处级',
  zone: zone(),
  calendar: makeWorkCalendar({ workCalendar: { kind: 'china' } }, []),
  workingHours: WorkingHours.parse({ start: '08:30', end: '17:30' }),
};
const later = at('2026-12-20', '09:00');
const occasion = { urgent: true, emergency: false, startsAt: later };

/** When working hours begin next; undefined: they have begun. */
const moments = [
  ['a workday, one minute before the working hours', at('2026-11-24', '08:29'), at('2026-11-24', '08:30')],
  ['a workday, when they begin', at('2026-11-24', '08:30'), undefined],
  ['a workday, in the last minute', at('2026-11-24', '17:29'), undefined],
  ['a workday, when they end', at('2026-11-24', '17:30'), at('2026-11-25', '08:30')],
  ['a Friday night', at('2026-11-27', '23:00'), at('2026-11-30', '08:30')],
  ['a Saturday at noon', at('2026-11-28', '12:00'), at('2026-11-30', '08:30')],
  ['a Sunday that is worked (调休)', at('2026-02-28', '10:00'), undefined],
  ['National Day', at('2026-10-01', '10:00'), at('2026-10-08', '08:30')],
] as const;

describe.each(moments)('%s', (_name, now, next) => {
  const startsAt = plus(now, 30 * 24 * 60 * minuteMs);
  test.each(ranks)('an urgent notice to %s', (rank) => {
    const always = ['正厅级', '副厅级', '正处级'].includes(rank);
    expect(heldUntil(rank, { ...occasion, startsAt }, now, office)).toBe(always ? undefined : next);
  });
  test.each(ranks)('one in advance to %s waits for working hours, whoever it is', (rank) => {
    expect(heldUntil(rank, { ...occasion, startsAt, urgent: false }, now, office)).toBe(next);
  });
  test.each(ranks)('an emergency to %s goes at once', (rank) => {
    for (const urgent of [true, false]) expect(heldUntil(rank, { startsAt, urgent, emergency: true }, now, office)).toBeUndefined();
  });
});

test('whoever would be told too late to come is told at once', () => {
  const night = at('2026-11-24', '22:00');
  const morning = at('2026-11-25', '08:30');
  const held = (startsAt: Instant) => heldUntil('科员', { ...occasion, startsAt }, night, office);
  expect(held(at('2026-11-25', '07:00'))).toBeUndefined();
  expect(held(at('2026-11-25', '08:30'))).toBeUndefined();
  expect(held(at('2026-11-25', '08:59'))).toBeUndefined();
  expect(held(at('2026-11-25', '09:00'))).toBe(morning);
});

test('a rank that is not on the ladder is disturbed in working hours only', () => {
  expect(heldUntil('临时工', occasion, at('2026-11-24', '22:00'), office)).toBe(at('2026-11-25', '08:30'));
});

test('whoever waits, waits for a working moment that leaves time to come', () => {
  const base = at('2026-11-20', '00:00');
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 20 * 24 * 60 }),
      fc.integer({ min: -5, max: 3 * 24 * 60 }),
      fc.constantFrom(...ranks),
      fc.boolean(),
      (minutes, ahead, rank, urgent) => {
        const now = plus(base, minutes * minuteMs);
        const startsAt = plus(now, ahead * minuteMs);
        const until = heldUntil(rank, { urgent, emergency: false, startsAt }, now, office);
        if (until === undefined) return;
        expect(until).toBeGreaterThan(now);
        expect(until).toBeLessThanOrEqual(plus(startsAt, -30 * minuteMs));
        expect(isWorkingTime(until, office.workingHours, office.calendar, office.zone)).toBe(true);
      },
    ),
  );
});
