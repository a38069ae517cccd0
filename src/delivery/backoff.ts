const FIRST_MS = 1_000;
/** A cap: without one a chat that was away for three hours would be asked again after forty minutes. */
const LONGEST_MS = 15_000;

/** How long to wait after the n-th failure in a row (1 = the first). Between half and the whole of a doubling span, so that many don't come back at once. */
export function backoffMs(failures: number, random: number): number {
  const span = Math.min(LONGEST_MS, FIRST_MS * 2 ** (Math.max(1, failures) - 1));
  return Math.round(span / 2 + (span / 2) * random);
}
