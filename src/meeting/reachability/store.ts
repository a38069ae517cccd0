import type { Instant } from '../../calendar/instant.js';
import { inChunks } from '../../db/in-chunks.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import type { Check } from './check.js';
import type { AskedOne } from './rules.js';

type CheckRow = {
  id: string;
  asked_by: MemberId;
  asked_at: Instant;
  closes_at: Instant;
  state: 'open' | 'closed';
  stale: number;
  on_leave: number;
};
type AskRow = { check_id: string; member_id: MemberId; department_id: DepartmentId; answered_at: Instant | null; undelivered: number };

declare module '../../db/schema.js' {
  interface Schema {
    meeting_reachability: CheckRow;
    meeting_reachability_ask: AskRow;
  }
}

const checkOf = (row: CheckRow): Check => ({
  id: row.id,
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  closesAt: row.closes_at,
  state: row.state,
  onLeave: row.on_leave,
});

/** False: it has been made already. */
export async function insertCheck(tx: Tx, check: Check): Promise<boolean> {
  const result = await tx
    .insertInto('meeting_reachability')
    .values({
      id: check.id,
      asked_by: check.askedBy,
      asked_at: check.askedAt,
      closes_at: check.closesAt,
      state: check.state,
      stale: 0,
      on_leave: check.onLeave,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export function insertAsks(tx: Tx, checkId: string, members: readonly Pick<Member, 'id' | 'departmentId'>[]): Promise<void> {
  return inChunks(members, (some) =>
    tx
      .insertInto('meeting_reachability_ask')
      .values(
        some.map(({ id, departmentId }) => ({
          check_id: checkId,
          member_id: id,
          department_id: departmentId,
          answered_at: null,
          undelivered: 0,
        })),
      )
      .execute(),
  );
}

export async function findCheck(tx: Tx, id: string): Promise<Check | undefined> {
  const row = await tx.selectFrom('meeting_reachability').selectAll().where('id', '=', id).executeTakeFirst();
  return row && checkOf(row);
}

export async function newestChecks(tx: Tx, limit: number): Promise<Check[]> {
  const rows = await tx.selectFrom('meeting_reachability').selectAll().orderBy('asked_at', 'desc').orderBy('id').limit(limit).execute();
  return rows.map(checkOf);
}

const askedOf = (row: AskRow): AskedOne => ({
  memberId: row.member_id,
  departmentId: row.department_id,
  answeredAt: row.answered_at ?? undefined,
  undelivered: row.undelivered === 1,
});

export async function asksOf(tx: Tx, checkId: string): Promise<AskedOne[]> {
  const rows = await tx.selectFrom('meeting_reachability_ask').selectAll().where('check_id', '=', checkId).orderBy('member_id').execute();
  return rows.map(askedOf);
}

export async function findAsk(tx: Tx, checkId: string, memberId: string): Promise<AskedOne | undefined> {
  const row = await tx
    .selectFrom('meeting_reachability_ask')
    .selectAll()
    .where('check_id', '=', checkId)
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  return row && askedOf(row);
}

/** False: they had answered. */
export async function markAnswered(tx: Tx, checkId: string, memberId: string, now: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_reachability_ask')
    .set({ answered_at: now })
    .where('check_id', '=', checkId)
    .where('member_id', '=', memberId as MemberId)
    .where('answered_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function checksToClose(tx: Tx, now: Instant): Promise<Check[]> {
  const rows = await tx.selectFrom('meeting_reachability').selectAll().where('state', '=', 'open').where('closes_at', '<=', now).execute();
  return rows.map(checkOf);
}

export async function checksUnderWay(tx: Tx, now: Instant): Promise<Check[]> {
  const open = tx.selectFrom('meeting_reachability').selectAll().where('state', '=', 'open').where('closes_at', '>', now);
  return (await open.orderBy('asked_at').execute()).map(checkOf);
}

export async function nextClosing(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_reachability')
    .select((select) => select.fn.min('closes_at').as('at'))
    .where('state', '=', 'open')
    .where('closes_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** False: closed already. */
export async function markClosed(tx: Tx, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_reachability')
    .set({ state: 'closed' })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function markUndelivered(tx: Tx, checkId: string, memberIds: readonly MemberId[]): Promise<void> {
  await tx
    .updateTable('meeting_reachability_ask')
    .set({ undelivered: 1 })
    .where('check_id', '=', checkId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify(memberIds)))
    .execute();
}

/** The card of whoever asked is drawn afresh at the next tick, once, however many answer until then. */
export async function markStale(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('meeting_reachability').set({ stale: 1 }).where('id', '=', id).execute();
}

/** Those whose cards are to be drawn: they count as drawn. */
export async function takeStale(tx: Tx): Promise<Check[]> {
  return (await tx.updateTable('meeting_reachability').set({ stale: 0 }).where('stale', '=', 1).returningAll().execute()).map(checkOf);
}
