import { z } from 'zod';

/** A whole number from `least` to `most`, with one sentence for everything that can be wrong with it. */
export function wholeNumber(least: number, most: number) {
  const error = `应为 ${minus(least)} 至 ${most} 的整数 / expected a whole number from ${minus(least)} to ${most}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
}

function minus(n: number): string {
  return n < 0 ? `−${-n}` : `${n}`;
}
