import { z } from 'zod';
import { dayMs, type PlainDate, type PlainTime } from './instant.js';

/** ISO 8601: Monday 1 … Sunday 7. */
export type WeekdayNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7;

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Undefined: not 'YYYY-MM-DD', or a day that no calendar has, e.g. 30 February. */
export function plainDate(text: string): PlainDate | undefined {
  if (!DATE.test(text)) return undefined;
  const date = dateOfDayNumber(dayNumber(text as PlainDate));
  // Date.UTC rolls 30 February over into March: such a date doesn't come back as it went in.
  return date === text ? date : undefined;
}

/** Undefined: not 'HH:mm' between 00:00 and 23:59. */
export function plainTime(text: string): PlainTime | undefined {
  return TIME.test(text) ? (text as PlainTime) : undefined;
}

/** Days since 1970-01-01. Plain dates have no zone, so they are counted in UTC, where every day has 24 hours. */
export function dayNumber(date: PlainDate): number {
  return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / dayMs;
}

export function dateOfDayNumber(day: number): PlainDate {
  return new Date(day * dayMs).toISOString().slice(0, 10) as PlainDate;
}

/** The date `months` (0 or more) after January of `year`, on `day`; `day` 0 is the last day of the month before. */
export function dateIn(year: number, month: number, day: number): PlainDate {
  return dateOfDayNumber(Date.UTC(year, month - 1, day) / dayMs);
}

/** `n` calendar days later; earlier where `n` is negative. */
export function addDays(date: PlainDate, n: number): PlainDate {
  return dateOfDayNumber(dayNumber(date) + n);
}

/** How many days after `a` the date `b` is; negative where it is before. */
export function daysBetween(a: PlainDate, b: PlainDate): number {
  return dayNumber(b) - dayNumber(a);
}

export function weekdayOf(date: PlainDate): WeekdayNumber {
  // 1970-01-01 was a Thursday.
  return (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as WeekdayNumber;
}

export function yearOf(date: PlainDate): number {
  return Number(date.slice(0, 4));
}

/** 1–12. */
export function monthOf(date: PlainDate): number {
  return Number(date.slice(5, 7));
}

/** 1–31. */
export function dayOf(date: PlainDate): number {
  return Number(date.slice(8));
}

/** The Monday of the week. */
export function firstOfWeek(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date));
}

export function firstOfMonth(date: PlainDate): PlainDate {
  return dateIn(yearOf(date), monthOf(date), 1);
}

export function lastOfMonth(date: PlainDate): PlainDate {
  return dateIn(yearOf(date), monthOf(date) + 1, 0);
}

export function firstOfQuarter(date: PlainDate): PlainDate {
  return dateIn(yearOf(date), monthOf(date) - ((monthOf(date) - 1) % 3), 1);
}

/** Every date from `from` to `to`, both included; none where `to` is before `from`. */
export function datesFrom(from: PlainDate, to: PlainDate): PlainDate[] {
  const first = dayNumber(from);
  return Array.from({ length: Math.max(0, dayNumber(to) - first + 1) }, (_, index) => dateOfDayNumber(first + index));
}

/** A date in a form or a data file. YAML 1.2 leaves 2027-01-01 a string, so quotes are not needed. */
export const PlainDateText = z.string('应为日期，如 2027-01-01 / expected a date such as 2027-01-01').transform((text, context) => {
  const date = plainDate(text.trim());
  if (date) return date;
  context.addIssue({
    code: 'custom',
    message: `应为日期，如 2027-01-01，现为“${text}” / expected a date such as 2027-01-01, found "${text}"`,
  });
  return z.NEVER;
});

/** A time of day in a form or a data file. */
export const PlainTimeText = z
  .string('应为加引号的时间，如 "08:30" / expected a time in quotes such as "08:30"')
  .transform((text, context) => {
    const time = plainTime(text.trim());
    if (time) return time;
    context.addIssue({ code: 'custom', message: `应为时间，如 08:30，现为“${text}” / expected a time such as 08:30, found "${text}"` });
    return z.NEVER;
  });
