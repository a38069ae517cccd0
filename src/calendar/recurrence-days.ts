import type { PlainDate } from './instant.js';
import { addDays, dayOf, daysBetween, lastOfMonth, weekdayOf } from './plain-date.js';
import { type Nth, nthNumber, type Recurrence, type Weekday, weekdays } from './recurrence-schema.js';
import type { WorkCalendar } from './work-calendar.js';

/** ISO 8601: Monday 1. */
export function weekdayNumber(weekday: Weekday): number {
  return weekdays.indexOf(weekday) + 1;
}

export function isDailyOn(daily: Extract<Recurrence, { freq: 'daily' }>, date: PlainDate, calendar: WorkCalendar): boolean {
  if (daily.from !== undefined && daysBetween(daily.from, date) % daily.everyDays !== 0) return false;
  return daily.days === 'all' || calendar.isWorkday(date);
}

type DayChoice = { readonly day?: number | undefined; readonly weekday?: Weekday | undefined; readonly nth?: Nth | undefined };

/** The day that `choice` names in the month that begins on `first`; the schema has seen to it that it names exactly one. */
export function dateInMonth(first: PlainDate, choice: DayChoice): PlainDate[] {
  const last = lastOfMonth(first);
  const length = dayOf(last);
  const { day, weekday, nth } = choice;
  if (day !== undefined) return [day > 0 ? addDays(first, Math.min(day, length) - 1) : addDays(last, day + 1)];
  if (weekday === undefined || nth === undefined) return [];
  const n = nthNumber(nth);
  const target = weekdayNumber(weekday);
  if (n > 0) return [addDays(first, ((target - weekdayOf(first) + 7) % 7) + (n - 1) * 7)];
  return [addDays(last, -((weekdayOf(last) - target + 7) % 7) + (n + 1) * 7)];
}
