import type { Job } from '../schedule/job.js';
import { nextDueAbsence } from './absence-store.js';
import type { LeaveDeps } from './deps.js';
import { handleDue } from './due-service.js';

/** What becomes due here. */
export const leaveJobs = (deps: LeaveDeps): Job[] => [{ name: 'leave.absence', nextDueAt: nextDueAbsence, run: () => handleDue(deps) }];
