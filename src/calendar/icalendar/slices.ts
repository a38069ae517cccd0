import { setImmediate } from 'node:timers/promises';
import { SLICE_MS } from './limits.js';

/** Lets the event loop turn when enough was done since it last did. */
export type Breath = () => Promise<void> | undefined;

export function breather(): Breath {
  let since = performance.now();
  return () => {
    if (performance.now() - since < SLICE_MS) return undefined;
    return setImmediate().then(() => {
      since = performance.now();
    });
  };
}
