import { z } from 'zod';
import type { Instant, Zone } from './instant.js';
import { addDays, PlainTimeText } from './plain-date.js';
import type { WorkCalendar } from './work-calendar.js';
import { onOrAfter } from './workdays.js';
import { dateOf, instantAt } from './zone.js';

/** When people may be disturbed on a workday: [start, end) of the same day. */
export const WorkingHours = z
  .strictObject({ start: PlainTimeText, end: PlainTimeText })
  .refine((hours) => hours.start < hours.end, { error: '下班时间应晚于上班时间 / the end must be after the start', path: ['end'] });
export type WorkingHours = z.output<typeof WorkingHours>;

/** The first instant, `instant` itself or later, that lies in working hours on a workday. */
export function nextWorkingTime(instant: Instant, hours: WorkingHours, calendar: WorkCalendar, zone: Zone): Instant {
  const today = dateOf(instant, zone);
  if (calendar.isWorkday(today)) {
    const start = instantAt(today, hours.start, zone);
    if (instant < start) return start;
    if (instant < instantAt(today, hours.end, zone)) return instant;
  }
  return instantAt(onOrAfter(addDays(today, 1), calendar), hours.start, zone);
}

export function isWorkingTime(instant: Instant, hours: WorkingHours, calendar: WorkCalendar, zone: Zone): boolean {
  return nextWorkingTime(instant, hours, calendar, zone) === instant;
}
