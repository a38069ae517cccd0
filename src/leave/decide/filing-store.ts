import { sql } from 'kysely';
import type { Instant, Interval } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentFunction, MemberId } from '../../org/member.js';
import type { Leave, LeaveId } from '../leave.js';
import { leaveOf } from '../store.js';

/** Done steps by which leave was filed with, or told to, departments that play one of `parts`. */
const filed = (tx: Tx, parts: readonly DepartmentFunction[], { start, end }: Interval) =>
  tx
    .selectFrom('leave_step')
    // Said in the statement itself: SQLite looks at the index of done steps only where it can see that it will do.
    .where('leave_step.state', '=', sql.lit('done' as const))
    .where('role', 'in', parts)
    .where('action', 'in', ['file', 'notify'])
    .where('done_at', '>=', start)
    .where('done_at', '<', end);

export async function countFilings(tx: Tx, parts: readonly DepartmentFunction[], span: Interval): Promise<number> {
  const row = await filed(tx, parts, span).select(sql<number>`count(DISTINCT leave_id)`.as('count')).executeTakeFirstOrThrow();
  return Number(row.count);
}

export type Filed = { readonly leave: Leave; readonly filedAt: Instant };
type Page = { readonly limit: number; readonly offset: number };

/** Newest first; what was filed with several of `parts` once. */
export async function filingsIn(tx: Tx, parts: readonly DepartmentFunction[], span: Interval, { limit, offset }: Page): Promise<Filed[]> {
  const keys = await filed(tx, parts, span)
    .select((select) => ['leave_id', select.fn.max('done_at').as('at')])
    .groupBy('leave_id')
    .orderBy('at', 'desc')
    .orderBy('leave_id')
    .limit(limit)
    .offset(offset)
    .execute();
  const found: Filed[] = [];
  for (const { leave_id, at } of keys) {
    const row = await tx.selectFrom('leave_request').selectAll().where('id', '=', leave_id).executeTakeFirstOrThrow();
    found.push({ leave: leaveOf(row), filedAt: at as Instant });
  }
  return found;
}

/** Who approved it last. */
export async function lastApproval(tx: Tx, id: LeaveId): Promise<{ readonly by: MemberId; readonly at: Instant } | undefined> {
  const row = await tx
    .selectFrom('leave_step')
    .select(['done_by', 'done_at'])
    .where('leave_id', '=', id)
    .where('outcome', '=', 'approved')
    .orderBy('position', 'desc')
    .executeTakeFirst();
  return row?.done_by && row.done_at !== null ? { by: row.done_by, at: row.done_at } : undefined;
}
