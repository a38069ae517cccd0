import { sql } from 'kysely';
import type { Tx } from '../../db/transact.js';

/** Requests that wait for an approval. */
export async function awaitingApproval(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('leave_step')
    .select((select) => select.fn.countAll<number>().as('count'))
    // As in `approvedOverlapping` (src/leave/store.ts): so that the index is looked at.
    .where('state', '=', sql.lit('open' as const))
    .where('action', '=', 'approve')
    .executeTakeFirstOrThrow();
  return row.count;
}
