import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type {} from './store.js';

/** Why the ledger of a member says what it says goes with them; what it says stays. Gives how many. */
export async function eraseReasons(tx: Tx, memberId: string): Promise<number> {
  const result = await tx
    .updateTable('leave_entry')
    .set({ reason: null })
    .where('member_id', '=', memberId as MemberId)
    .where('reason', 'is not', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function countReasons(tx: Tx, memberId: string): Promise<number> {
  const { reasons } = await tx
    .selectFrom('leave_entry')
    .select((select) => select.fn.countAll<number>().as('reasons'))
    .where('member_id', '=', memberId as MemberId)
    .where('reason', 'is not', null)
    .executeTakeFirstOrThrow();
  return reasons;
}

/** Of entries made before, at the end of their retention; at most `limit`. */
export async function expireReasons(tx: Tx, before: Instant, limit: number): Promise<number> {
  const over = tx
    .selectFrom('leave_entry')
    .select('seq')
    .where('made_at', '<', before)
    .where('reason', 'is not', null)
    .orderBy('made_at')
    .limit(limit);
  const result = await tx.updateTable('leave_entry').set({ reason: null }).where('seq', 'in', over).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** When the oldest entry whose reason is still here was made. */
export async function oldestReason(tx: Tx): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_entry')
    .select('made_at')
    .where('reason', 'is not', null)
    .orderBy('made_at')
    .limit(1)
    .executeTakeFirst();
  return row?.made_at;
}
