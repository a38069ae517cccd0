import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { Job } from '../../schedule/job.js';
import type { LeaveDeps } from '../deps.js';
import { eachMinute } from '../each-minute.js';
import { followActing } from '../request/acting-service.js';
import { followOffice, handleDueSteps } from './due-service.js';
import { nextDueStep, nextLeaveBoundary } from './store.js';

/** What becomes due of steps, and how they follow who is there. */
export function stepJob(deps: LeaveDeps): Job {
  const follow = eachMinute(async () => {
    await followActing(deps);
    await followOffice(deps);
  });
  return {
    name: 'leave.step',
    async nextDueAt(tx: Tx, after: Instant) {
      const next = [await nextDueStep(tx, after), await nextLeaveBoundary(tx, after)].filter((at) => at !== undefined);
      return next.length === 0 ? undefined : (Math.min(...next) as Instant);
    },
    async run(now) {
      await follow(now);
      await handleDueSteps(deps);
    },
  };
}
