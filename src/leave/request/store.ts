import { sql } from 'kysely';
import type { Instant, Interval } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { Acting, Leave, LeaveId } from '../leave.js';
import { leaveOf } from '../store.js';

/** A change of the request that waits for a decision. */
export async function changeOf(tx: Tx, id: LeaveId): Promise<Leave | undefined> {
  const row = await tx.selectFrom('leave_request').selectAll().where('replaces', '=', id).where('state', '=', 'pending').executeTakeFirst();
  return row && leaveOf(row);
}

/** Every change of the request, whatever became of it. */
export async function changesOf(tx: Tx, { id, memberId }: Pick<Leave, 'id' | 'memberId'>): Promise<Leave[]> {
  // By the member as well: so that the index is looked at.
  const rows = await tx.selectFrom('leave_request').selectAll().where('replaces', '=', id).where('member_id', '=', memberId).execute();
  return rows.map(leaveOf);
}

/** Every change of the request that was neither approved nor given up: it waits for a decision, or was returned. */
export async function changesLeft(tx: Tx, id: LeaveId): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('replaces', '=', id)
    .where('state', 'in', ['pending', 'returned'])
    .orderBy('requested_at')
    .execute();
  return rows.map(leaveOf);
}

/** What is open of a member's own, the newest first. */
export async function openOf(tx: Tx, memberId: string): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('member_id', '=', memberId as MemberId)
    .where('state', 'in', ['pending', 'approved', 'returned'])
    .orderBy('requested_at', 'desc')
    .orderBy('id')
    .execute();
  return rows.map(leaveOf);
}

/** Approved leave of a member that has begun, what began first in front. */
export async function begunOf(tx: Tx, memberId: string, now: Instant, limit: number): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('member_id', '=', memberId as MemberId)
    .where('state', '=', 'approved')
    .where('from_at', '<=', now)
    .orderBy('from_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(leaveOf);
}

/** Where this member is to be in charge meanwhile and has not said whether they will, as long as it is not over. */
export async function askedToAct(tx: Tx, memberId: string, now: Instant, limit: number): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('acting_id', '=', memberId as MemberId)
    .where('acting_answer', '=', 'asked')
    .where('state', 'in', ['pending', 'approved'])
    .where('until_at', '>', now)
    .orderBy('from_at')
    .limit(limit)
    .execute();
  return rows.map(leaveOf);
}

/** False: they are not who is asked, have declined before, or the leave is over. */
export async function answerActing(tx: Tx, id: LeaveId, memberId: string, answer: 'accepted' | 'declined'): Promise<boolean> {
  const result = await tx
    .updateTable('leave_request')
    .set({ acting_answer: answer })
    .where('id', '=', id)
    .where('acting_id', '=', memberId as MemberId)
    .where('acting_answer', 'in', answer === 'accepted' ? ['asked'] : ['asked', 'accepted'])
    .where('state', 'in', ['pending', 'approved'])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Another acting person in place of one who can't. False: nobody is wanted any more, or another has been named. */
export async function nameActing(tx: Tx, id: LeaveId, former: Acting, memberId: MemberId): Promise<boolean> {
  const result = await tx
    .updateTable('leave_request')
    .set({ acting_id: memberId, acting_answer: 'asked' })
    .where('id', '=', id)
    .where('acting_id', '=', former.memberId)
    .where('acting_answer', '=', former.answer)
    .where('state', 'in', ['pending', 'approved'])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Where this member is to be in charge at some time of `span` and has not declined. */
export async function actingIn(tx: Tx, memberId: MemberId, { start, end }: Interval): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('acting_id', '=', memberId)
    .where('acting_answer', '!=', 'declined')
    .where('state', 'in', ['pending', 'approved'])
    .where('from_at', '<', end)
    .where('until_at', '>', start)
    .execute();
  return rows.map(leaveOf);
}

/** Approved leave that is not over, and requests that wait for somebody, in which somebody is to be in charge who has not declined. */
export const withActing = (tx: Tx, now: Instant): Promise<Leave[]> => namedIn(tx, now, '!=');

/** Leave that is not over and whose acting person can't: they have declined, or had left the office. */
export const withoutActing = (tx: Tx, now: Instant): Promise<Leave[]> => namedIn(tx, now, '=');

async function namedIn(tx: Tx, now: Instant, declined: '=' | '!='): Promise<Leave[]> {
  const asked = tx
    .selectFrom('leave_request')
    .selectAll('leave_request')
    .where('acting_id', 'is not', null)
    .where('acting_answer', declined, 'declined');
  // Said in the statements themselves: SQLite looks at the indexes of approved leave and of open steps only where it can see that they will do.
  const approved = await asked
    .where('leave_request.state', '=', sql.lit('approved' as const))
    .where('until_at', '>', now)
    .execute();
  const waiting = await asked
    .innerJoin('leave_step', 'leave_step.leave_id', 'leave_request.id')
    .where('leave_step.state', '=', sql.lit('open' as const))
    .where('leave_request.state', '=', 'pending')
    .execute();
  return [...approved, ...waiting].map(leaveOf);
}

/** Whoever is not wanted as acting person any more has a card that changes no more. */
export async function forgetActing(tx: Tx, id: LeaveId, memberId: MemberId): Promise<void> {
  await tx.deleteFrom('leave_told').where('leave_id', '=', id).where('member_id', '=', memberId).where('part', '=', 'acting').execute();
}

/** 补办. False: there is nothing to confirm. */
export async function confirm(tx: Tx, id: LeaveId): Promise<boolean> {
  const result = await tx
    .updateTable('leave_request')
    .set({ confirm_by: null })
    .where('id', '=', id)
    .where('confirm_by', 'is not', null)
    .where('state', 'in', ['pending', 'approved'])
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/**
 * What has not been confirmed in time, and of which the member has not been reminded; at most `limit`. Not as long as a change of it waits: whoever
 * asks for that knows of it, and says that it was otherwise.
 */
export async function unconfirmed(tx: Tx, now: Instant, but: readonly LeaveId[], limit: number): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('confirm_by', '<=', now)
    .where('state', 'in', ['pending', 'approved'])
    .where('id', 'not in', but)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('leave_request as change')
            .select('change.id')
            .whereRef('change.replaces', '=', 'leave_request.id')
            .where('change.state', '=', 'pending'),
        ),
      ),
    )
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('leave_history')
            .select('leave_history.id')
            .whereRef('leave_id', '=', 'leave_request.id')
            .where('what', '=', 'nudged')
            // Those of a step say which.
            .where('position', 'is', null),
        ),
      ),
    )
    .orderBy('confirm_by')
    .limit(limit)
    .execute();
  return rows.map(leaveOf);
}

export async function nextConfirmBy(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_request')
    .select((select) => select.fn.min('confirm_by').as('at'))
    .where('confirm_by', '>', after)
    .executeTakeFirst();
  return (row?.at as Instant | null | undefined) ?? undefined;
}
