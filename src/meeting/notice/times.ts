import { hourMs, type Instant, minuteMs, plus } from '../../calendar/instant.js';
import { nextWorkingTime } from '../../calendar/working-hours.js';
import type { MeetingPolicy } from '../policy.js';
import type { Office } from '../precedence.js';

/** Reminders that are still to come, the earliest first. */
export function reminderTimes(startsAt: Instant, { reminders }: Pick<MeetingPolicy, 'reminders'>, now: Instant) {
  const minutes = [...new Set(reminders.map(({ minutesBefore }) => minutesBefore))].sort((a, b) => b - a);
  return minutes
    .map((minutesBefore) => ({ minutesBefore, dueAt: plus(startsAt, -minutesBefore * minuteMs) }))
    .filter(({ dueAt }) => dueAt > now);
}

/**
 * Nudges, in working hours and before the start, never two at once. The hours count from when everybody has been told, which for those who
 * wait is the next working hour.
 */
export function nudgeTimes(startsAt: Instant, { nudges }: Pick<MeetingPolicy, 'nudges'>, now: Instant, office: Office): Instant[] {
  const working = (instant: Instant) => nextWorkingTime(instant, office.workingHours, office.calendar, office.zone);
  const toldAt = working(now);
  const times = nudges.map(({ hoursAfter }) => working(plus(toldAt, hoursAfter * hourMs)));
  return [...new Set(times)].filter((at) => at < startsAt).sort((a, b) => a - b);
}
