import type { ElapsedMs, Timer } from '../../src/schedule/clock.js';

export type VirtualTimer = Timer & {
  /** Lets everything that is not waiting for time go as far as it can. */
  settle(): Promise<void>;
  /** Goes through the next `ms` of elapsed time, waking whoever waits, each at its instant. */
  advance(ms: number): Promise<void>;
  /** Goes to the next instant somebody waits for. False: nobody does within `limitMs`; then nothing happens. */
  step(limitMs: number): Promise<boolean>;
  /** Lets `ms` pass as one moment, as for a program that was suspended: whoever waits wakes once, at the end. */
  leap(ms: number): Promise<void>;
  /** Goes through time until `done`, at most `limitMs`; throws when that is not enough. */
  until(done: () => boolean | Promise<boolean>, limitMs: number): Promise<void>;
};

type Waiter = { readonly at: number; readonly wake: () => void };

/** Elapsed time that stands still until the test moves it: hours of back-off pass in milliseconds, the same way every time. */
export function virtualTimer(): VirtualTimer {
  let now = 0;
  const waiters = new Set<Waiter>();
  const settle = async () => {
    // Whoever waits for the next turn of the loop (a transaction, a long list) goes on with it.
    for (let turn = 0; turn < 3 || process.getActiveResourcesInfo().includes('Immediate'); turn++)
      await new Promise((resolve) => setImmediate(resolve));
  };

  /** Moves to the next instant somebody waits for, if it is not after `limit`. */
  function wakeNext(limit: number): boolean {
    const at = Math.min(...[...waiters].map((waiter) => waiter.at));
    if (at > limit) return false;
    now = Math.max(now, at);
    wakeThrough();
    return true;
  }

  function wakeThrough(): void {
    for (const waiter of [...waiters]) if (waiter.at <= now) waiter.wake();
  }

  async function advance(ms: number): Promise<void> {
    const limit = now + ms;
    await settle();
    while (wakeNext(limit)) await settle();
    now = limit;
  }

  return {
    elapsed: () => now as ElapsedMs,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          waiters.delete(waiter);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        const waiter: Waiter = { at: now + ms, wake };
        if (signal?.aborted) return resolve();
        signal?.addEventListener('abort', wake);
        waiters.add(waiter);
      }),
    settle,
    advance,
    async step(limitMs) {
      await settle();
      const moved = wakeNext(now + limitMs);
      await settle();
      return moved;
    },
    async leap(ms) {
      await settle();
      now += ms;
      wakeThrough();
      await settle();
    },
    async until(done, limitMs) {
      const limit = now + limitMs;
      await settle();
      while (!(await done())) {
        if (!wakeNext(limit)) throw new Error(`still not so after ${limitMs} ms of virtual time`);
        await settle();
      }
    },
  };
}
