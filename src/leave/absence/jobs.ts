import type { Job } from '../../schedule/job.js';
import type { LeaveDeps } from '../deps.js';
import { eachMinute } from '../each-minute.js';
import { followApprovers, handleDue } from './due-service.js';
import { nextDueAbsence } from './store.js';
import { followSubstitutes } from './substitute-service.js';

/** What becomes due of absences, and how they follow who decides and who may go instead. */
export function absenceJob(deps: LeaveDeps): Job {
  const follow = eachMinute(async () => {
    await followSubstitutes(deps);
    await followApprovers(deps);
  });
  return {
    name: 'leave.absence',
    nextDueAt: nextDueAbsence,
    async run(now) {
      await follow(now);
      await handleDue(deps);
    },
  };
}
