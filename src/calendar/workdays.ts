import official from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { CalendarYear } from './calendar-year.js';
import type { PlainDate } from './instant.js';
import { addDays, datesFrom, weekdayOf, yearOf } from './plain-date.js';
import type { WorkCalendar } from './work-calendar.js';
import type { WorkCalendarPolicy } from './work-calendar-policy.js';

/** Nobody closes an office for longer. Bounds every search for a workday, so that a calendar without any cannot hang the program. */
const LONGEST_CLOSURE_DAYS = 400;

/** True worked, false free; undefined where this source does not name the day. */
type Source = (date: PlainDate) => boolean | undefined;

/**
 * The office's workdays. A file of `years` stands above the package's data for its whole year, and also decides the days of the
 * neighbouring years that it names: the notice for 2027 may make 31 December 2026 a holiday.
 */
export function makeWorkCalendar(policy: { readonly workCalendar: WorkCalendarPolicy }, years: readonly CalendarYear[]): WorkCalendar {
  const { workCalendar } = policy;
  if (workCalendar.kind === 'monday-friday') {
    const own = named(workCalendar.holidays, workCalendar.workdays);
    return { isWorkday: (date) => own(date) ?? isMondayToFriday(date), covers: () => true };
  }
  const files = new Map(years.map((year) => [year.year, namedBy(year)]));
  const isWorkday = (date: PlainDate): boolean => {
    const year = yearOf(date);
    const file = files.get(year);
    return (
      file?.(date) ??
      files.get(year + 1)?.(date) ??
      files.get(year - 1)?.(date) ??
      (file ? undefined : packaged(date)) ??
      isMondayToFriday(date)
    );
  };
  return { isWorkday, covers: (year) => files.has(year) || isPackaged(year) };
}

function named(free: Iterable<PlainDate>, worked: Iterable<PlainDate>): Source {
  const days = new Map<PlainDate, boolean>();
  for (const date of free) days.set(date, false);
  for (const date of worked) days.set(date, true);
  return (date) => days.get(date);
}

function namedBy(year: CalendarYear): Source {
  return named(
    year.holidays.flatMap((holiday) => datesFrom(holiday.from, holiday.to)),
    year.makeUpWorkdays,
  );
}

// The package's tables, not its functions: those read dates in the zone of the process, and are a day off west of Greenwich
// even when they are given 'YYYY-MM-DD'.
const packaged: Source = (date) => (date in official.workdays ? true : date in official.holidays ? false : undefined);

/** National Day is a holiday by law every year, so a year in which the package does not know it is a year it has no data for. */
function isPackaged(year: number): boolean {
  return `${year}-10-01` in official.holidays;
}

function isMondayToFriday(date: PlainDate): boolean {
  return weekdayOf(date) <= 5;
}

/** `date` itself or the next workday. */
export function onOrAfter(date: PlainDate, calendar: WorkCalendar): PlainDate {
  return firstWorkday(date, 1, calendar);
}

/** `date` itself or the workday before it. */
export function onOrBefore(date: PlainDate, calendar: WorkCalendar): PlainDate {
  return firstWorkday(date, -1, calendar);
}

function firstWorkday(date: PlainDate, step: 1 | -1, calendar: WorkCalendar): PlainDate {
  for (let days = 0; days <= LONGEST_CLOSURE_DAYS; days++) {
    const candidate = addDays(date, days * step);
    if (calendar.isWorkday(candidate)) return candidate;
  }
  throw new Error(`no workday within ${LONGEST_CLOSURE_DAYS} days of ${date}`);
}

/** The `n`-th workday after `date` (before it where `n` is negative); `date` itself for 0, be it a workday or not. */
export function addWorkdays(date: PlainDate, n: number, calendar: WorkCalendar): PlainDate {
  const step = n < 0 ? -1 : 1;
  let reached = date;
  for (let left = Math.abs(n); left > 0; left--) reached = firstWorkday(addDays(reached, step), step, calendar);
  return reached;
}

/**
 * The `n`-th of `workdays`, which are in order; −1 is the last, −2 the one before. A period with fewer gives the one nearest to that
 * place, so that a short week still has its "fifth" workday; undefined only where there is none at all.
 */
export function nthWorkday(workdays: readonly PlainDate[], n: number): PlainDate | undefined {
  const index = n > 0 ? n - 1 : workdays.length + n;
  return workdays[Math.min(Math.max(index, 0), workdays.length - 1)];
}
