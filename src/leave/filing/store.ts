import { sql } from 'kysely';
import type { Instant, Interval } from '../../calendar/instant.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentFunction } from '../../org/member.js';
import type { Leave, LeaveId, Step } from '../leave.js';
import { stepOf } from '../step-store.js';
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

/** What was filed, and when last. */
export type Key = { readonly leaveId: LeaveId; readonly filedAt: Instant };
type Page = { readonly limit: number; readonly offset: number };

/** Newest first; what was filed with several of `parts` once. */
export async function filedIn(tx: Tx, parts: readonly DepartmentFunction[], span: Interval, { limit, offset }: Page): Promise<Key[]> {
  const rows = await filed(tx, parts, span)
    .select((select) => ['leave_id', select.fn.max('done_at').as('at')])
    .groupBy('leave_id')
    .orderBy('at', 'desc')
    .orderBy('leave_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(({ leave_id, at }) => ({ leaveId: leave_id, filedAt: at as Instant }));
}

export type Filed = {
  readonly leave: Leave;
  /** By coming back earlier. */
  readonly returned: number;
  readonly filedAt: Instant;
  /** Where it was approved last. */
  readonly approval: Step | undefined;
};

/** In the order of `keys`, of which there are no more than can be read at once. */
export async function filingsOf(tx: Tx, keys: readonly Key[]): Promise<Filed[]> {
  const ids = listed<LeaveId>(JSON.stringify(keys.map(({ leaveId }) => leaveId)));
  const leaves = await tx.selectFrom('leave_request').selectAll().where('id', 'in', ids).execute();
  const approvals = await tx
    .selectFrom('leave_step')
    .selectAll()
    .where('leave_id', 'in', ids)
    .where('outcome', '=', 'approved')
    .orderBy('position')
    .execute();
  const given = await tx
    .selectFrom('leave_returned')
    .select((select) => ['leave_id', select.fn.sum<number>('half_days').as('half_days')])
    .where('leave_id', 'in', ids)
    .groupBy('leave_id')
    .execute();
  const returned = new Map(given.map(({ leave_id, half_days }) => [leave_id, Number(half_days)]));
  const byId = new Map(leaves.map((row) => [row.id, leaveOf(row)]));
  const last = new Map(approvals.map((row) => [row.leave_id, stepOf(row)]));
  return keys.flatMap(({ leaveId, filedAt }) => {
    const leave = byId.get(leaveId);
    return leave ? [{ leave, returned: returned.get(leaveId) ?? 0, filedAt, approval: last.get(leaveId) }] : [];
  });
}
