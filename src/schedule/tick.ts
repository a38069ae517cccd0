import { schedule as startCron } from 'node-cron';
import type { Instant } from '../calendar/instant.js';
import type { Clock } from './clock.js';
import type { Job } from './job.js';
import { type JobLog, runJobs } from './run-jobs.js';
import type { Turns } from './turns.js';

export type Tick = {
  /** No tick begins any more; resolves when the one that is running has ended. */
  stop(): Promise<void>;
};

export type TickDeps = {
  readonly jobs: readonly Job[];
  readonly clock: Clock;
  /** Shared with the office clock's control, where there is one. */
  readonly turns: Turns;
  readonly log: JobLog;
  /** Everything that was due at `now` has run; for the metrics. */
  readonly onTick: (now: Instant) => void;
};

const EVERY_SECOND = '* * * * * *';
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

/**
 * Runs all jobs every second of real time. What is due is read from the database by office time, so a tick that comes late or not at
 * all loses nothing. A tick that finds the one before still running, or the clock being moved, does nothing.
 */
export function startTick(deps: TickDeps): Tick {
  let running: Promise<void> = Promise.resolve();
  const tick = () => {
    if (!deps.turns.free()) return;
    const now = deps.clock.now();
    running = deps.turns.take(async () => {
      if (await runJobs(deps.jobs, now, deps.log)) deps.onTick(now);
    });
  };
  // node-cron's own warnings speak of "missed executions", which mean nothing here.
  const task = startCron(EVERY_SECOND, tick, { name: 'schedule.tick', timezone: 'UTC', suppressMissedWarning: true, logger: silent });
  return {
    async stop() {
      await task.destroy();
      await running;
    },
  };
}
