import { tzOffset } from '@date-fns/tz';
import { dayMs, type Instant, minuteMs, type PlainDate, type PlainTime, type Zone } from './instant.js';
import { dayNumber } from './plain-date.js';

/** Whether this Node knows the IANA zone `name`. Offsets such as '+08:00' are refused: they have no daylight saving time. */
export function isZone(name: string): name is Zone {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Clocks change on a quarter of an hour, so within one the offset stays; asking for it takes longer than all the rest of a date. */
const QUARTER_MS = 15 * minuteMs;
const MOST_KNOWN = 1_000;
const known = new Map<string, number>();

/** Milliseconds that the wall clock is ahead of UTC. Throws on an unknown zone, which tzOffset reports as NaN. */
export function offsetMs(instant: number, zone: Zone): number {
  const key = `${zone} ${Math.floor(instant / QUARTER_MS)}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const minutes = tzOffset(zone, new Date(instant));
  if (Number.isNaN(minutes)) throw new Error(`unknown time zone: ${zone}`);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, minutes * minuteMs);
  return minutes * minuteMs;
}

/**
 * When the office's wall clock shows `date` `time`. A time that daylight saving time skips is the first instant after the gap;
 * a time that it repeats is the first of the two.
 */
export function instantAt(date: PlainDate, time: PlainTime, zone: Zone): Instant {
  const wall = dayNumber(date) * dayMs + (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * minuteMs;
  // Zones are at most 14 hours from UTC, so one of these lies surely before the wanted instant and one after it.
  const before = offsetMs(wall - dayMs, zone);
  const after = offsetMs(wall + dayMs, zone);
  // `before` first: of two instants with the same wall time, the offset before the change gives the earlier one.
  if (offsetMs(wall - before, zone) === before) return (wall - before) as Instant;
  if (offsetMs(wall - after, zone) === after) return (wall - after) as Instant;
  return changeBetween(wall - after, wall - before, zone);
}

/** The first instant in (low, high] with the offset of `high`: the end of the gap that a change of the clocks makes. */
function changeBetween(low: number, high: number, zone: Zone): Instant {
  const offset = offsetMs(high, zone);
  let earlier = low;
  let later = high;
  while (later - earlier > 1) {
    const middle = Math.floor((earlier + later) / 2);
    if (offsetMs(middle, zone) === offset) later = middle;
    else earlier = middle;
  }
  return later as Instant;
}

function wallOf(instant: Instant, zone: Zone): string {
  return new Date(instant + offsetMs(instant, zone)).toISOString();
}

/** The date on the office's wall calendar. */
export function dateOf(instant: Instant, zone: Zone): PlainDate {
  return wallOf(instant, zone).slice(0, 10) as PlainDate;
}

/** The time on the office's wall clock; seconds are dropped. */
export function timeOf(instant: Instant, zone: Zone): PlainTime {
  return wallOf(instant, zone).slice(11, 16) as PlainTime;
}

/** The first instant of the day, which is not 00:00 where the clocks change at midnight. */
export function startOfDay(date: PlainDate, zone: Zone): Instant {
  return instantAt(date, '00:00' as PlainTime, zone);
}
