import { sql } from 'kysely';
import type { Instant } from '../../../calendar/instant.js';
import type { Tx } from '../../../db/transact.js';
import type { Leave, LeaveId } from '../../leave.js';
import { leaveOf } from '../../store.js';

/** When the next thing happens to a leave by itself; undefined: nothing any more. `since`: whatever is due before it has been looked at. */
export async function setDue(tx: Tx, id: LeaveId, dueAt: Instant | undefined, since: Instant): Promise<void> {
  await tx
    .updateTable('leave_request')
    .set({ due_at: dueAt ?? null, due_since: since })
    .where('id', '=', id)
    .execute();
}

/** The leave whose time has come first, and since when nothing of it has been looked at. */
export async function dueLeave(tx: Tx, now: Instant): Promise<{ readonly leave: Leave; readonly since: Instant } | undefined> {
  const row = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.due_at == null ? undefined : { leave: leaveOf(row), since: row.due_since ?? row.due_at };
}

export async function nextLeaveDue(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_request')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** `toBeLonger`: a change that goes on past now waits. */
export type Open = { readonly leave: Leave; readonly approvedAt: Instant | undefined; readonly toBeLonger: boolean };

/** Approved ones that are over and not reported back from; those that ended first in front. */
export async function notReportedBack(tx: Tx, now: Instant): Promise<Open[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .select(({ exists, selectFrom }) => [
      exists(
        selectFrom('leave_request as change')
          .select('change.id')
          .whereRef('change.replaces', '=', 'leave_request.id')
          .where('change.state', '=', 'pending')
          .where('change.until_at', '>', now),
      ).as('to_be_longer'),
      selectFrom('leave_step')
        .select((select) => select.fn.max('done_at').as('at'))
        .whereRef('leave_step.leave_id', '=', 'leave_request.id')
        .where('action', '=', 'approve')
        .as('approved_at'),
    ])
    // As in `approvedOverlapping` (store.ts): so that the index is looked at.
    .where('state', '=', sql.lit('approved' as const))
    .where('until_at', '<=', now)
    .orderBy('until_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    leave: leaveOf(row),
    approvedAt: row.approved_at ?? undefined,
    toBeLonger: Boolean(row.to_be_longer),
  }));
}
