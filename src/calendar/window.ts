import { z } from 'zod';
import { hourMs, type Instant, plus, type Zone } from './instant.js';
import { addDays } from './plain-date.js';
import { wholeNumber } from './whole-number.js';
import type { WorkCalendar } from './work-calendar.js';
import { addWorkdays } from './workdays.js';
import { dateOf, instantAt, timeOf } from './zone.js';

/** How long an answer counts as in time (domain.md §1). */
export const Window = z.union(
  [
    z.strictObject({ workdays: wholeNumber(1, 60) }),
    z.strictObject({ days: wholeNumber(1, 90) }),
    z.strictObject({ hours: wholeNumber(1, 24 * 90) }),
  ],
  { error: '应为 { workdays: 天数 }、{ days: 天数 } 或 { hours: 小时数 } / expected { workdays: n }, { days: n } or { hours: n }' },
);
export type Window = z.output<typeof Window>;

/**
 * The first instant at which an answer is late. Days and workdays close at the time of day at which they opened, as the office's
 * clock shows it; hours are elapsed hours.
 */
export function closesAt(opensAt: Instant, window: Window, calendar: WorkCalendar, zone: Zone): Instant {
  if ('hours' in window) return plus(opensAt, window.hours * hourMs);
  const opensOn = dateOf(opensAt, zone);
  const closesOn = 'days' in window ? addDays(opensOn, window.days) : addWorkdays(opensOn, window.workdays, calendar);
  return instantAt(closesOn, timeOf(opensAt, zone), zone);
}
