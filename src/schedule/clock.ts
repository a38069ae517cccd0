import type { Instant } from '../calendar/instant.js';

/** Office time: windows, deadlines, nudges, lateness. The local workspace may move it forward. */
export type Clock = { now(): Instant };

/** Elapsed time, milliseconds since an arbitrary start; never moved by anybody. */
export type ElapsedMs = number & { readonly brand: 'ElapsedMs' };

/** Back-off, quiet periods and time-outs. Never compared with office time. */
export type Timer = {
  elapsed(): ElapsedMs;
  /** Resolves after `ms`, or at once when `signal` is aborted; never rejects. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
};

export const systemClock: Clock = { now: () => Date.now() as Instant };

export const systemTimer: Timer = {
  elapsed: () => performance.now() as ElapsedMs,
  // Node's own (node:timers/promises) makes an exception with a stack for each abort; the dispatcher is woken with every message.
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) return resolve();
      const over = () => {
        clearTimeout(timeout);
        signal?.removeEventListener('abort', over);
        resolve();
      };
      const timeout = setTimeout(over, ms);
      signal?.addEventListener('abort', over);
    }),
};
