import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type {} from '../step-store.js';
import type {} from '../store.js';
import { eraseDrafts } from './draft/store.js';

/*
 * What a member wrote with a request, and what was said to them with a decision: it goes with them, or at the end of its retention. What was
 * asked for and decided stays.
 */

const requestsOf = (tx: Tx, memberId: string) =>
  tx
    .selectFrom('leave_request')
    .select('id')
    .where('member_id', '=', memberId as MemberId);

/** With the forms that were never submitted. Gives how many requests and decisions. */
export async function eraseReasons(tx: Tx, memberId: string): Promise<number> {
  await eraseDrafts(tx, memberId);
  const written = await tx
    .updateTable('leave_request')
    .set({ written: null })
    .where('member_id', '=', memberId as MemberId)
    .where('written', 'is not', null)
    .executeTakeFirst();
  const said = await tx
    .updateTable('leave_step')
    .set({ words: null })
    .where('words', 'is not', null)
    .where('leave_id', 'in', requestsOf(tx, memberId))
    .executeTakeFirst();
  return Number(written.numUpdatedRows + said.numUpdatedRows);
}

export async function countReasons(tx: Tx, memberId: string): Promise<number> {
  const written = await tx
    .selectFrom('leave_request')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('member_id', '=', memberId as MemberId)
    .where('written', 'is not', null)
    .executeTakeFirstOrThrow();
  const said = await tx
    .selectFrom('leave_step')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('words', 'is not', null)
    .where('leave_id', 'in', requestsOf(tx, memberId))
    .executeTakeFirstOrThrow();
  return written.count + said.count;
}

/** Of requests made and decisions taken before, at the end of their retention; at most `limit` of both together. */
export async function expireReasons(tx: Tx, before: Instant, limit: number): Promise<number> {
  const over = tx
    .selectFrom('leave_request')
    .select('id')
    .where('requested_at', '<', before)
    .where('written', 'is not', null)
    .orderBy('requested_at')
    .limit(limit);
  const written = Number(
    (await tx.updateTable('leave_request').set({ written: null }).where('id', 'in', over).executeTakeFirst()).numUpdatedRows,
  );
  if (written === limit) return written;
  const steps = await tx
    .selectFrom('leave_step')
    .select(['leave_id', 'position'])
    .where('done_at', '<', before)
    .where('words', 'is not', null)
    .orderBy('done_at')
    .limit(limit - written)
    .execute();
  for (const { leave_id, position } of steps)
    await tx.updateTable('leave_step').set({ words: null }).where('leave_id', '=', leave_id).where('position', '=', position).execute();
  return written + steps.length;
}

/** When the oldest of it that is still here was written. */
export async function oldestReason(tx: Tx): Promise<Instant | undefined> {
  const written = await tx
    .selectFrom('leave_request')
    .select('requested_at')
    .where('written', 'is not', null)
    .orderBy('requested_at')
    .limit(1)
    .executeTakeFirst();
  const said = await tx
    .selectFrom('leave_step')
    .select('done_at')
    .where('words', 'is not', null)
    .orderBy('done_at')
    .limit(1)
    .executeTakeFirst();
  const known = [written?.requested_at, said?.done_at ?? undefined].filter((at) => at !== undefined);
  return known.toSorted((a, b) => a - b)[0];
}
