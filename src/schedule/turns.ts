/** One piece of work at a time, in the order of asking: a tick and a move of the clock must not interleave. */
export type Turns = {
  /** Runs `work` when everything asked for before has ended, well or badly. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Whether a `take` now would begin at once. */
  free(): boolean;
};

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  return {
    take(work) {
      waiting += 1;
      const result = last.then(work);
      last = result.then(
        () => {
          waiting -= 1;
        },
        () => {
          waiting -= 1;
        },
      );
      return result;
    },
    free: () => waiting === 0,
  };
}
