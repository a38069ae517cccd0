import { sql } from 'kysely';
import type { Instant, Interval } from '../../calendar/instant.js';
import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { Leave, LeaveId, Outcome, Step } from '../leave.js';
import { stepOf } from '../step-store.js';
import { findLeave } from '../store.js';

type Key = Pick<Step, 'leaveId' | 'position'>;

const stepAt = (tx: Tx, { leaveId, position }: Key) =>
  tx.updateTable('leave_step').where('leave_id', '=', leaveId).where('position', '=', position);

export type Turn = { readonly assigneeId: MemberId | undefined; readonly standsFor: MemberId | undefined };
type Reached = Turn & { readonly at: Instant; readonly dueAt: Instant | undefined };

const reachedColumns = ({ assigneeId, standsFor, at, dueAt }: Reached) => ({
  assignee_id: assigneeId ?? null,
  stands_for: standsFor ?? null,
  opened_at: at,
  due_at: dueAt ?? null,
  nudged: 0,
});

/** Its turn has come. False: it was open before. */
export async function openStep(tx: Tx, key: Key, reached: Reached): Promise<boolean> {
  const result = await stepAt(tx, key)
    .set({ state: 'open', ...reachedColumns(reached) })
    .where('state', '=', 'waiting')
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** It goes to somebody else, whose time begins anew. False: it does not wait for whom it did any more. */
export async function passOn(tx: Tx, step: Step, reached: Reached): Promise<boolean> {
  const result = await stepAt(tx, step)
    .set(reachedColumns(reached))
    .where('state', '=', 'open')
    .where('assignee_id', 'is', step.assigneeId ?? null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export type Done = { readonly is: Outcome; readonly by: MemberId | undefined; readonly at: Instant; readonly words: Uint8Array | null };

/** False: it is done already, or not with whom it was. */
export async function closeStep(tx: Tx, step: Step, { is, by, at, words }: Done): Promise<boolean> {
  const result = await stepAt(tx, step)
    .set({ state: 'done', outcome: is, done_by: by ?? null, done_at: at, words, due_at: null, opened_at: step.openedAt ?? at })
    .where('state', '=', step.state)
    .where('assignee_id', 'is', step.assigneeId ?? null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

type Later = { readonly dueAt: Instant; readonly nudged: boolean };

/** False: nothing is due of it at `now` any more. */
export async function postpone(tx: Tx, key: Key, now: Instant, { dueAt, nudged }: Later): Promise<boolean> {
  const result = await stepAt(tx, key)
    .set({ due_at: dueAt, nudged: nudged ? 1 : 0 })
    .where('state', '=', 'open')
    .where('due_at', '<=', now)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Nothing of the chain becomes due any more. */
export async function stopChain(tx: Tx, leaveId: LeaveId): Promise<void> {
  await tx.updateTable('leave_step').set({ due_at: null }).where('leave_id', '=', leaveId).where('due_at', 'is not', null).execute();
}

/** What was said with the outcome of a step, sealed; null where nothing was, or it is gone. */
export async function wordsOf(tx: Tx, { leaveId, position }: Key): Promise<Uint8Array | null> {
  const row = await tx
    .selectFrom('leave_step')
    .select('words')
    .where('leave_id', '=', leaveId)
    .where('position', '=', position)
    .executeTakeFirst();
  return row?.words ?? null;
}

/** An open step with its request. */
export type Open = { readonly leave: Leave; readonly step: Step };

/** Steps that wait for somebody, in the order in which they were reached; those of requests that go no further are left out. */
const openSteps = (tx: Tx) =>
  tx
    .selectFrom('leave_step')
    .innerJoin('leave_request', 'leave_request.id', 'leave_step.leave_id')
    // Said in the statement itself: SQLite looks at the index of open steps only where it can see that it will do.
    .where('leave_step.state', '=', sql.lit('open' as const))
    .where((eb) =>
      eb.or([
        eb.and([eb('action', '=', 'approve'), eb('leave_request.state', '=', 'pending')]),
        eb.and([eb('action', '!=', 'approve'), eb('leave_request.state', 'in', ['approved', 'ended'])]),
      ]),
    )
    .select(['leave_step.leave_id', 'leave_step.position'])
    .orderBy('opened_at')
    .orderBy('leave_step.leave_id');

const storedStep = prepared((tx, { leave_id, position }: { leave_id: LeaveId; position: number }) =>
  tx.selectFrom('leave_step').selectAll().where('leave_id', '=', leave_id).where('position', '=', position),
);

async function loaded(tx: Tx, keys: readonly { readonly leave_id: LeaveId; readonly position: number }[]): Promise<Open[]> {
  const found: Open[] = [];
  for (const { leave_id, position } of keys) {
    const leave = await findLeave(tx, leave_id);
    const [step] = (await storedStep(tx, { leave_id, position })).rows;
    if (leave && step) found.push({ leave, step: stepOf(step) });
  }
  return found;
}

/** Approve steps whose turn it is this member's. */
export const approvalsOf = async (tx: Tx, memberId: string, limit: number): Promise<Open[]> =>
  loaded(tx, (await stepsOf(tx, { memberId: memberId as MemberId, limit })).rows);

const stepsOf = prepared((tx, { memberId, limit }: { memberId: MemberId; limit: number }) =>
  openSteps(tx).where('assignee_id', '=', memberId).limit(limit),
);

/** Those that are no single member's: approve steps of which the superior organ decides, or what departments process. */
export const sharedSteps = async (tx: Tx, action: 'approve' | 'process', limit: number): Promise<Open[]> =>
  loaded(tx, (await nobodysSteps(tx, { action, limit })).rows);

const nobodysSteps = prepared((tx, { action, limit }: { action: 'approve' | 'process'; limit: number }) =>
  openSteps(tx).where('assignee_id', 'is', null).where('action', '=', action).limit(limit),
);

/** All approve steps that are open. */
export const openApprovals = async (tx: Tx): Promise<Open[]> => loaded(tx, await openSteps(tx).where('action', '=', 'approve').execute());

const requestsOf = async (tx: Tx, keys: Parameters<typeof loaded>[1]): Promise<Leave[]> =>
  (await loaded(tx, keys)).map(({ leave }) => leave);

/** Requests with an open step of which something lies in `span`. */
export const openDuring = async (tx: Tx, { start, end }: Interval): Promise<Leave[]> =>
  requestsOf(tx, await openSteps(tx).where('from_at', '<', end).where('until_at', '>', start).execute());

/** A member's annual leave with an open step. */
export const openAnnualLeaveOf = async (tx: Tx, memberId: MemberId): Promise<Leave[]> =>
  requestsOf(tx, await openSteps(tx).where('member_id', '=', memberId).where('kind', '=', 'annual-leave').execute());

/** At most `limit`, so that a long outage is made good in pieces. */
export const dueSteps = async (tx: Tx, now: Instant, limit: number): Promise<Open[]> =>
  loaded(tx, await openSteps(tx).where('leave_step.due_at', '<=', now).limit(limit).execute());

/** When the next open step becomes due after `after`. */
export async function nextDueStep(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_step')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return (row?.at as Instant | null | undefined) ?? undefined;
}

/** When somebody next goes on leave or comes back, while something waits for approvers: it may have to go to somebody else then. */
export async function nextLeaveBoundary(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const open = await openSteps(tx).where('action', '=', 'approve').limit(1).execute();
  if (open.length === 0) return undefined;
  const next = async (column: 'from_at' | 'until_at') => {
    const row = await tx
      .selectFrom('leave_request')
      .select((select) => select.fn.min(column).as('at'))
      .where('state', 'in', [sql.lit('approved' as const), sql.lit('ended' as const)])
      .where(column, '>', after)
      .executeTakeFirst();
    return (row?.at as Instant | null | undefined) ?? undefined;
  };
  const found = [await next('from_at'), await next('until_at')].filter((at) => at !== undefined);
  return found.length === 0 ? undefined : (Math.min(...found) as Instant);
}
