/** How long ago a message came, in elapsed time: office time may leap over a month between a post and the look for it. */
export type Arrivals = {
  note(ts: string): void;
  /** Milliseconds; infinite for what came long ago or before a restart. */
  ageMs(ts: string): number;
};

const REMEMBERED = 5_000;

export function createArrivals(elapsed: () => number): Arrivals {
  const cameAt = new Map<string, number>();
  return {
    note(ts) {
      cameAt.set(ts, elapsed());
      const [oldest] = cameAt.keys();
      if (cameAt.size > REMEMBERED && oldest !== undefined) cameAt.delete(oldest);
    },
    ageMs: (ts) => elapsed() - (cameAt.get(ts) ?? Number.NEGATIVE_INFINITY),
  };
}
