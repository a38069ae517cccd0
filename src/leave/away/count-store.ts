import { sql } from 'kysely';
import type { Tx } from '../../db/transact.js';

/** Requests that wait for an approval: the step that a request has stopped at stays open when it is withdrawn or refused. */
export async function awaitingApproval(tx: Tx): Promise<number> {
  const row = await tx
    .selectFrom('leave_step')
    .innerJoin('leave_request', 'leave_request.id', 'leave_step.leave_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    // As in `approvedOverlapping` (src/leave/store.ts): so that the index is looked at.
    .where('leave_step.state', '=', sql.lit('open' as const))
    .where('action', '=', 'approve')
    .where('leave_request.state', '=', 'pending')
    .executeTakeFirstOrThrow();
  return row.count;
}
