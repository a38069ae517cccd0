import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import type { Period as Dates } from '../../../src/calendar/period.js';
import { addDays, datesFrom, yearOf } from '../../../src/calendar/plain-date.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import { halfDaysIn, type Taken } from '../../../src/leave/away/report/rules.js';
import { compareHalfDays, type HalfDay, halfDaysByYear, type Period } from '../../../src/leave/half-days.js';
import { days, half } from './world.js';

const calendar = makeWorkCalendar({ workCalendar: { kind: 'china' } }, []);
const dates = (from: string, to: string): Dates => ({ from: from as PlainDate, to: to as PlainDate });

function takenOf(period: Period, more: Partial<Taken> = {}): Taken {
  const years = [...halfDaysByYear(period, calendar)].filter(([, stored]) => stored > 0);
  const one = { memberId: 'm' as never, departmentId: 'd' as never, kind: 'business-trip' as const, state: 'approved' as const, period };
  return { ...one, back: undefined, years: years.map(([year, stored]) => ({ year, stored, returned: 0 })), ...more };
}

/** Counted on the fingers: every half day one by one. */
function counted({ period, back, state }: Taken, { from, to }: Dates): number {
  if (state !== 'approved' && state !== 'ended') return 0;
  let sum = 0;
  for (const on of datesFrom(period.from.on, period.until.on))
    for (const half of ['morning', 'afternoon'] as const) {
      const one: HalfDay = { on, half };
      const isInside = compareHalfDays(period.from, one) <= 0 && compareHalfDays(one, period.until) <= 0;
      const isBack = back !== undefined && compareHalfDays(back, one) <= 0;
      if (isInside && !isBack && on >= from && on <= to && calendar.isWorkday(on)) sum += 1;
    }
  return sum;
}

test.each([
  ['a week that lies in it', days('2026-11-23 am', '2026-11-29 pm'), dates('2026-11-01', '2026-11-30'), 10],
  ['the part of it that does', days('2026-11-27 pm', '2026-12-02 am'), dates('2026-12-01', '2026-12-31'), 3],
  ['and the other part', days('2026-11-27 pm', '2026-12-02 am'), dates('2026-11-01', '2026-11-30'), 3],
  ['nothing of what lies beside it', days('2026-11-27 pm', '2026-11-30 pm'), dates('2026-12-01', '2026-12-31'), 0],
  ['over the turn of the year', days('2025-12-30 pm', '2026-01-05 am'), dates('2026-01-01', '2026-12-31'), 3],
  ['holidays count as nothing', days('2026-09-30 am', '2026-10-08 pm'), dates('2026-10-01', '2026-10-31'), 2],
])('%s', (_what, period, within, expected) => {
  expect(halfDaysIn(takenOf(period), within, calendar)).toBe(expected);
});

test.each(['pending', 'refused', 'returned', 'withdrawn', 'replaced'] as const)('what is %s counts nowhere', (state) => {
  expect(halfDaysIn(takenOf(days('2026-11-23 am', '2026-11-27 pm'), { state }), dates('2026-01-01', '2026-12-31'), calendar)).toBe(0);
});

test('what was counted when it was requested stays, whatever the calendar says later', () => {
  const taken = takenOf(days('2026-11-23 am', '2026-11-27 pm'), { years: [{ year: 2026, stored: 8, returned: 0 }] });
  expect(halfDaysIn(taken, dates('2026-11-01', '2026-11-30'), calendar)).toBe(8);
  const more = { ...taken, years: [{ year: 2026, stored: 12, returned: 0 }] };
  expect(halfDaysIn(more, dates('2026-11-01', '2026-11-30'), calendar)).toBe(12);
  // Its parts are counted by the calendar of now, and none is more than the whole.
  expect(halfDaysIn(taken, dates('2026-11-23', '2026-11-24'), calendar)).toBe(4);
  expect(halfDaysIn(taken, dates('2026-11-23', '2026-11-26'), calendar)).toBe(8);
});

test('of leave of which more was given back than was counted at first nothing counts, and no less', () => {
  const years = [{ year: 2026, stored: 6, returned: 10 }];
  const taken = takenOf(days('2026-11-23 am', '2026-11-27 pm'), { years, state: 'ended', back: half('2026-11-24 am') });
  expect(halfDaysIn(taken, dates('2026-11-01', '2026-11-30'), calendar)).toBe(0);
});

const anyHalfDay = fc
  .tuple(fc.integer({ min: 0, max: 500 }), fc.constantFrom('morning' as const, 'afternoon' as const))
  .map(([n, half]): HalfDay => ({ on: addDays('2025-06-01' as PlainDate, n), half }));
const anyTaken = fc.tuple(anyHalfDay, anyHalfDay, fc.option(anyHalfDay, { nil: undefined })).map(([a, b, back]) => {
  const [from, until] = [a, b].sort(compareHalfDays) as [HalfDay, HalfDay];
  const taken = takenOf({ from, until });
  if (!back) return taken;
  const year = (on: PlainDate) => dates(`${yearOf(on)}-01-01`, `${yearOf(on)}-12-31`);
  const ended: Taken = { ...taken, state: 'ended', back };
  const years = taken.years.map((one) => {
    const within = year(`${one.year}-06-01` as PlainDate);
    return { ...one, returned: one.stored - counted(ended, within) };
  });
  return { ...ended, years };
});

test('any part of any leave counts what its half days count one by one, and what was given back does not', () => {
  fc.assert(
    fc.property(anyTaken, fc.integer({ min: -10, max: 520 }), fc.integer({ min: 0, max: 400 }), (taken, start, length) => {
      const from = addDays('2025-06-01' as PlainDate, start);
      const within = dates(from, addDays(from, length));
      expect(halfDaysIn(taken, within, calendar)).toBe(counted(taken, within));
    }),
    { numRuns: 300 },
  );
});
