import type { Instant } from '../calendar/instant.js';
import type { Log } from '../log.js';
import type { Job } from './job.js';

export type JobLog = Pick<Log, 'error'>;

/**
 * Runs every job at `now`, one after the other, since they share the database's one connection. This is the tick's one place to catch:
 * a job that fails is logged by its name and stops neither the others nor the next tick, which will find its rows still waiting. True: none did.
 */
export async function runJobs(jobs: readonly Job[], now: Instant, log: JobLog): Promise<boolean> {
  let all = true;
  for (const job of jobs) {
    try {
      await job.run(now);
    } catch (error) {
      all = false;
      log.error({ job: job.name, error }, 'a job failed; it runs again at the next tick');
    }
  }
  return all;
}
