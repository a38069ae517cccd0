import { type Selectable, sql } from 'kysely';
import type { Instant, Interval, PlainDate } from '../calendar/instant.js';
import { listed, prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import type { DepartmentId, MemberId } from '../org/member.js';
import type { Half, HalfDay } from './half-days.js';
import type { Acting, HistoryLine, Leave, LeaveId, LeaveKind, LeaveState } from './leave.js';

type RequestRow = {
  id: LeaveId;
  member_id: MemberId;
  requested_by: MemberId;
  kind: LeaveKind;
  from_on: PlainDate;
  from_half: Half;
  until_on: PlainDate;
  until_half: Half;
  from_at: Instant;
  until_at: Instant;
  half_days: number;
  department_id: DepartmentId;
  rank: string;
  written: Uint8Array | null;
  acting_id: MemberId | null;
  acting_answer: Acting['answer'] | null;
  state: LeaveState;
  requested_at: Instant;
  first_asked_at: Instant | null;
  replaces: LeaveId | null;
  back_on: PlainDate | null;
  back_half: Half | null;
  back_reported_at: Instant | null;
  confirm_by: Instant | null;
  due_at: Instant | null;
  due_since: Instant | null;
};
/** `applicant` has the request's own card; `approve` and the like have that of a step. */
export type Part = 'applicant' | 'acting' | 'approve' | 'process' | 'notify' | 'file';

declare module '../db/schema.js' {
  interface Schema {
    leave_request: RequestRow;
    leave_days: { leave_id: LeaveId; year: number; half_days: number };
    leave_returned: { leave_id: LeaveId; year: number; half_days: number };
    leave_added_returned: { leave_id: LeaveId; year: number; half_days: number };
    leave_history: {
      id: import('kysely').Generated<number>;
      leave_id: LeaveId;
      at: Instant;
      what: HistoryLine['what'];
      actor_id: MemberId | null;
      subject_id: MemberId | null;
      position: number | null;
    };
    leave_told: { leave_id: LeaveId; member_id: MemberId; part: Part };
  }
}

/** A row of `leave_request` as the room speaks of it. */
export const leaveOf = (row: Selectable<RequestRow>): Leave => ({
  id: row.id,
  memberId: row.member_id,
  requestedBy: row.requested_by,
  kind: row.kind,
  period: { from: { on: row.from_on, half: row.from_half }, until: { on: row.until_on, half: row.until_half } },
  halfDays: row.half_days,
  departmentId: row.department_id,
  rank: row.rank,
  acting: row.acting_id === null || row.acting_answer === null ? undefined : { memberId: row.acting_id, answer: row.acting_answer },
  state: row.state,
  requestedAt: row.requested_at,
  firstAskedAt: row.first_asked_at ?? undefined,
  replaces: row.replaces ?? undefined,
  back: row.back_on === null || row.back_half === null ? undefined : { on: row.back_on, half: row.back_half },
  backReportedAt: row.back_reported_at ?? undefined,
  confirmBy: row.confirm_by ?? undefined,
});

/** `byYear`: the half days that it counts in each. */
export async function insertLeave(
  tx: Tx,
  leave: Leave,
  span: Interval,
  written: Uint8Array,
  byYear: ReadonlyMap<number, number>,
): Promise<void> {
  await tx
    .insertInto('leave_request')
    .values({
      id: leave.id,
      member_id: leave.memberId,
      requested_by: leave.requestedBy,
      kind: leave.kind,
      from_on: leave.period.from.on,
      from_half: leave.period.from.half,
      until_on: leave.period.until.on,
      until_half: leave.period.until.half,
      from_at: span.start,
      until_at: span.end,
      half_days: leave.halfDays,
      department_id: leave.departmentId,
      rank: leave.rank,
      written,
      acting_id: leave.acting?.memberId ?? null,
      acting_answer: leave.acting?.answer ?? null,
      state: leave.state,
      requested_at: leave.requestedAt,
      first_asked_at: leave.firstAskedAt ?? null,
      replaces: leave.replaces ?? null,
      back_on: null,
      back_half: null,
      back_reported_at: null,
      confirm_by: leave.confirmBy ?? null,
      due_at: null,
    })
    .execute();
  const days = [...byYear].filter(([, halfDays]) => halfDays > 0);
  if (days.length > 0)
    await tx
      .insertInto('leave_days')
      .values(days.map(([year, halfDays]) => ({ leave_id: leave.id, year, half_days: halfDays })))
      .execute();
}

const leaveById = prepared((tx, { id }: { id: LeaveId }) => tx.selectFrom('leave_request').selectAll().where('id', '=', id));

export async function findLeave(tx: Tx, id: string): Promise<Leave | undefined> {
  const [row] = (await leaveById(tx, { id: id as LeaveId })).rows;
  return row && leaveOf(row);
}

/** What is sealed of a request; null once it is gone. */
export async function writtenOf(tx: Tx, id: LeaveId): Promise<Uint8Array | null> {
  const row = await tx.selectFrom('leave_request').select('written').where('id', '=', id).executeTakeFirst();
  return row?.written ?? null;
}

/** Newest first. */
export async function leavesOf(tx: Tx, memberId: string, page: { readonly limit: number; readonly offset: number }): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('member_id', '=', memberId as MemberId)
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  return rows.map(leaveOf);
}

