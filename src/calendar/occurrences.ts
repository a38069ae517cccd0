import { cronDays } from './cron.js';
import { dayMs, type Instant, type Interval, type PlainDate, type PlainTime, plus, type Zone } from './instant.js';
import { addDays, dateIn, datesFrom, firstOfMonth, firstOfQuarter, firstOfWeek, lastOfMonth, monthOf, yearOf } from './plain-date.js';
import { dateInMonth, isDailyOn, weekdayNumber } from './recurrence-days.js';
import { nthNumber, type Recurrence, type WorkdayRule } from './recurrence-schema.js';
import type { WorkCalendar } from './work-calendar.js';
import { nthWorkday, onOrAfter, onOrBefore } from './workdays.js';
import { dateOf, instantAt } from './zone.js';

/** When something happens. `time` is not used by a cron expression, which has its own. */
export type OccurrenceSpec = { readonly recurrence: Recurrence; readonly time: PlainTime; readonly workdayRule: WorkdayRule };

/** How far ahead `nextOccurrences` looks: 29 February may be eight years away, around the year 2100. */
const HORIZON_DAYS = 12 * 366;
const FIRST_LOOK_DAYS = 40;
/** More than there is between two dates of any recurrence with periods. */
const LONGEST_GAP_DAYS = 123;

/**
 * Every occurrence in [start, end), in order. Two that the workday rule moves onto the same instant are one. `after`: one that was the newest
 * there was, maybe by an earlier calendar; what was planned no later is not found again where the present calendar moves it.
 */
export function occurrences(
  spec: OccurrenceSpec,
  calendar: WorkCalendar,
  zone: Zone,
  { start, end }: Interval,
  after?: Instant,
): Instant[] {
  if (end <= start) return [];
  const { recurrence, workdayRule } = spec;
  // The day before as well: a time that a change of the clocks skips may become an instant of the next day.
  const first = addDays(dateOf(start, zone), -1);
  const last = dateOf(end, zone);
  // Dates outside that the rule moves inside are found too: with `next`, everything after the last workday before `first`.
  const from = workdayRule === 'next' ? addDays(onOrBefore(addDays(first, -1), calendar), 1) : first;
  const to = workdayRule === 'previous' ? addDays(onOrAfter(addDays(last, 1), calendar), -1) : last;
  const plan = planOf(spec, calendar);
  const rule = isEveryDay(recurrence) ? 'keep' : workdayRule;
  const found = new Set<Instant>();
  const done = after === undefined ? undefined : handledAt(spec, plan, zone, after);
  for (const planned of plan.between(from, to)) {
    const date = moved(planned, rule, calendar);
    if (date === undefined || date < first || date > last) continue;
    if (done?.through !== undefined && planned <= done.through && date !== done.on) continue;
    for (const time of plan.times) found.add(instantAt(date, time, zone));
  }
  return [...found].filter((instant) => instant >= start && instant < end && instant !== after).sort((a, b) => a - b);
}

/** The next `count` occurrences after `after`; fewer where there are fewer within twelve years. */
export function nextOccurrences(
  spec: OccurrenceSpec,
  calendar: WorkCalendar,
  zone: Zone,
  after: Instant,
  count: number,
  done?: Instant,
): Instant[] {
  const found: Instant[] = [];
  const horizon = plus(after, HORIZON_DAYS * dayMs);
  let start = plus(after, 1);
  for (let days = FIRST_LOOK_DAYS; found.length < count && start < horizon; days *= 2) {
    const end = Math.min(plus(start, days * dayMs), horizon) as Instant;
    found.push(...occurrences(spec, calendar, zone, { start, end }, done));
    start = end;
  }
  return found.slice(0, count);
}

/** The dates of a recurrence before the workday rule, within [from, to], and the times of day on each. */
type Plan = { readonly times: readonly PlainTime[]; readonly between: (from: PlainDate, to: PlainDate) => PlainDate[] };

function planOf({ recurrence, time }: OccurrenceSpec, calendar: WorkCalendar): Plan {
  if (recurrence.freq !== undefined) return { times: [time], between: (from, to) => plannedDates(recurrence, calendar, from, to) };
  const { times, matches } = cronDays(recurrence.cron);
  return { times, between: (from, to) => datesFrom(from, to).filter(matches) };
}

/**
 * The day of an occurrence at `at`, and the last date of which it leaves nothing planned on other days, whatever calendar it went by: of an n-th
 * workday the last one of its period, which has no other; of a date the one that the workday rule had moved to it. `through` is undefined where
 * every day stands for itself.
 */
