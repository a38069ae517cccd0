import { setTimeout as delay } from 'node:timers/promises';

/** Elapsed time, for everything that expires or waits; office time, which may leap, has no part in it. Milliseconds since an arbitrary start. */
export type Stopwatch = {
  elapsed(): number;
  /** Resolves after `ms`, or at once when `signal` is aborted; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
};

export const machineStopwatch: Stopwatch = {
  elapsed: () => performance.now(),
  wait: (ms, signal) => delay(ms, undefined, signal ? { signal } : {}).catch(() => undefined),
};
