import type { Instant, Interval, Zone } from '../calendar/instant.js';
import { addDays } from '../calendar/plain-date.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import { addWorkdays } from '../calendar/workdays.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import { dateOf, instantAt } from '../calendar/zone.js';
import { intervalOf, type Meeting } from './meeting.js';
import type { MeetingPolicy } from './policy.js';

/*
 * 凡是提前通知的全局性会议，其他活动都要让路 (domain.md §2). A conflict is an overlap in time and in people; half-open, so that what ends when the
 * other begins is none. Against a bureau-wide meeting:
 *
 *   an activity, the meeting announced in advance   must give way
 *   an activity, the meeting announced late         is asked to
 *   (of a meeting to which time was added late, whatever is in the way of the time that it had must)
 *   another bureau-wide meeting                     is refused, naming the one that was announced first
 *   a round of the bot, or a reminder               waits until it ends
 *   travel or leave                                 the leave rules decide: whoever approves or asks for it is shown the meeting (domain.md §3)
 */

export type Other = 'activity' | 'bureau-meeting' | 'round' | 'leave';
export type Outcome = 'no-conflict' | 'must-give-way' | 'asked-to-give-way' | 'refused' | 'waits' | 'leave-decides';

export const overlaps = (one: Interval, other: Interval): boolean => one.start < other.end && other.start < one.end;

/** `together`: how many are expected at both. */
export function precedence(
  meeting: Pick<Meeting, 'scope' | 'startsAt' | 'endsAt' | 'inAdvance' | 'inAdvanceHours'>,
  other: { readonly kind: Other; readonly interval: Interval; readonly together: number },
): Outcome {
  const meets = overlaps({ start: meeting.startsAt, end: meeting.endsAt }, other.interval) && other.together > 0;
  if (!meets || meeting.scope !== 'bureau') return 'no-conflict';
  switch (other.kind) {
    case 'activity':
      return meeting.inAdvance && overlaps(hoursInAdvance(meeting), other.interval) ? 'must-give-way' : 'asked-to-give-way';
    case 'bureau-meeting':
      return 'refused';
    case 'round':
      return 'waits';
    case 'leave':
      return 'leave-decides';
    default:
      return other.kind satisfies never;
  }
}

export type Office = { readonly calendar: WorkCalendar; readonly workingHours: WorkingHours; readonly zone: Zone };

/** Whether so many workdays, each with all of its working hours, lie between the announcement and the start. */
export function isInAdvance(
  announcedAt: Instant,
  startsAt: Instant,
  { inAdvance }: Pick<MeetingPolicy, 'inAdvance'>,
  office: Office,
): boolean {
  if (announcedAt >= startsAt) return false;
  const { calendar, workingHours, zone } = office;
  const today = dateOf(announcedAt, zone);
  // A workday counts from its first working minute: what is announced before it has all of today.
  const first = announcedAt <= instantAt(today, workingHours.start, zone) ? today : addDays(today, 1);
  const last = addWorkdays(addDays(first, -1), inAdvance.workdays, calendar);
  return inAdvance.workdays === 0 || instantAt(last, workingHours.end, zone) <= startsAt;
}

/**
 * What is asked of an activity that shares people with the meeting. The meeting was announced to each of them when they were invited: who was
 * added the evening before was not told in advance, and brings nobody else's activity under the rule. One who was is enough.
 */
export const announcedTo = <M extends Pick<Meeting, 'inAdvance' | 'startsAt'>>(
  meeting: M,
  firstInvitedAt: Instant,
  policy: Pick<MeetingPolicy, 'inAdvance'>,
  office: Office,
): M => ({ ...meeting, inAdvance: meeting.inAdvance && isInAdvance(firstInvitedAt, meeting.startsAt, policy, office) });

/** Until when an activity's owner may choose; never after the start. */
export function settleBy(startsAt: Instant, { settleBy: by }: Pick<MeetingPolicy, 'settleBy'>, { calendar, zone }: Office): Instant {
  const day = addWorkdays(dateOf(startsAt, zone), -by.workdaysBefore, calendar);
  return Math.min(instantAt(day, by.time, zone), startsAt) as Instant;
}

/**
 * From when a meeting counts as announced after a change: anew where it takes up time, or gains precedence, that it didn't have; a meeting that
 * is only shortened asks nothing new of anybody.
 */
export function announcedAfter(
  before: Pick<Meeting, 'scope' | 'startsAt' | 'endsAt' | 'announcedAt'>,
  after: Pick<Meeting, 'scope' | 'startsAt' | 'endsAt'>,
  now: Instant,
): Instant {
  const within = after.startsAt >= before.startsAt && after.endsAt <= before.endsAt;
  return within && (after.scope === before.scope || after.scope === 'departments') ? before.announcedAt : now;
}

type Hours = Pick<Meeting, 'startsAt' | 'endsAt' | 'inAdvanceHours'>;
const hoursInAdvance = (meeting: Hours): Interval => meeting.inAdvanceHours ?? intervalOf(meeting);

/** After a change, what was announced in advance of the time that it has: half an hour more on the eve takes nothing from what people knew for weeks. */
export function keptInAdvance(
  before: Hours & Pick<Meeting, 'scope' | 'inAdvance'>,
  after: Pick<Meeting, 'scope' | 'startsAt' | 'endsAt'>,
): Interval | undefined {
  if (!before.inAdvance || before.scope !== 'bureau' || after.scope !== 'bureau') return undefined;
  const had = hoursInAdvance(before);
  const start = Math.max(had.start, after.startsAt) as Instant;
  const end = Math.min(had.end, after.endsAt) as Instant;
  return start < end ? { start, end } : undefined;
}
