import { vi } from 'vitest';
import type { ElapsedMs, Timer } from '../../src/schedule/clock.js';

/** Elapsed time beside real connections: it moves only when everybody who counts is waiting for it, and then to the next instant anybody waits for. */
export function steppedTimer(waitersExpected: number) {
  let now = 0;
  const waiters = new Map<() => void, number>();
  const timer: Timer = {
    elapsed: () => now as ElapsedMs,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const wake = () => {
          waiters.delete(wake);
          signal?.removeEventListener('abort', wake);
          resolve();
        };
        if (signal?.aborted || ms <= 0) return resolve();
        signal?.addEventListener('abort', wake);
        waiters.set(wake, now + ms);
      }),
  };
  return {
    ...timer,
    /** Moves on while nobody waits for it. */
    pass(ms: number) {
      now += ms;
    },
    waiting: () => waiters.size,
    async step(): Promise<void> {
      await vi.waitUntil(() => waiters.size >= waitersExpected, { timeout: 10_000, interval: 1 });
      const next = Math.min(...waiters.values());
      now = Math.max(now, next);
      for (const [wake, at] of [...waiters]) if (at <= now) wake();
    },
  };
}
