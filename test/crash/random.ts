/** Decisions that come out the same for the same seed. */
export type Random = {
  /** A whole number from 0 to `limit` − 1. */
  below(limit: number): number;
  chance(probability: number): boolean;
  one<T>(of: readonly [T, ...T[]]): T;
};

/** `purpose` keeps the decisions of one part apart from another's: how often one of them asks must not change the other's answers. */
export function randomOf(seed: number, purpose: string): Random {
  let state = seed >>> 0;
  for (const character of purpose) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  /** Mulberry32: [0, 1). */
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, chance: (probability) => next() < probability, one: (of) => of[below(of.length)] ?? of[0] };
}
