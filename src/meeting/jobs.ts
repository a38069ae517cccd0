import type { Job } from '../schedule/job.js';
import { feedJob } from './activity/jobs.js';
import { attendanceJob } from './attendance/jobs.js';
import type { MeetingDeps } from './deps.js';
import { dissolvedJob } from './dissolved-service.js';
import { giveWayJobs } from './give-way/jobs.js';
import { noticeJobs } from './notice/jobs.js';
import { reachabilityJob } from './reachability/jobs.js';
import { rosterJob } from './roster-service.js';

/** What becomes due around meetings. */
export const meetingJobs = (deps: MeetingDeps): Job[] => [
  dissolvedJob(deps),
  rosterJob(deps),
  feedJob(deps),
  ...giveWayJobs(deps),
  ...noticeJobs(deps),
  attendanceJob(deps),
  reachabilityJob(deps),
];
