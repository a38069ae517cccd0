import type { Instant, Interval } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { LeaveHooks } from '../meeting/deps.js';
import type { Meeting, MeetingId } from '../meeting/meeting.js';
import type { Member, MemberId } from '../org/member.js';
import { meetingCancelled, meetingChanged } from './absence/moved-service.js';
import { absencesOf, standsInBy } from './absence/store.js';
import { tellSuspension } from './absence/substitute-service.js';
import { leaveEntries } from './away/icalendar/service.js';
import { meetingAnnounced, meetingMoved } from './away/overlap/service.js';
import { awayAt, awayDuring } from './away/service.js';
import { showMeeting } from './decide/facing-service.js';
import type { LeaveDeps } from './deps.js';

export { daysTaken } from './away/report/service.js';
export { takenBy } from './away/report/store.js';
export { awayDuring } from './away/service.js';
export { countReasons, eraseReasons, expireReasons, oldestReason } from './reasons.js';

/** What this room answers the earlier room of meetings, and is told by it, in the same transaction. Given to it by wire.ts. */
export const absenceHooks = (deps: LeaveDeps): LeaveHooks => ({
  excused: async (tx: Tx, meetingId: MeetingId) => new Set((await approvedFor(tx, meetingId)).map(({ memberId }) => memberId)),
  async substitutes(tx: Tx, meetingId: MeetingId) {
    const going = (await approvedFor(tx, meetingId)).filter(({ substitute }) => substitute && substitute.answer !== 'declined');
    return new Map(going.flatMap(({ memberId, substitute }) => (substitute ? [[substitute.memberId, memberId] as const] : [])));
  },
  async standsInAt(tx: Tx, memberId: MemberId) {
    return new Map((await standsInBy(tx, memberId)).map(({ meetingId, memberId: replaced }) => [meetingId, replaced]));
  },
  onLeave: async (tx: Tx, span: Interval) => new Set((await awayDuring(tx, deps, span)).keys()),
  async inCharge(tx: Tx) {
    const away = await awayAt(tx, deps, deps.clock.now());
    const isThere = (id: MemberId | undefined): id is MemberId => id !== undefined && !away.has(id);
    return new Map([...away].flatMap(([id, { actingId }]) => (isThere(actingId) ? [[id, actingId] as const] : [])));
  },
  leaveEntries: (tx: Tx, member: Member, since: Instant) => leaveEntries(tx, deps, member, since),
  async meetingAnnounced(tx: Tx, meeting: Meeting) {
    await meetingAnnounced(tx, deps, meeting);
    await showMeeting(tx, deps, meeting);
  },
  async meetingChanged(tx: Tx, before: Meeting, after: Meeting) {
    await meetingChanged(tx, deps, before, after);
    await meetingMoved(tx, deps, before, after);
    await showMeeting(tx, deps, before, after);
  },
  async meetingCancelled(tx: Tx, meeting: Meeting) {
    await meetingCancelled(tx, deps, meeting);
    await meetingMoved(tx, deps, meeting, meeting);
    await showMeeting(tx, deps, meeting);
  },
  async suspensionChanged(tx: Tx, meeting: Meeting, sequence: number) {
    await tellSuspension(tx, deps, meeting, sequence);
    await meetingMoved(tx, deps, meeting, meeting);
  },
});

const approvedFor = async (tx: Tx, meetingId: MeetingId) => (await absencesOf(tx, meetingId)).filter(({ state }) => state === 'approved');
