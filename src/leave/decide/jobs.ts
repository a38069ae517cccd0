import { type Instant, minuteMs } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { Job } from '../../schedule/job.js';
import type { LeaveDeps } from '../deps.js';
import { followOffice, handleDueSteps } from './due-service.js';
import { nextDueStep, nextLeaveBoundary } from './store.js';

/** What becomes due of steps, and how they follow who is there. */
export function stepJob(deps: LeaveDeps): Job {
  // Looking through all that waits is too much for every second; whoever presses meanwhile is checked at the press.
  let lookedAt: number | undefined;
  return {
    name: 'leave.step',
    async nextDueAt(tx: Tx, after: Instant) {
      const next = [await nextDueStep(tx, after), await nextLeaveBoundary(tx, after)].filter((at) => at !== undefined);
      return next.length === 0 ? undefined : (Math.min(...next) as Instant);
    },
    async run(now) {
      const minute = Math.floor(now / minuteMs);
      if (minute !== lookedAt) await followOffice(deps);
      lookedAt = minute;
      await handleDueSteps(deps);
    },
  };
}
