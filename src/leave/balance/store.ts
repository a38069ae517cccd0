import type { Generated, Selectable } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { type Counted, dayColumns, together, withDays } from '../days-store.js';
import type { LeaveId } from '../leave.js';
import type { Entry, EntryId, EntryKind, GivenBack } from './balance.js';

type EntryRow = {
  seq: Generated<number>;
  id: EntryId;
  member_id: MemberId;
  year: number;
  kind: EntryKind;
  half_days: number;
  leave_id: LeaveId | null;
  counted: number | null;
  undoes: EntryId | null;
  made_by: MemberId;
  made_at: Instant;
  reason: Uint8Array | null;
};

declare module '../../db/schema.js' {
  interface Schema {
    leave_entry: EntryRow;
  }
}

const entryOf = (row: Selectable<EntryRow>): Entry => ({
  id: row.id,
  memberId: row.member_id,
  year: row.year,
  kind: row.kind,
  halfDays: row.half_days,
  recount: row.leave_id === null || row.counted === null ? undefined : { leaveId: row.leave_id, counted: row.counted },
  undoes: row.undoes ?? undefined,
  by: row.made_by,
  at: row.made_at,
});

export type SealedEntry = { readonly entry: Entry; readonly sealed: Uint8Array | null };

/** False: this very entry is there already (a form sent twice), or what it undoes has been undone. */
export async function insertEntry(tx: Tx, entry: Entry, reason: Uint8Array): Promise<boolean> {
  const inserted = await tx
    .insertInto('leave_entry')
    .values({
      id: entry.id,
      member_id: entry.memberId,
      year: entry.year,
      kind: entry.kind,
      half_days: entry.halfDays,
      leave_id: entry.recount?.leaveId ?? null,
      counted: entry.recount?.counted ?? null,
      undoes: entry.undoes ?? null,
      made_by: entry.by,
      made_at: entry.at,
      reason,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findEntry(tx: Tx, id: string): Promise<Entry | undefined> {
  const row = await tx
    .selectFrom('leave_entry')
    .selectAll()
    .where('id', '=', id as EntryId)
    .executeTakeFirst();
  return row && entryOf(row);
}

/** Of some years, in the order in which they were made. */
export async function entriesOf(tx: Tx, memberId: string, from: number, until: number): Promise<SealedEntry[]> {
  const rows = await tx
    .selectFrom('leave_entry')
    .selectAll()
    .where('member_id', '=', memberId as MemberId)
    .where('year', '>=', from)
    .where('year', '<=', until)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ entry: entryOf(row), sealed: row.reason }));
}

/** What personnel has decided about the days of these leaves, in the order in which they did. */
export async function recountsOf(tx: Tx, leaveIds: readonly LeaveId[]): Promise<Entry[]> {
  const rows = await tx.selectFrom('leave_entry').selectAll().where('leave_id', 'in', leaveIds).orderBy('seq').execute();
  return rows.map(entryOf);
}

/** What of the days that personnel had added to these leaves was given back. */
export async function addedReturned(tx: Tx, leaveIds: readonly LeaveId[]): Promise<GivenBack[]> {
  const rows = await tx.selectFrom('leave_added_returned').selectAll().where('leave_id', 'in', leaveIds).execute();
  return rows.map(({ leave_id, year, half_days }) => ({ leaveId: leave_id, year, halfDays: half_days }));
}

const counted = (tx: Tx) => withDays(tx).selectAll('leave_request').select(dayColumns).where('leave_request.kind', '=', 'annual-leave');

/** A member's annual leave of some years that is waiting, approved or over, with the days it takes of those; the earliest first. */
export async function annualLeaveOf(tx: Tx, memberId: string, from: number, until: number): Promise<Counted[]> {
  const rows = await counted(tx)
    .where('leave_request.member_id', '=', memberId as MemberId)
    .where('leave_request.state', 'in', ['pending', 'approved', 'ended'])
    .where('leave_days.year', '>=', from)
    .where('leave_days.year', '<=', until)
    .orderBy('leave_request.from_at')
    .orderBy('leave_request.id')
    .orderBy('leave_days.year')
    .execute();
  return together(rows);
}

/** Those of these that are approved or over, in the order in which they end. */
export async function decidedLeaves(tx: Tx, ids: readonly LeaveId[]): Promise<Counted[]> {
  const rows = await counted(tx)
    .where('leave_request.id', 'in', ids)
    .where('leave_request.state', 'in', ['approved', 'ended'])
    .orderBy('leave_request.until_at')
    .orderBy('leave_request.id')
    .orderBy('leave_days.year')
    .execute();
  return together(rows);
}

/** The days that a request has counted in each year. */
export async function daysOf(tx: Tx, leaveId: LeaveId): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.selectFrom('leave_days').select(['year', 'half_days']).where('leave_id', '=', leaveId).execute();
  return new Map(rows.map(({ year, half_days }) => [year, half_days]));
}
