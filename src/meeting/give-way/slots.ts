import { type Instant, type Interval, minuteMs, plus } from '../../calendar/instant.js';
import { addDays } from '../../calendar/plain-date.js';
import { addWorkdays } from '../../calendar/workdays.js';
import { dateOf, instantAt, timeOf } from '../../calendar/zone.js';
import { type Office, overlaps } from '../precedence.js';

const STEP_MS = 30 * minuteMs;
/** How far it looks for workdays. */
const DAYS_AHEAD = 15;

/**
 * Times an activity could be moved to: as long as it is, within the working hours of a day, after `now`, clear of `busy`. One a day, from the
 * day it was planned for on: at its own time of day where that is free, else the first half hour that is.
 */
export function freeSlots(activity: Interval, busy: readonly Interval[], now: Instant, office: Office, most: number): Interval[] {
  const { calendar, zone } = office;
  const length = activity.end - activity.start;
  const found: Interval[] = [];
  const first = addDays(dateOf(Math.max(activity.start, now) as Instant, zone), -1);
  for (let day = 1; day <= DAYS_AHEAD && found.length < most; day++) {
    const slot = slotOn(addWorkdays(first, day, calendar));
    if (slot) found.push(slot);
  }
  return found;

  function slotOn(date: ReturnType<typeof dateOf>): Interval | undefined {
    const [opens, closes] = [instantAt(date, office.workingHours.start, zone), instantAt(date, office.workingHours.end, zone)];
    const candidates = [instantAt(date, timeOf(activity.start, zone), zone)];
    for (let at = opens; at + length <= closes; at = plus(at, STEP_MS)) candidates.push(at);
    return candidates
      .map((start) => ({ start, end: plus(start, length) }))
      .find(
        (slot) =>
          slot.start >= opens &&
          slot.end <= closes &&
          slot.start > now &&
          slot.start !== activity.start &&
          !busy.some((other) => overlaps(slot, other)),
      );
  }
}