/** Pending, approved and ended requests of a member that touch `span`. */
export async function leavesOverlapping(tx: Tx, memberId: string, { start, end }: Interval): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('member_id', '=', memberId as MemberId)
    .where('state', 'in', ['pending', 'approved', 'ended'])
    .where('from_at', '<', end)
    .where('until_at', '>', start)
    .orderBy('from_at')
    .execute();
  return rows.map(leaveOf);
}

/** The same of approved and ended ones. */
export const approvedOf = async (tx: Tx, memberId: string, span: Interval): Promise<Leave[]> =>
  (await leavesOverlapping(tx, memberId, span)).filter(({ state }) => state !== 'pending');

/** Whoever's approved leave touches `span`, ended ones included: whether they are back already is theirs to say (`back`). `of`: of these members only. */
export async function approvedOverlapping(tx: Tx, { start, end }: Interval, of?: readonly MemberId[]): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    // Said in the statement itself: SQLite looks at the index of approved leave only where it can see that it will do.
    .where('state', 'in', [sql.lit('approved' as const), sql.lit('ended' as const)])
    .where('until_at', '>', start)
    // The plus keeps it from being looked for by when it began, or by whose it is, which would be all leave of all years.
    .where(sql<Instant>`+from_at`, '<', end)
    .$if(of !== undefined, (query) => query.where(sql<MemberId>`+member_id`, 'in', listed<MemberId>(JSON.stringify(of))))
    .orderBy('from_at')
    .orderBy('id')
    .execute();
  return rows.map(leaveOf);
}

/** False: it is in none of the states `from` any more. */
export async function moveLeave(tx: Tx, id: LeaveId, from: readonly LeaveState[], to: Exclude<LeaveState, 'ended'>): Promise<boolean> {
  const result = await tx
    .updateTable('leave_request')
    .set({ state: to, ...(to === 'pending' || to === 'approved' ? {} : { due_at: null, confirm_by: null }) })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * 销假. `returned` and `added`: the half days of each year that are given back by it (`givenBack`), of those that were counted at first and of those that
 * personnel has added since. False: it is not approved, or has ended already.
 */
export async function endLeave(
  tx: Tx,
  id: LeaveId,
  back: HalfDay,
  at: Instant,
  returned: ReadonlyMap<number, number>,
  added: ReadonlyMap<number, number> = new Map(),
): Promise<boolean> {
  const result = await tx
    .updateTable('leave_request')
    .set({ state: 'ended', back_on: back.on, back_half: back.half, back_reported_at: at, due_at: null })
    .where('id', '=', id)
    .where('state', '=', 'approved')
    .executeTakeFirst();
  if (result.numUpdatedRows !== 1n) return false;
  const rows = (of: ReadonlyMap<number, number>) => [...of].map(([year, halfDays]) => ({ leave_id: id, year, half_days: halfDays }));
  if (returned.size > 0) await tx.insertInto('leave_returned').values(rows(returned)).execute();
  if (added.size > 0) await tx.insertInto('leave_added_returned').values(rows(added)).execute();
  return true;
}

export async function recordHistory(tx: Tx, line: HistoryLine): Promise<void> {
  await tx
    .insertInto('leave_history')
    .values({
      leave_id: line.leaveId,
      at: line.at,
      what: line.what,
      actor_id: line.actorId ?? null,
      subject_id: line.subjectId ?? null,
      position: line.position ?? null,
    })
    .execute();
}

/** In the order in which it happened. */
export async function historyOf(tx: Tx, id: LeaveId): Promise<HistoryLine[]> {
  const rows = await tx.selectFrom('leave_history').selectAll().where('leave_id', '=', id).orderBy('id').execute();
  return rows.map((row) => ({
    leaveId: row.leave_id,
    at: row.at,
    what: row.what,
    actorId: row.actor_id ?? undefined,
    subjectId: row.subject_id ?? undefined,
    position: row.position ?? undefined,
  }));
}

export async function noteTold(tx: Tx, id: LeaveId, memberId: MemberId, part: Part): Promise<void> {
  await tx
    .insertInto('leave_told')
    .values({ leave_id: id, member_id: memberId, part })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Who has a card of it. */
export async function toldOf(tx: Tx, id: LeaveId): Promise<{ readonly memberId: MemberId; readonly part: Part }[]> {
  const rows = await tx.selectFrom('leave_told').selectAll().where('leave_id', '=', id).orderBy('member_id').execute();
  return rows.map(({ member_id, part }) => ({ memberId: member_id, part }));
}
