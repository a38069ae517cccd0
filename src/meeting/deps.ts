import type { Zone } from '../calendar/instant.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import type { Vault } from '../db/encrypt.js';
import type { Transact, Tx } from '../db/transact.js';
import type { MemberId, Rank } from '../org/member.js';
import type { Clock } from '../schedule/clock.js';
import type { MeetingId } from './meeting.js';
import type { MeetingPolicy } from './policy.js';

/** What this room's use cases need. */
export type MeetingDeps = {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly workingHours: WorkingHours;
  readonly ranks: readonly Rank[];
  readonly policy: MeetingPolicy;
  readonly vault: Vault;
  /** Whose absence from this meeting has been approved. */
  readonly excused: (tx: Tx, meetingId: MeetingId) => Promise<ReadonlySet<MemberId>>;
  /** Never the same twice, and not to be guessed. */
  readonly newId: () => string;
};
