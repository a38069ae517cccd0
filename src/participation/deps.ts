import type { ReflectionDeps } from '../reflection/deps.js';
import type { Clock } from '../schedule/clock.js';
import type { CountDeps } from './figures/count-service.js';
import type { ParticipationPolicy } from './policy.js';

export type ParticipationDeps = CountDeps & {
  readonly clock: Clock;
  readonly policy: ParticipationPolicy;
  readonly reflection: ReflectionDeps;
  /** Where the bulletin is posted: the policy's own channel for it, else that of meetings. */
  readonly channel: string | undefined;
};
