import { type Instant, type Interval, plus } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import { arrived } from '../delivery/outbox.js';
import type { MemberId } from '../org/member.js';
import { expectedAmong, findInvitee, membersExpected } from './invitee-store.js';
import { intervalOf, type Meeting, type MeetingId } from './meeting.js';
import { knowledgeOfOne, knownBy, versionsOf } from './notice/told-store.js';
import { precedence } from './precedence.js';
import { meetingsExpecting, meetingsIn } from './store.js';

export { isSuspended, takesPlace } from './activity/takes-place.js';
export { endReplacing, isWaitedFor } from './attendance/moved-service.js';
export {
  absencesIn as absences,
  absentIn as absentMembers,
  figuresIn as attendanceFigures,
  ownOutcomes,
} from './attendance/outcome-store.js';
export { countCorrectionReasons, expireCorrections, oldestCorrection } from './attendance/reason-store.js';
export { eraseCorrectionReasons } from './attendance/reasons.js';
export { openCheckInsOf } from './attendance/store.js';
export { endGoneFeeds } from './notice/icalendar/feed-store.js';
export { noteRead } from './notice/service.js';
export { comingMeetings, findMeeting, meetingsIn } from './store.js';

/** Which of these members are expected at a bureau-wide meeting that is under way, and until when: a reminder for them waits. */
export async function inMeetings(tx: Tx, now: Instant, memberIds: ReadonlySet<string>): Promise<ReadonlyMap<string, Instant>> {
  const interval = { start: now, end: plus(now, 1) };
  const until = new Map<string, Instant>();
  for (const meeting of await meetingsIn(tx, interval)) {
    // Of meetings that nobody waits for it is not asked who is there.
    if (meeting.scope !== 'bureau') continue;
    const expected = await membersExpected(tx, meeting.id, memberIds);
    if (precedence(meeting, { kind: 'round', interval, together: expected.length }) !== 'waits') continue;
    const { end } = intervalOf(meeting);
    for (const id of expected) if (end > (until.get(id) ?? now)) until.set(id, end);
  }
  return until;
}

/** Until when a round for these members waits: until none of them is in a meeting. */
export async function waitsUntil(tx: Tx, now: Instant, memberIds: ReadonlySet<string>): Promise<Instant | undefined> {
  let until: Instant | undefined;
  for (const end of (await inMeetings(tx, now, memberIds)).values()) if (until === undefined || end > until) until = end;
  return until;
}

/** When the next of the meetings now under way ends: what waited for it goes on then. */
export async function nextMeetingEnd(tx: Tx, now: Instant): Promise<Instant | undefined> {
  const ends = (await meetingsIn(tx, { start: now, end: plus(now, 1) })).map(({ endsAt }) => endsAt).filter((end) => end > now);
  return ends.length === 0 ? undefined : (Math.min(...ends) as Instant);
}

/** Whether nothing that they are to be told of it is still on its way to them. */
export async function isUpToDate(tx: Tx, meetingId: MeetingId, memberId: MemberId): Promise<boolean> {
  const known = await knowledgeOfOne(tx, meetingId, memberId);
  if (known?.lastKey === undefined || known.dueAt !== undefined) return false;
  return (await arrived(tx, known.lastKey)).has(known.lastKey);
}

/** Whether this member is expected there. */
export const isExpected = async (tx: Tx, meetingId: string, memberId: string): Promise<boolean> =>
  (await findInvitee(tx, meetingId, memberId)) !== undefined;

/**
 * The meeting as somebody sees it who has been expected there: how it is without them is not for them to know. Whoever is expected no more sees what
 * they last knew of it; who had been told nothing, what was first announced.
 */
export async function asSeenBy(tx: Tx, meeting: Meeting, memberId: MemberId): Promise<Meeting> {
  if (await isExpected(tx, meeting.id, memberId)) return meeting;
  return { ...meeting, ...((await knownBy(tx, meeting.id, memberId)) ?? (await versionsOf(tx, meeting.id)).get(0)) };
}

/** Until when what is new of the meeting waits for this member; undefined: it does not. */
export const newsHeldUntil = async (tx: Tx, meetingId: MeetingId, memberId: MemberId): Promise<Instant | undefined> =>
  (await knowledgeOfOne(tx, meetingId, memberId))?.dueAt;

/** Which of these members are expected there. */
export const expectedOf = (tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<MemberId[]> =>
  membersExpected(tx, meetingId, memberIds);

/** Since when this member has been expected there. Undefined: they are not. */
export const expectedSince = async (tx: Tx, meetingId: MeetingId, memberId: string): Promise<Instant | undefined> =>
  (await expectedAmong(tx, meetingId, [memberId])).since;

/** Where this member is expected and that has not begun, in the order they begin; at most `limit`. */
export const expectedSoon = (tx: Tx, memberId: string, now: Instant, limit: number): Promise<Meeting[]> =>
  meetingsExpecting(tx, memberId, now, limit);

/** Announced bureau-wide meetings at which this member is expected, and of which some lies in `interval`: what whoever approves leave is shown. */
export async function bureauMeetingsIn(tx: Tx, memberId: string, interval: Interval): Promise<Meeting[]> {
  const found: Meeting[] = [];
  for (const meeting of await meetingsIn(tx, interval)) {
    if (meeting.scope !== 'bureau') continue;
    const together = (await isExpected(tx, meeting.id, memberId)) ? 1 : 0;
    if (precedence(meeting, { kind: 'leave', interval, together }) === 'leave-decides') found.push(meeting);
  }
  return found;
}
