import { dayMs, type Instant, minuteMs } from '../instant.js';
import { dayNumber, plainDate } from '../plain-date.js';

/** Milliseconds that a wall clock is ahead of UTC at `instant`. */
export type Offset = (instant: number) => number;

/** What a wall clock shows, as milliseconds since it showed 1970-01-01 00:00. */
export type Wall = number & { readonly brand: 'Wall' };

/** A DATE or DATE-TIME of a calendar file, on the wall clock it is written for. */
export type When = { readonly wall: Wall; readonly isDate: boolean; readonly offset: Offset };

const FORM = /^(\d{4}-\d\d-\d\d)(?:T(\d\d):(\d\d):(\d\d)(Z?))?$/;
/** Outlook lets its zones begin in 1601. What is said of other centuries is a mistake. */
const YEARS = { first: '1601-01-01', last: '2199-12-31' };
const utc: Offset = () => 0;

/** Undefined: no date or time that a calendar has. `value` in jCal's form, '2026-12-02' or '2026-12-02T09:00:00', with Z for UTC. */
export function whenOf(value: unknown, offset: Offset): When | undefined {
  const [, day = '', hour = '00', minute = '00', second = '00', zulu] = FORM.exec(String(value)) ?? [];
  const date = plainDate(day);
  if (!date || date < YEARS.first || date > YEARS.last) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const ms = (Number(hour) * 60 + Number(minute)) * minuteMs + Number(second) * 1000;
  return {
    wall: (dayNumber(date) * dayMs + ms) as Wall,
    isDate: hour === '00' && String(value).length === day.length,
    offset: zulu ? utc : offset,
  };
}

/**
 * RFC 5545 §3.3.5: a time that daylight saving time repeats is the first of the two; one that it skips is counted on from before the gap,
 * so 02:30 is what the clock then shows as 03:30.
 */
export function instantOf(wall: number, offset: Offset): Instant {
  const before = offset(wall - dayMs);
  if (offset(wall - before) === before) return (wall - before) as Instant;
  const after = offset(wall + dayMs);
  return (wall - (offset(wall - after) === after ? after : before)) as Instant;
}

export function wallAt(instant: number, offset: Offset): Wall {
  return (instant + offset(instant)) as Wall;
}
