import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayMs, type Instant, plus, type Zone } from '../../src/calendar/instant.js';
import { intervalOf } from '../../src/calendar/period.js';
import { datesFrom, firstOfMonth, firstOfQuarter, firstOfWeek } from '../../src/calendar/plain-date.js';
import { nextOccurrences, type OccurrenceSpec, occurrences, Recurrence, WorkdayRule } from '../../src/calendar/recurrence.js';
import { dateOf, timeOf } from '../../src/calendar/zone.js';
import { china, date, plainWeek, time, withHolidays, zones } from './build.js';

const times = ['00:00', '00:30', '01:30', '02:00', '02:30', '03:00', '08:30', '15:00', '23:59'];
const nth = (most: number) =>
  fc.oneof(fc.constantFrom('first', 'last'), fc.integer({ min: 1, max: most }), fc.integer({ min: -most, max: -1 }));
const weekday = fc.constantFrom('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday');
const day = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.integer({ min: -28, max: -1 }));

/** A recurrence that promises one occurrence per period, with the period it is about. */
const periodic = fc
  .oneof(
    fc.record({ freq: fc.constant('weekly'), workday: nth(7) }),
    fc.record({ freq: fc.constant('weekly'), weekdays: weekday.map((name) => [name]) }),
    fc.record({ freq: fc.constant('monthly'), workday: nth(31) }),
    fc.record({ freq: fc.constant('monthly'), day }),
    fc.record({ freq: fc.constant('monthly'), weekday, nth: nth(4) }),
    fc.record({ freq: fc.constant('quarterly'), workday: nth(92) }),
    fc.record({ freq: fc.constant('quarterly'), month: fc.integer({ min: 1, max: 3 }), day }),
    fc.record({ freq: fc.constant('quarterly'), month: fc.integer({ min: 1, max: 3 }), weekday, nth: nth(4) }),
    fc.record({ freq: fc.constant('daily'), days: fc.constant('all') }),
  )
  .map((value) => Recurrence.parse(value));

const other = fc
  .oneof(
    fc.constant({ freq: 'daily' }),
    fc.record({ freq: fc.constant('daily'), everyDays: fc.integer({ min: 2, max: 10 }), from: fc.constant('2026-05-05') }),
    fc.constantFrom('30 2 * * *', '0 9 * * 1-5', '0,30 1,2,3 * * *', '15 8 1,15 * *', '0 9 L * *', '0 9 * * 5L').map((cron) => ({ cron })),
  )
  .map((value) => Recurrence.parse(value));

const anyZone = fc.constantFrom(...Object.values(zones));
const anyTime = fc.constantFrom(...times).map(time);
const anyRule = fc.constantFrom(...WorkdayRule.options);
const longClosure = withHolidays(datesFrom(date('2026-01-28'), date('2026-03-08')));
const anyCalendar = fc.constantFrom(china, plainWeek, longClosure);

const tenYears = { from: date('2020-01-01'), to: date('2029-12-31') };

function periodOf(recurrence: Recurrence, instant: Instant, zone: Zone): string {
  const on = dateOf(instant, zone);
  switch (recurrence.freq) {
    case 'weekly':
      return firstOfWeek(on);
    case 'monthly':
      return firstOfMonth(on);
    case 'quarterly':
      return firstOfQuarter(on);
    case 'daily':
    case undefined:
      return on;
  }
}

test('ten years in zones that change their clocks: exactly one occurrence in every period, on time', () => {
  fc.assert(
    fc.property(periodic, anyZone, anyTime, (recurrence, zone, clock) => {
      const spec: OccurrenceSpec = { recurrence, time: clock, workdayRule: 'keep' };
      // Whole periods only: the weeks at both ends are cut by the years.
      const interval = intervalOf(recurrence.freq === 'weekly' ? { from: date('2019-12-30'), to: date('2029-12-30') } : tenYears, zone);
      const found = occurrences(spec, plainWeek, zone, interval);
      const periods = found.map((instant) => periodOf(recurrence, instant, zone));
      const expected = { weekly: 522, monthly: 120, quarterly: 40, daily: 3653, cron: 0 }[recurrence.freq ?? 'cron'];
      expect(new Set(periods).size).toBe(periods.length);
      expect(periods.length).toBe(expected);
      // The wall clock shows the wanted time, but for the hour that a change of the clocks skips.
      const off = found.filter((instant) => timeOf(instant, zone) !== clock);
      expect(off.length).toBeLessThanOrEqual(10);
      for (const instant of off) expect(timeOf(instant, zone) > clock).toBe(true);
    }),
    { numRuns: 60 },
  );
});

