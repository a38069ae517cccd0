import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import * as absence from './absence/reason-store.js';
import * as balance from './balance/reason-store.js';
import type { LeaveDeps } from './deps.js';
import * as request from './request/written-store.js';
import { ownerOf } from './words.js';

/** What people write in this room, wherever it lies: it goes with them, or at the end of its retention. What was decided stays. */
type Part = {
  readonly countReasons: (tx: Tx, memberId: string) => Promise<number>;
  readonly eraseReasons: (tx: Tx, memberId: string) => Promise<number>;
  readonly expireReasons: (tx: Tx, before: Instant, limit: number) => Promise<number>;
  readonly oldestReason: (tx: Tx) => Promise<Instant | undefined>;
};
const PARTS: readonly Part[] = [absence, balance, request];

const summed = async (count: (part: Part) => Promise<number>): Promise<number> => {
  let sum = 0;
  for (const part of PARTS) sum += await count(part);
  return sum;
};

export const countReasons = (tx: Tx, memberId: string): Promise<number> => summed((part) => part.countReasons(tx, memberId));

/** Of what was written before; at most `limit` of each part. */
export const expireReasons = (tx: Tx, before: Instant, limit: number): Promise<number> =>
  summed((part) => part.expireReasons(tx, before, limit));

/** When the oldest words that are still here were written. */
export async function oldestReason(tx: Tx): Promise<Instant | undefined> {
  const known: Instant[] = [];
  for (const part of PARTS) known.push(...[await part.oldestReason(tx)].filter((at) => at !== undefined));
  return known.toSorted((a, b) => a - b)[0];
}

/** For good: the key is destroyed, so that no copy of the database can be read either. */
export async function eraseReasons(deps: LeaveDeps, memberId: string): Promise<void> {
  await deps.transact(async (tx) => {
    await summed((part) => part.eraseReasons(tx, memberId));
    await deps.vault.replaceKey(tx, ownerOf(memberId));
  });
  await deps.vault.destroyReplaced();
}
