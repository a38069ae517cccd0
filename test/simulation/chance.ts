/** All that is left to chance in a simulation. The same seed gives the same sequence on every machine. */
export type Chance = {
  /** [0, 1) */
  next(): number;
  /** A whole number in [least, most]. */
  whole(least: number, most: number): number;
  happens(probability: number): boolean;
  pick<T>(among: readonly T[]): T;
  shuffled<T>(all: readonly T[]): T[];
  /** A sequence of its own: what is drawn from it shifts nothing in this one. */
  apart(): Chance;
};

/** sfc32, Chris Doty-Humphrey's small fast counting generator. */
export function chance(seed: number): Chance {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, (seed ^ 0x5bd1e995) | 0, 1];
  const bits = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  for (let turn = 0; turn < 15; turn++) bits();
  const next = () => bits() / 2 ** 32;
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    happens: (probability) => next() < probability,
    pick(among) {
      const picked = among[whole(0, among.length - 1)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    shuffled(all) {
      const order = [...all];
      for (let last = order.length - 1; last > 0; last--) {
        const other = whole(0, last);
        [order[last], order[other]] = [order[other] as (typeof order)[number], order[last] as (typeof order)[number]];
      }
      return order;
    },
    apart: () => chance(bits()),
  };
}
