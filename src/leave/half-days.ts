import type { Instant, Interval, PlainDate, PlainTime, Zone } from '../calendar/instant.js';
import { addDays, datesFrom, yearOf } from '../calendar/plain-date.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import { onOrAfter } from '../calendar/workdays.js';
import { dateOf, instantAt, startOfDay, timeOf } from '../calendar/zone.js';

export const HALVES = ['morning', 'afternoon'] as const;
export type Half = (typeof HALVES)[number];
export type HalfDay = { readonly on: PlainDate; readonly half: Half };
/** Both included. */
export type Period = { readonly from: HalfDay; readonly until: HalfDay };

/** Where the morning ends and the afternoon begins, whatever the office's hours for lunch are. */
export const NOON = '12:00' as PlainTime;

/** Negative, zero or positive as `a` comes before, is, or comes after `b`. */
export const compareHalfDays = (a: HalfDay, b: HalfDay): number =>
  a.on === b.on ? HALVES.indexOf(a.half) - HALVES.indexOf(b.half) : a.on < b.on ? -1 : 1;

/** The half day after. */
export const nextHalfDay = ({ on, half }: HalfDay): HalfDay =>
  half === 'morning' ? { on, half: 'afternoon' } : { on: addDays(on, 1), half: 'morning' };

/** The half day before. */
export const previousHalfDay = ({ on, half }: HalfDay): HalfDay =>
  half === 'afternoon' ? { on, half: 'morning' } : { on: addDays(on, -1), half: 'afternoon' };

/** The first half day after it that is worked. */
export function nextWorkedHalfDay(halfDay: HalfDay, calendar: WorkCalendar): HalfDay {
  const next = nextHalfDay(halfDay);
  return calendar.isWorkday(next.on) ? next : { on: onOrAfter(next.on, calendar), half: 'morning' };
}

export const startOfHalfDay = ({ on, half }: HalfDay, zone: Zone): Instant =>
  half === 'morning' ? startOfDay(on, zone) : instantAt(on, NOON, zone);

export const halfDayOf = (instant: Instant, zone: Zone): HalfDay => ({
  on: dateOf(instant, zone),
  half: timeOf(instant, zone) < NOON ? 'morning' : 'afternoon',
});

/** From the start of its first half day to the end of its last. */
export const spanOf = ({ from, until }: Period, zone: Zone): Interval => ({
  start: startOfHalfDay(from, zone),
  end: startOfHalfDay(nextHalfDay(until), zone),
});

/** What of a span is not over yet. */
export const remainderOf = ({ start, end }: Interval, now: Instant): Interval => ({ start: start > now ? start : now, end });

/** The half days of each year that are worked; holidays, rest days and half days on them count as nothing (domain.md §3). */
export function halfDaysByYear({ from, until }: Period, calendar: WorkCalendar): ReadonlyMap<number, number> {
  const counted = new Map<number, number>();
  for (const on of datesFrom(from.on, until.on)) {
    if (!calendar.isWorkday(on)) continue;
    const halves = 2 - (on === from.on && from.half === 'afternoon' ? 1 : 0) - (on === until.on && until.half === 'morning' ? 1 : 0);
    counted.set(yearOf(on), (counted.get(yearOf(on)) ?? 0) + halves);
  }
  return counted;
}

/** Years whose holidays nobody has announced: their working days are counted from Monday to Friday, which is a guess. */
export const yearsUnknown = ({ from, until }: Period, calendar: WorkCalendar): number[] =>
  [...new Set([yearOf(from.on), yearOf(until.on)])].filter((year) => !calendar.covers(year));

export const countHalfDays = (period: Period, calendar: WorkCalendar): number =>
  [...halfDaysByYear(period, calendar).values()].reduce((sum, halves) => sum + halves, 0);
