import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { LeaveId } from '../leave.js';

declare module '../../db/schema.js' {
  interface Schema {
    leave_recount_told: { leave_id: LeaveId; year: number; would_count: number };
  }
}

/** Everybody's annual leave that was approved and ends after `since`. */
export async function decidedSince(tx: Tx, since: Instant): Promise<LeaveId[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .select('id')
    // As in `approvedOverlapping` (src/leave/store.ts): so that the index is looked at.
    .where('state', 'in', [sql.lit('approved' as const), sql.lit('ended' as const)])
    .where('kind', '=', 'annual-leave')
    .where('until_at', '>', since)
    .orderBy('until_at')
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Notes that personnel is told of what a leave would count in a year: `before`, what they were told last. Undefined: they have been, of this very count. */
export async function noteTold(
  tx: Tx,
  leaveId: LeaveId,
  year: number,
  wouldCount: number,
): Promise<{ readonly before: number | undefined } | undefined> {
  const told = await tx
    .selectFrom('leave_recount_told')
    .select('would_count')
    .where('leave_id', '=', leaveId)
    .where('year', '=', year)
    .executeTakeFirst();
  if (told?.would_count === wouldCount) return undefined;
  await tx
    .insertInto('leave_recount_told')
    .values({ leave_id: leaveId, year, would_count: wouldCount })
    .onConflict((conflict) => conflict.columns(['leave_id', 'year']).doUpdateSet({ would_count: wouldCount }))
    .execute();
  return { before: told?.would_count };
}
