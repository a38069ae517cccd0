import type { Timer } from '../schedule/clock.js';

/** Whoever waits here goes on together with all who came within `ms`: what they then write shares one commit, and one wait for the disk (db/grouping.ts). */
export function together(timer: Timer, ms: number): () => Promise<void> {
  let soon: Promise<void> | undefined;
  return () => {
    soon ??= timer.wait(ms).finally(() => {
      soon = undefined;
    });
    return soon;
  };
}
