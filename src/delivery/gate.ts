import type { Method } from './pacing.js';

/** Where attempts wait for their call: so many calls go on at a time. */
export type Gate = {
  /** Resolves when it is this attempt's turn. False: not now after all; nothing was called, and `leave` is not to be. */
  enter(method: Method): Promise<boolean>;
  leave(): void;
};

/** `mayCall` is asked at the last moment: while one waited here, the line may have gone dead or the chat may have said 429. */
export function makeGate(places: number, mayCall: (method: Method) => boolean): Gate {
  let free = places;
  const line: (() => void)[] = [];

  function leave(): void {
    const next = line.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async enter(method) {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => line.push(resolve));
      if (mayCall(method)) return true;
      leave();
      return false;
    },
    leave,
  };
}
