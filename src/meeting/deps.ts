import type { Zone } from '../calendar/instant.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import type { Vault } from '../db/encrypt.js';
import type { Transact } from '../db/transact.js';
import type { Rank } from '../org/member.js';
import type { Clock } from '../schedule/clock.js';
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
  /** Never the same twice, and not to be guessed. */
  readonly newId: () => string;
};
