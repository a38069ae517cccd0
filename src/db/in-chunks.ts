import { setImmediate } from 'node:timers/promises';

/** Rows of a dozen values: far below SQLite's 32,766 bound values, and a few milliseconds a statement. */
const ROWS_AT_ONCE = 200;

/**
 * better-sqlite3 answers at once, so awaiting it never lets the loop turn, however many statements or transactions are awaited. Whoever does
 * something for everybody on the roster calls this in between; a transaction that is open stays open.
 */
export const nextTurn = (): Promise<void> => setImmediate();

/** `work` on all of them, some at a time, in order. */
export async function inChunks<T>(all: readonly T[], work: (some: readonly T[]) => Promise<unknown>, size = ROWS_AT_ONCE): Promise<void> {
  for (let from = 0; from < all.length; from += size) {
    if (from > 0) await nextTurn();
    await work(all.slice(from, from + size));
  }
}
