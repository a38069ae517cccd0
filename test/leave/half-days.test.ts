import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlainDate, Zone } from '../../src/calendar/instant.js';
import { addDays } from '../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import {
  compareHalfDays,
  countHalfDays,
  type HalfDay,
  halfDayOf,
  halfDaysByYear,
  nextHalfDay,
  previousHalfDay,
  spanOf,
  startOfHalfDay,
} from '../../src/leave/half-days.js';

const calendar = makeWorkCalendar({ workCalendar: { kind: 'china' } }, []);
const half = (text: string): HalfDay => ({ on: text.slice(0, 10) as PlainDate, half: text.endsWith('am') ? 'morning' : 'afternoon' });

test.each([
  ['a working day', '2026-11-24 am', '2026-11-24 pm', 2],
  ['its morning', '2026-11-24 am', '2026-11-24 am', 1],
  ['from noon to the next noon', '2026-11-24 pm', '2026-11-25 am', 2],
  ['a week with its weekend', '2026-11-23 am', '2026-11-29 pm', 10],
  ['half a day on a Saturday counts as nothing', '2026-11-27 am', '2026-11-28 am', 2],
  ['Mid-Autumn and National Day with their make-up workdays', '2026-09-20 am', '2026-10-10 pm', 22],
  ['a single holiday', '2026-10-01 am', '2026-10-01 pm', 0],
  ['the wrong way round', '2026-11-25 am', '2026-11-24 pm', 0],
])('%s: %s to %s are %i half days', (_what, from, until, expected) => {
  expect(countHalfDays({ from: half(from), until: half(until) }, calendar)).toBe(expected);
});

test('a leave over the turn of the year counts in each', () => {
  expect([...halfDaysByYear({ from: half('2025-12-30 pm'), until: half('2026-01-05 am') }, calendar)]).toEqual([
    [2025, 3],
    [2026, 3],
  ]);
});

const anyHalfDay = fc
  .tuple(fc.integer({ min: 0, max: 800 }), fc.constantFrom('morning' as const, 'afternoon' as const))
  .map(([days, half]): HalfDay => ({ on: addDays('2025-06-01' as PlainDate, days), half }));
const zones = fc.constantFrom('Asia/Shanghai', 'America/Sao_Paulo', 'Europe/Berlin').map((zone) => zone as Zone);

test('splitting a period anywhere loses no half day and counts none twice', () => {
  fc.assert(
    fc.property(anyHalfDay, anyHalfDay, anyHalfDay, (a, b, c) => {
      const [from, middle, until] = [a, b, c].sort(compareHalfDays) as [HalfDay, HalfDay, HalfDay];
      const whole = countHalfDays({ from, until }, calendar);
      const parts = countHalfDays({ from, until: middle }, calendar) + countHalfDays({ from: nextHalfDay(middle), until }, calendar);
      // Nothing comes after the last: from there on `from` lies behind `until`.
      expect(compareHalfDays(middle, until) === 0 ? countHalfDays({ from, until: middle }, calendar) : parts).toBe(whole);
    }),
  );
});

test('half days follow one another, and each begins where the one before ends, in any zone', () => {
  fc.assert(
    fc.property(anyHalfDay, zones, (one, zone) => {
      expect(previousHalfDay(nextHalfDay(one))).toEqual(one);
      expect(compareHalfDays(one, nextHalfDay(one))).toBeLessThan(0);
      expect(halfDayOf(startOfHalfDay(one, zone), zone)).toEqual(one);
      expect(spanOf({ from: one, until: one }, zone).end).toBe(startOfHalfDay(nextHalfDay(one), zone));
    }),
  );
});
