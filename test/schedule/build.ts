import type { Instant } from '../../src/calendar/instant.js';
import type { Tx } from '../../src/db/transact.js';
import type { Clock } from '../../src/schedule/clock.js';
import type { Job } from '../../src/schedule/job.js';
import type { JobLog } from '../../src/schedule/run-jobs.js';

/** Real time that stands still until a test moves it, in either direction. */
export function stoppedClock(start: Instant): Clock & { set(instant: Instant): void } {
  let now = start;
  return {
    now: () => now,
    set: (instant) => {
      now = instant;
    },
  };
}

export function memoryLog(): JobLog & { lines: { job: string; err: unknown }[] } {
  const lines: { job: string; err: unknown }[] = [];
  return { lines, error: (fields) => void lines.push(fields) };
}

/** A job that does something once at each of `instants`, and writes into `done` when it did. */
export function jobAt(name: string, instants: readonly Instant[], done: string[] = []): Job & { done: string[] } {
  let through = Number.NEGATIVE_INFINITY;
  return {
    name,
    done,
    nextDueAt: async (_tx: Tx, after) => instants.find((instant) => instant > after && instant > through),
    run: async (now) => {
      for (const instant of instants.filter((candidate) => candidate > through && candidate <= now))
        done.push(`${name} ${instant} at ${now}`);
      through = Math.max(through, now);
    },
  };
}

/** Until `met`, looking again after every turn of the event loop. */
export async function until(met: () => boolean): Promise<void> {
  while (!met()) await new Promise((resolve) => setImmediate(resolve));
}
