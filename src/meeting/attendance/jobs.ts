import type { Job } from '../../schedule/job.js';
import type { MeetingDeps } from '../deps.js';
import { closeDue } from './report-service.js';
import { nextToClose } from './store.js';

/** A check-in that nobody has closed. */
export const attendanceJob = (deps: MeetingDeps): Job => ({
  name: 'meeting.closeCheckIn',
  nextDueAt: (tx, after) => nextToClose(tx, after, deps.policy.checkInClosesAfterHours),
  run: () => closeDue(deps),
});
