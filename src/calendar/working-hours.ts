import { z } from 'zod';
import { hourMs, type Instant, plus, type Zone } from './instant.js';
import { addDays, PlainTimeText } from './plain-date.js';
import type { WorkCalendar } from './work-calendar.js';
import { onOrAfter, onOrBefore } from './workdays.js';
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

/** An hour before the last working hours before `instant`, which lies in none, are over: there is nobody to be told anything between that day and then. */
export function lastWorkingHour(instant: Instant, hours: WorkingHours, calendar: WorkCalendar, zone: Zone): Instant {
  const today = dateOf(instant, zone);
  const isOver = calendar.isWorkday(today) && instant >= instantAt(today, hours.end, zone);
  const day = isOver ? today : onOrBefore(addDays(today, -1), calendar);
  return plus(instantAt(day, hours.end, zone), -hourMs);
}

export function isWorkingTime(instant: Instant, hours: WorkingHours, calendar: WorkCalendar, zone: Zone): boolean {
  return nextWorkingTime(instant, hours, calendar, zone) === instant;
}