function handledAt({ recurrence, workdayRule }: OccurrenceSpec, plan: Plan, zone: Zone, at: Instant) {
  const before = addDays(dateOf(at, zone), -1);
  // A time that a change of the clocks skips has become an instant of the next day.
  const on = plan.times.some((time) => instantAt(before, time, zone) === at) ? before : dateOf(at, zone);
  const through = (): PlainDate | undefined => {
    if (recurrence.freq === 'daily') return undefined;
    if (recurrence.freq === undefined && workdayRule !== 'previous' && workdayRule !== 'next') return undefined;
    if (recurrence.freq !== undefined && recurrence.workday !== undefined) return lastOfPeriod(recurrence.freq, on);
    return workdayRule === 'previous' ? (plan.between(on, addDays(on, LONGEST_GAP_DAYS)).sort()[0] ?? on) : on;
  };
  return { on, through: through() };
}

function lastOfPeriod(freq: 'weekly' | 'monthly' | 'quarterly', date: PlainDate): PlainDate {
  switch (freq) {
    case 'weekly':
      return addDays(firstOfWeek(date), 6);
    case 'monthly':
      return lastOfMonth(date);
    case 'quarterly':
      return addDays(monthsLater(firstOfQuarter(date), 3), -1);
  }
}

function isEveryDay(recurrence: Recurrence): boolean {
  return recurrence.freq === 'daily' && recurrence.days === 'all';
}

function moved(date: PlainDate, rule: WorkdayRule, calendar: WorkCalendar): PlainDate | undefined {
  if (rule === 'keep' || calendar.isWorkday(date)) return date;
  switch (rule) {
    case 'previous':
      return onOrBefore(date, calendar);
    case 'next':
      return onOrAfter(date, calendar);
    case 'skip':
      return undefined;
  }
}

/** The dates within [from, to], both included, before the workday rule. */
function plannedDates(recurrence: Recurrence, calendar: WorkCalendar, from: PlainDate, to: PlainDate): PlainDate[] {
  return everyDate(recurrence, calendar, from, to).filter((date) => date >= from && date <= to);
}

/** The dates of every period that touches [from, to]; those at the ends may lie outside. */
function everyDate(recurrence: Recurrence, calendar: WorkCalendar, from: PlainDate, to: PlainDate): PlainDate[] {
  const nthWorkdayIn = (first: PlainDate, last: PlainDate, n: number) =>
    nthWorkday(
      datesFrom(first, last).filter((date) => calendar.isWorkday(date)),
      n,
    );
  switch (recurrence.freq) {
    case undefined:
      throw new Error('a cron expression has no periods');
    case 'daily':
      return datesFrom(from, to).filter((date) => isDailyOn(recurrence, date, calendar));
    case 'weekly': {
      const { weekdays, workday } = recurrence;
      return startsFrom(firstOfWeek(from), to, (monday) => addDays(monday, 7)).flatMap((monday) =>
        workday === undefined
          ? (weekdays ?? []).map((weekday) => addDays(monday, weekdayNumber(weekday) - 1))
          : present(nthWorkdayIn(monday, addDays(monday, 6), nthNumber(workday))),
      );
    }
    case 'monthly':
      return startsFrom(firstOfMonth(from), to, (month) => monthsLater(month, 1)).flatMap((month) =>
        recurrence.workday === undefined
          ? dateInMonth(month, recurrence)
          : present(nthWorkdayIn(month, addDays(monthsLater(month, 1), -1), nthNumber(recurrence.workday))),
      );
    case 'quarterly': {
      const { month, workday } = recurrence;
      return startsFrom(firstOfQuarter(from), to, (quarter) => monthsLater(quarter, 3)).flatMap((quarter) => {
        const first = monthsLater(quarter, (month ?? 1) - 1);
        if (workday === undefined) return dateInMonth(first, recurrence);
        return present(nthWorkdayIn(first, addDays(monthsLater(first, month === undefined ? 3 : 1), -1), nthNumber(workday)));
      });
    }
  }
}

function startsFrom(first: PlainDate, to: PlainDate, next: (start: PlainDate) => PlainDate): PlainDate[] {
  const starts: PlainDate[] = [];
  for (let start = first; start <= to; start = next(start)) starts.push(start);
  return starts;
}

function monthsLater(month: PlainDate, count: number): PlainDate {
  return dateIn(yearOf(month), monthOf(month) + count, 1);
}

/** A week without a single workday has no first one: nobody is at work to be asked. */
function present(date: PlainDate | undefined): PlainDate[] {
  return date === undefined ? [] : [date];
}
