import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { LeaveHooks } from '../meeting/deps.js';
import type { Meeting, MeetingId } from '../meeting/meeting.js';
import { meetingCancelled, meetingChanged } from './absence/moved-service.js';
import { absencesOf } from './absence/store.js';
import { awayAt } from './away/service.js';
import type { LeaveDeps } from './deps.js';

export { countReasons, expireReasons, oldestReason } from './absence/reason-store.js';
export { eraseReasons } from './absence/reasons.js';

/** What this room answers the earlier room of meetings, and is told by it, in the same transaction. Given to it by wire.ts. */
export const absenceHooks = (deps: LeaveDeps): LeaveHooks => ({
  excused: async (tx: Tx, meetingId: MeetingId) => new Set((await approvedFor(tx, meetingId)).map(({ memberId }) => memberId)),
  async substitutes(tx: Tx, meetingId: MeetingId) {
    const going = (await approvedFor(tx, meetingId)).filter(({ substitute }) => substitute && substitute.answer !== 'declined');
    return new Map(going.flatMap(({ memberId, substitute }) => (substitute ? [[substitute.memberId, memberId] as const] : [])));
  },
  onLeave: async (tx: Tx, at: Instant) => new Set((await awayAt(tx, deps, at)).keys()),
  meetingChanged: (tx: Tx, before: Meeting, after: Meeting) => meetingChanged(tx, deps, before, after),
  meetingCancelled: (tx: Tx, meeting: Meeting) => meetingCancelled(tx, deps, meeting),
});

const approvedFor = async (tx: Tx, meetingId: MeetingId) => (await absencesOf(tx, meetingId)).filter(({ state }) => state === 'approved');
