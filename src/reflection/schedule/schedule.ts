import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Instant } from '../../calendar/instant.js';
import type { ScheduleSpec } from '../policy.js';

/** A schedule as the database has it, which is the truth once it is there. */
export type Schedule = {
  readonly id: string;
  readonly spec: ScheduleSpec;
  readonly paused: boolean;
  /** Its times count from here on: when it was made, resumed, or given other times. */
  readonly since: Instant;
  /** The newest occurrence of these times that was sent or recorded as missed. */
  readonly handledThrough: Instant | undefined;
};

/** What forms carry, so that whoever else changed the schedule meanwhile is noticed. The same as long as it says the same. */
export const versionOf = ({ spec }: Pick<Schedule, 'spec'>): string =>
  createHash('sha256').update(JSON.stringify(spec)).digest('base64url').slice(0, 16);

const times = ({ recurrence, time, workdayRule }: ScheduleSpec) => ({ recurrence, time, workdayRule });

export const hasSameTimes = (one: ScheduleSpec, other: ScheduleSpec): boolean => isDeepStrictEqual(times(one), times(other));
