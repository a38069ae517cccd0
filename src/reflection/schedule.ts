import type { Instant } from '../calendar/instant.js';
import type { ScheduleSpec } from './policy.js';

/** A schedule as the database has it, which is the truth once it is there. */
export type Schedule = {
  readonly id: string;
  readonly spec: ScheduleSpec;
  readonly paused: boolean;
  readonly since: Instant;
  readonly handledThrough: Instant | undefined;
};
