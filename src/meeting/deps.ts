import type { WrittenEvent } from '../calendar/icalendar/write.js';
import type { Instant, Interval, Zone } from '../calendar/instant.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import type { Vault } from '../db/encrypt.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Member, MemberId, Rank } from '../org/member.js';
import type { Clock } from '../schedule/clock.js';
import type { Meeting, MeetingId } from './meeting.js';
import type { MeetingPolicy } from './policy.js';

/** What the later room of leave answers and is told, in the caller's transaction (wire.ts). */
export type LeaveHooks = {
  /** Whose absence from this meeting has been approved. */
  readonly excused: (tx: Tx, meetingId: MeetingId) => Promise<ReadonlySet<MemberId>>;
  /** Who comes in the place of somebody excused (代会人), and whom they replace. */
  readonly substitutes: (tx: Tx, meetingId: MeetingId) => Promise<ReadonlyMap<MemberId, MemberId>>;
  /** Of which meetings this member is the substitute, and whom they replace. */
  readonly standsInAt: (tx: Tx, memberId: MemberId) => Promise<ReadonlyMap<MeetingId, MemberId>>;
  /** For the member's own calendar feed: their approved leave that is not over at `since`. */
  readonly leaveEntries: (tx: Tx, member: Member, since: Instant) => Promise<readonly WrittenEvent[]>;
  /** After who is expected is written. */
  readonly meetingAnnounced: (tx: Tx, meeting: Meeting) => Promise<void>;
  /** Every change of an announced meeting, after it and who is expected are written. */
  readonly meetingChanged: (tx: Tx, before: Meeting, after: Meeting) => Promise<void>;
  /** Who is on approved leave at some moment of it. */
  readonly onLeave: (tx: Tx, span: Interval) => Promise<ReadonlySet<MemberId>>;
  /** Of whoever is on approved leave at this moment, who is in charge for them and is there. */
  readonly inCharge: (tx: Tx) => Promise<ReadonlyMap<MemberId, MemberId>>;
  readonly meetingCancelled: (tx: Tx, meeting: Meeting) => Promise<void>;
  /** A departments' meeting is suspended, or takes place after all, at its old time. `sequence`: of its activity. */
  readonly suspensionChanged: (tx: Tx, meeting: Meeting, sequence: number) => Promise<void>;
};

/** What this room's use cases need. */
export type MeetingDeps = LeaveHooks & {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly workingHours: WorkingHours;
  readonly ranks: readonly Rank[];
  readonly policy: MeetingPolicy;
  readonly vault: Vault;
  /** Where calendar programs reach siwen, without a slash at its end; undefined: nowhere. */
  readonly publicUrl: string | undefined;
  /** Never the same twice, and not to be guessed. */
  readonly newId: () => string;
};
