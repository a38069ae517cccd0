import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type {} from './store.js';

/** What a member wrote, and what was written to them: it goes with them. That they asked, and what was decided, stays. Gives how many. */
export async function eraseReasons(tx: Tx, memberId: string): Promise<number> {
  const result = await tx
    .updateTable('leave_absence')
    .set({ reason: null, refusal_reason: null })
    .where('member_id', '=', memberId as MemberId)
    .where((eb) => eb.or([eb('reason', 'is not', null), eb('refusal_reason', 'is not', null)]))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export async function countReasons(tx: Tx, memberId: string): Promise<number> {
  const { reasons } = await tx
    .selectFrom('leave_absence')
    .select((select) => select.fn.countAll<number>().as('reasons'))
    .where('member_id', '=', memberId as MemberId)
    .where((eb) => eb.or([eb('reason', 'is not', null), eb('refusal_reason', 'is not', null)]))
    .executeTakeFirstOrThrow();
  return reasons;
}

/** Of requests made before, at the end of their retention; at most `limit`. Undecided ones are never that old. */
export async function expireReasons(tx: Tx, before: Instant, limit: number): Promise<number> {
  const over = tx
    .selectFrom('leave_absence')
    .select('id')
    .where('requested_at', '<', before)
    .where((eb) => eb.or([eb('reason', 'is not', null), eb('refusal_reason', 'is not', null)]))
    .orderBy('requested_at')
    .limit(limit);
  const result = await tx
    .updateTable('leave_absence')
    .set({ reason: null, refusal_reason: null })
    .where('id', 'in', over)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** When the oldest request whose reason is still here was made. */
export async function oldestReason(tx: Tx): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_absence')
    .select('requested_at')
    .where((eb) => eb.or([eb('reason', 'is not', null), eb('refusal_reason', 'is not', null)]))
    .orderBy('requested_at')
    .limit(1)
    .executeTakeFirst();
  return row?.requested_at;
}
