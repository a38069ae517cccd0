import type { Job } from '../../schedule/job.js';
import type { MeetingDeps } from '../deps.js';
import { closeChecks } from './service.js';
import { nextClosing } from './store.js';

export const reachabilityJob = (deps: MeetingDeps): Job => ({
  name: 'meeting.reachability',
  nextDueAt: nextClosing,
  run: () => closeChecks(deps),
});
