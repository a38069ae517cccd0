import { dayMs, hourMs, minuteMs } from '../instant.js';
import type { EventProblem } from './problem.js';
import { instantOf, type When } from './wall.js';

/** How long an event lasts: days of the calendar, then elapsed time. RFC 5545 §3.3.6: a day may have 23 or 25 hours, an hour is an hour. */
export type Length = { readonly days: number; readonly ms: number };

export function lengthBetween(start: When, end: When): Length | EventProblem {
  if (start.isDate !== end.isDate) return 'end-invalid';
  if (start.isDate) {
    const days = (end.wall - start.wall) / dayMs;
    // The end is not included, so a day ends on the next; some programs write the same day twice.
    return days < 0 ? 'end-before-start' : { days: Math.max(1, days), ms: 0 };
  }
  const ms = instantOf(end.wall, end.offset) - instantOf(start.wall, start.offset);
  return ms < 0 ? 'end-before-start' : { days: 0, ms };
}

const FORM = /^([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,6})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?$/;

export function lengthOf(value: unknown): Length | EventProblem {
  const [whole, sign, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = FORM.exec(String(value)) ?? [];
  if (whole === undefined || !/\d/.test(whole)) return 'end-invalid';
  const length = {
    days: Number(weeks) * 7 + Number(days),
    ms: Number(hours) * hourMs + Number(minutes) * minuteMs + Number(seconds) * 1000,
  };
  return sign === '-' && length.days + length.ms > 0 ? 'end-before-start' : length;
}