test('occurrences are strictly increasing and lie in the interval', () => {
  fc.assert(
    fc.property(fc.oneof(periodic, other), anyZone, anyTime, anyRule, anyCalendar, (recurrence, zone, clock, workdayRule, calendar) => {
      const interval = intervalOf({ from: date('2026-01-01'), to: date('2026-12-31') }, zone);
      const found = occurrences({ recurrence, time: clock, workdayRule }, calendar, zone, interval);
      found.forEach((instant, index) => {
        expect(instant).toBeGreaterThan(found[index - 1] ?? interval.start - 1);
        expect(instant).toBeLessThan(interval.end);
      });
    }),
  );
});

test('an interval cut in two, at an occurrence or anywhere else, gives the same as the whole', () => {
  fc.assert(
    fc.property(
      fc.record({ recurrence: fc.oneof(periodic, other), time: anyTime, workdayRule: anyRule }),
      anyZone,
      anyCalendar,
      fc.integer({ min: 0, max: 400 * 24 }),
      fc.constantFrom(-1, 0, 1),
      fc.boolean(),
      (spec, zone, calendar, hour, offset, atAnOccurrence) => {
        const { start, end } = intervalOf({ from: date('2026-01-01'), to: date('2027-02-10') }, zone);
        const whole = occurrences(spec, calendar, zone, { start, end });
        const middle = atAnOccurrence && whole.length > 0 ? whole[hour % whole.length] : plus(start, hour * 3_600_000);
        const cut = plus(middle ?? start, offset);
        const parts = [
          ...occurrences(spec, calendar, zone, { start, end: cut }),
          ...occurrences(spec, calendar, zone, { start: cut, end }),
        ];
        expect(parts.filter((instant) => instant >= start)).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
});

test('with previous and next every occurrence is on a workday, and no period loses its own', () => {
  fc.assert(
    fc.property(periodic, fc.constantFrom('previous', 'next', 'skip'), anyCalendar, (recurrence, workdayRule, calendar) => {
      fc.pre(recurrence.freq !== 'daily');
      const rule = WorkdayRule.parse(workdayRule);
      const interval = intervalOf({ from: date('2025-01-01'), to: date('2026-12-31') }, zones.shanghai);
      const moved = occurrences({ recurrence, time: time('08:30'), workdayRule: rule }, calendar, zones.shanghai, interval);
      const kept = occurrences({ recurrence, time: time('08:30'), workdayRule: 'keep' }, calendar, zones.shanghai, interval);
      for (const instant of moved) expect(calendar.isWorkday(dateOf(instant, zones.shanghai))).toBe(true);
      const onWorkdays = kept.filter((instant) => calendar.isWorkday(dateOf(instant, zones.shanghai)));
      expect(onWorkdays.filter((instant) => !moved.includes(instant))).toEqual([]);
      if (rule === 'skip') expect(moved).toEqual(onWorkdays);
    }),
  );
});

test('the next occurrences are the first ones after the moment, however near', () => {
  fc.assert(
    fc.property(fc.oneof(periodic, other), anyZone, anyTime, fc.constantFrom(-1, 0, 1), (recurrence, zone, clock, offset) => {
      const spec: OccurrenceSpec = { recurrence, time: clock, workdayRule: 'next' };
      const { start } = intervalOf({ from: date('2026-03-01'), to: date('2026-03-01') }, zone);
      const year = occurrences(spec, china, zone, { start, end: plus(start, 500 * dayMs) });
      const after = plus(year[1] ?? start, offset);
      expect(nextOccurrences(spec, china, zone, after, 3)).toEqual(year.filter((instant) => instant > after).slice(0, 3));
    }),
  );
});
