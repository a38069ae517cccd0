import type { Job } from '../schedule/job.js';
import { absenceJob } from './absence/jobs.js';
import { handleDues } from './away/due/service.js';
import { nextLeaveDue } from './away/due/store.js';
import { tellHeld } from './away/overlap/service.js';
import { nextOverlap } from './away/overlap/store.js';
import { recountJob } from './balance/jobs.js';
import { stepJob } from './decide/jobs.js';
import type { LeaveDeps } from './deps.js';
import { nextReminder, remindUnconfirmed } from './request/due-service.js';

/** What becomes due here. */
export const leaveJobs = (deps: LeaveDeps): Job[] => [
  absenceJob(deps),
  { name: 'leave.due', nextDueAt: nextLeaveDue, run: () => handleDues(deps) },
  { name: 'leave.overlap', nextDueAt: nextOverlap, run: () => tellHeld(deps) },
  { name: 'leave.unconfirmed', nextDueAt: (tx, after) => nextReminder(tx, deps, after), run: () => remindUnconfirmed(deps) },
  recountJob(deps),
  stepJob(deps),
];
