import type { Instant } from '../../src/calendar/instant.js';
import type { Tx } from '../../src/db/transact.js';
import type { LogFields } from '../../src/log.js';
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

export function memoryLog(): JobLog & { lines: LogFields[]; written: ReturnType<typeof counter> } {
  const lines: LogFields[] = [];
  const written = counter();
  return {
    lines,
    written,
    error: (fields) => {
      lines.push(fields);
      written.add();
    },
  };
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

/** Counts, and lets a test wait for the n-th time without looking again and again. */
export function counter() {
  let count = 0;
  let waiting: { n: number; resolve: () => void }[] = [];
  return {
    get count() {
      return count;
    },
    add() {
      count += 1;
      for (const { n, resolve } of waiting) if (count >= n) resolve();
      waiting = waiting.filter(({ n }) => count < n);
    },
    reached: (n: number): Promise<void> => (count >= n ? Promise.resolve() : new Promise((resolve) => waiting.push({ n, resolve }))),
  };
}

/** Work that begins when it is called and ends when the test says so. */
export function held() {
  const begun = counter();
  let release: () => void = () => undefined;
  return {
    begun,
    release: () => release(),
    work: (): Promise<void> => {
      const ended = new Promise<void>((resolve) => {
        release = resolve;
      });
      begun.add();
      return ended;
    },
  };
}
