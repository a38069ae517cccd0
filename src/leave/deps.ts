import type { Zone } from '../calendar/instant.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import type { Vault } from '../db/encrypt.js';
import type { Transact, Tx } from '../db/transact.js';
import type { MeetingId } from '../meeting/meeting.js';
import type { MemberId, Rank } from '../org/member.js';
import type { Clock } from '../schedule/clock.js';
import type { LeavePolicy } from './policy.js';

/** What this room's use cases need. */
export type LeaveDeps = {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly workingHours: WorkingHours;
  readonly ranks: readonly Rank[];
  readonly policy: LeavePolicy;
  readonly vault: Vault;
  /** Whether a member is excused has changed: their notice of the meeting and the organizer's figures follow. */
  readonly standingChanged: (tx: Tx, meetingId: MeetingId, memberId: MemberId) => Promise<void>;
  /** Never the same twice, and not to be guessed. */
  readonly newId: () => string;
};
