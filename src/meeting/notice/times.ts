import { hourMs, type Instant, minuteMs, plus } from '../../calendar/instant.js';
import { lastWorkingHour, nextWorkingTime } from '../../calendar/working-hours.js';
import type { Meeting } from '../meeting.js';
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
 * wait is the next working hour. Where all would come too late there is one before the start all the same.
 */
export function nudgeTimes(startsAt: Instant, { nudges }: Pick<MeetingPolicy, 'nudges'>, now: Instant, office: Office): Instant[] {
  const working = (instant: Instant) => nextWorkingTime(instant, office.workingHours, office.calendar, office.zone);
  const toldAt = working(now);
  const times = nudges.map(({ hoursAfter }) => working(plus(toldAt, hoursAfter * hourMs)));
  const chosen = [...new Set(times)].filter((at) => at < startsAt).sort((a, b) => a - b);
  return chosen.length > 0 || nudges.length === 0 ? chosen : soonNudge(startsAt, toldAt, office);
}

/** Nobody is asked again sooner. */
const LEAST_MS = 10 * minuteMs;

/** Whether everybody who is expected has just been reminded, or is about to be, which asks for 收到 as a nudge does. */
export const isByReminder = (
  { startsAt, announcedAt }: Pick<Meeting, 'startsAt' | 'announcedAt'>,
  policy: Pick<MeetingPolicy, 'reminders'>,
  now: Instant,
): boolean => reminderTimes(startsAt, policy, announcedAt).some(({ dueAt }) => Math.abs(dueAt - now) < LEAST_MS);

/** Of a meeting at short notice: half-way to it in working hours, or before the last of them are over, which may be soon. None where there is no time for one. */
function soonNudge(startsAt: Instant, toldAt: Instant, { workingHours, calendar, zone }: Office): Instant[] {
  const halfWayTo = (instant: number) => plus(toldAt, Math.floor((instant - toldAt) / 2 / minuteMs) * minuteMs);
  const soonest = plus(toldAt, LEAST_MS);
  const middle = nextWorkingTime(halfWayTo(startsAt), workingHours, calendar, zone);
  const lastHour = lastWorkingHour(startsAt, workingHours, calendar, zone);
  const onTheEve = lastHour >= soonest ? lastHour : halfWayTo(plus(lastHour, hourMs));
  const at = middle < startsAt ? middle : onTheEve;
  return at >= soonest && at < startsAt ? [at] : [];
}
