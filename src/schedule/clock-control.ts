import type { Instant } from '../calendar/instant.js';
import type { Transact } from '../db/transact.js';
import { ClockRefused } from './clock-refusal.js';
import type { Job } from './job.js';
import type { OfficeClock } from './office-clock.js';
import { type JobLog, runJobs } from './run-jobs.js';
import type { Turns } from './turns.js';

export type DueNext = { readonly at: Instant; readonly job: string };

export type ClockControlDeps = {
  readonly transact: Transact;
  readonly clock: OfficeClock;
  readonly jobs: readonly Job[];
  /** The same as the tick's, so that no tick runs between two steps of a move. */
  readonly turns: Turns;
  /** Resolves when everything that the jobs caused has been delivered. */
  settle(): Promise<void>;
  readonly log: JobLog;
  /** Steps of one move beyond which it gives up; see MOST_STEPS. */
  readonly mostSteps?: number;
};

export type ClockControl = {
  /** The next instant at which something is due, and whose. */
  next(): Promise<DueNext | undefined>;
  /**
   * Goes to `to` through every due instant on the way, in order: at each the clock shows that instant, all jobs run, and their messages
   * are delivered, before it goes on. Rejects with ClockRefused where `to` is not later than now, while another move is under way, and
   * when the program stops.
   */
  advanceTo(to: Instant): Promise<void>;
  moving(): boolean;
  /** Ends the present move early, after its present step: time stays there. Without a move nothing happens. */
  halt(): void;
  /** Ends a move after its present step; resolves when it has ended. */
  stop(): Promise<void>;
};

/** A year of schedules and nudges takes hundreds of steps. Beyond this some job claims for ever that it will be due a moment later. */
const MOST_STEPS = 10_000;

export function createClockControl(deps: ClockControlDeps): ClockControl {
  const mostSteps = deps.mostSteps ?? MOST_STEPS;
  let move: Promise<void> | undefined;
  let stopping = false;
  let halted = false;

  const nextAfter = (after: Instant): Promise<DueNext | undefined> =>
    deps.transact(async (tx) => {
      let first: DueNext | undefined;
      for (const job of deps.jobs) {
        const at = await job.nextDueAt(tx, after);
        if (at === undefined) continue;
        if (at <= after) throw new Error(`job ${job.name} says that it is due at ${at}, which is not after ${after}`);
        if (first === undefined || at < first.at) first = { at, job: job.name };
      }
      return first;
    });

  const runAt = async (instant: Instant): Promise<void> => {
    await deps.clock.moveTo(instant);
    await runJobs(deps.jobs, instant, deps.log);
    await deps.settle();
  };

  const advance = async (to: Instant): Promise<void> => {
    // What became due since the last tick comes first, at its own time.
    let reached = deps.clock.now();
    await runAt(reached);
    for (let steps = 0; ; steps++) {
      if (stopping) throw new ClockRefused('stopping');
      if (halted) return;
      const next = await nextAfter(reached);
      if (next === undefined || next.at > to) break;
      if (steps === mostSteps) throw new Error(`job ${next.job} is due again and again: stopped at ${reached} after ${mostSteps} steps`);
      await runAt(next.at);
      reached = next.at;
    }
    await deps.clock.moveTo(to);
  };

  return {
    next: () => nextAfter(deps.clock.now()),
    moving: () => move !== undefined,
    async advanceTo(to) {
      if (move) throw new ClockRefused('already-moving');
      if (stopping) throw new ClockRefused('stopping');
      if (to <= deps.clock.now()) throw new ClockRefused('not-forward');
      halted = false;
      move = deps.turns
        .take(() => advance(to))
        .finally(() => {
          move = undefined;
        });
      await move;
    },
    halt() {
      halted = true;
    },
    async stop() {
      stopping = true;
      await move?.catch(() => undefined);
    },
  };
}
