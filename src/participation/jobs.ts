import type { Job } from '../schedule/job.js';
import { bulletinJob, followPostsJob } from './bulletin/jobs.js';
import type { ParticipationDeps } from './deps.js';

/** What becomes due here. */
export const participationJobs = (deps: ParticipationDeps): Job[] => [bulletinJob(deps), followPostsJob(deps)];
