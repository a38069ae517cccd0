import type { Zone } from '../calendar/instant.js';
import type { Span } from '../calendar/span.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';
import type { WorkingHours } from '../calendar/working-hours.js';
import type { Vault } from '../db/encrypt.js';
import type { Transact } from '../db/transact.js';
import type { Rank } from '../org/member.js';
import type { Clock } from '../schedule/clock.js';
import type { PromptSets } from './prompt-sets.js';

/** What this room's use cases need. */
export type ReflectionDeps = {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly zone: Zone;
  readonly calendar: WorkCalendar;
  readonly workingHours: WorkingHours;
  readonly ranks: readonly Rank[];
  readonly vault: Vault;
  readonly promptSets: PromptSets;
  /** How long what somebody wrote is kept (policy). */
  readonly kept: Span;
  /** Never the same twice, and not to be guessed. */
  readonly newId: () => string;
};
