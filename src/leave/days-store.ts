import type { Tx } from '../db/transact.js';
import type { DaysOfYear, Leave, LeaveId } from './leave.js';
import { leaveOf } from './store.js';

export type Counted = { readonly leave: Leave; readonly days: readonly DaysOfYear[] };

/** Requests with what they counted in each year, and what of that was given back. Leave that counted as nothing has one row, without a year. */
export const withDays = (tx: Tx) =>
  tx
    .selectFrom('leave_request')
    .leftJoin('leave_days', 'leave_days.leave_id', 'leave_request.id')
    .leftJoin('leave_returned', (join) =>
      join.onRef('leave_returned.leave_id', '=', 'leave_days.leave_id').onRef('leave_returned.year', '=', 'leave_days.year'),
    );

/** What `together` needs of each row. */
export const dayColumns = ['leave_days.year', 'leave_days.half_days as stored', 'leave_returned.half_days as returned'] as const;

type Row = Parameters<typeof leaveOf>[0] & {
  readonly year: number | null;
  readonly stored: number | null;
  readonly returned: number | null;
};

/** What whoever was back early gave back of a leave, by year. */
export async function returnedOf(tx: Tx, leaveId: LeaveId): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.selectFrom('leave_returned').select(['year', 'half_days']).where('leave_id', '=', leaveId).execute();
  return new Map(rows.map(({ year, half_days }) => [year, half_days]));
}

/** Each request once, in the order of the rows. */
export function together(rows: readonly Row[]): Counted[] {
  const found = new Map<LeaveId, { leave: Leave; days: DaysOfYear[] }>();
  for (const row of rows) {
    const one = found.get(row.id) ?? { leave: leaveOf(row), days: [] };
    if (row.year !== null && row.stored !== null) one.days.push({ year: row.year, stored: row.stored, returned: row.returned ?? 0 });
    found.set(row.id, one);
  }
  return [...found.values()];
}
