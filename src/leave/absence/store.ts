import type { Instant } from '../../calendar/instant.js';
import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { MeetingId } from '../../meeting/meeting.js';
import type { MemberId } from '../../org/member.js';
import type { Absence, AbsenceId, AbsenceState, Substitute } from './absence.js';

type AbsenceRow = {
  id: AbsenceId;
  meeting_id: MeetingId;
  member_id: MemberId;
  requested_at: Instant;
  late: number;
  reason: Uint8Array | null;
  substitute_id: MemberId | null;
  substitute_answer: Substitute['answer'] | null;
  state: AbsenceState;
  decided_by: MemberId | null;
  decided_at: Instant | null;
  refusal_reason: Uint8Array | null;
  due_at: Instant | null;
  moved_at: Instant | null;
  replaces: AbsenceId | null;
};

declare module '../../db/schema.js' {
  interface Schema {
    leave_absence: AbsenceRow;
    leave_approver: { absence_id: AbsenceId; member_id: MemberId };
  }
}

const OPEN = ['pending', 'approved', 'asked'] as const;

const absenceOf = (row: AbsenceRow): Absence => ({
  id: row.id,
  meetingId: row.meeting_id,
  memberId: row.member_id,
  requestedAt: row.requested_at,
  late: row.late === 1,
  state: row.state,
  substitute:
    row.substitute_id === null || row.substitute_answer === null
      ? undefined
      : { memberId: row.substitute_id, answer: row.substitute_answer },
  decision: row.decided_by === null || row.decided_at === null ? undefined : { by: row.decided_by, at: row.decided_at },
  replaces: row.replaces ?? undefined,
  movedAt: row.moved_at ?? undefined,
});

/** False: the member has an open one for this meeting. */
export async function insertAbsence(
  tx: Tx,
  absence: Absence,
  reason: Uint8Array | null,
  dueAt: Instant,
  approvers: readonly MemberId[],
): Promise<boolean> {
  const inserted = await tx
    .insertInto('leave_absence')
    .values({
      id: absence.id,
      meeting_id: absence.meetingId,
      member_id: absence.memberId,
      requested_at: absence.requestedAt,
      late: absence.late ? 1 : 0,
      reason,
      substitute_id: absence.substitute?.memberId ?? null,
      substitute_answer: absence.substitute?.answer ?? null,
      state: absence.state,
      decided_by: null,
      decided_at: null,
      refusal_reason: null,
      due_at: dueAt,
      moved_at: null,
      replaces: absence.replaces ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((inserted.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await addApprovers(tx, absence.id, approvers);
  return true;
}

export async function addApprovers(tx: Tx, id: AbsenceId, approvers: readonly MemberId[]): Promise<void> {
  if (approvers.length === 0) return;
  await tx
    .insertInto('leave_approver')
    .values(approvers.map((memberId) => ({ absence_id: id, member_id: memberId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function findAbsence(tx: Tx, id: string): Promise<Absence | undefined> {
  const row = await tx
    .selectFrom('leave_absence')
    .selectAll()
    .where('id', '=', id as AbsenceId)
    .executeTakeFirst();
  return row && absenceOf(row);
}

/** What is sealed of a request; null where there is none, or none any more. */
export async function sealedOf(
  tx: Tx,
  id: AbsenceId,
): Promise<{ readonly reason: Uint8Array | null; readonly refusal: Uint8Array | null }> {
  const row = await tx.selectFrom('leave_absence').select(['reason', 'refusal_reason']).where('id', '=', id).executeTakeFirst();
  return { reason: row?.reason ?? null, refusal: row?.refusal_reason ?? null };
}

/** Who was sent its card. */
export async function approversTold(tx: Tx, id: AbsenceId): Promise<MemberId[]> {
  const rows = await tx.selectFrom('leave_approver').select('member_id').where('absence_id', '=', id).orderBy('member_id').execute();
  return rows.map(({ member_id }) => member_id);
}

/** Whether somebody is or was to be in charge for one of `members` on leave that is not over by `since`, whatever became of it. */
export async function wasInCharge(tx: Tx, id: MemberId, members: readonly MemberId[], since: Instant): Promise<boolean> {
  const row = await tx
    .selectFrom('leave_request')
    .select('id')
    .where('member_id', 'in', members)
    .where('until_at', '>', since)
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('acting_id', '=', id),
        exists(
          selectFrom('leave_history')
            .select('leave_history.id')
            .whereRef('leave_id', '=', 'leave_request.id')
            .where('what', '=', 'acting-asked')
            .where('subject_id', '=', id),
        ),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** The first decision stands. False: it is no longer pending. */
export async function saveDecision(
  tx: Tx,
  id: AbsenceId,
  decision: { readonly state: 'approved' | 'refused'; readonly by: MemberId; readonly at: Instant; readonly sealed: Uint8Array | null },
): Promise<boolean> {
  const result = await tx
    .updateTable('leave_absence')
    .set({ state: decision.state, decided_by: decision.by, decided_at: decision.at, refusal_reason: decision.sealed, due_at: null })
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False: it is no longer in the state `from`. */
export async function closeAbsence(
  tx: Tx,
  { id, state: from }: Pick<Absence, 'id' | 'state'>,
  state: 'withdrawn' | 'replaced' | 'cancelled' | 'undecided',
): Promise<boolean> {
  const result = await tx
    .updateTable('leave_absence')
    .set({ state, due_at: null })
    .where('id', '=', id)
    .where('state', '=', from)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Puts an open request to its applicant again. */
export async function askAgain(tx: Tx, id: AbsenceId, movedAt: Instant, dueAt: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('leave_absence')
    .set({ state: 'asked', moved_at: movedAt, due_at: dueAt })
    .where('id', '=', id)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False: it is closed, or they have given this answer or declined before. */
export async function saveSubstituteAnswer(tx: Tx, id: AbsenceId, memberId: string, answer: 'accepted' | 'declined'): Promise<boolean> {
  const result = await tx
    .updateTable('leave_absence')
    .set({ substitute_answer: answer })
    .where('id', '=', id)
    .where('substitute_id', '=', memberId as MemberId)
    .where('substitute_answer', '!=', answer)
    .where('substitute_answer', '!=', 'declined')
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False: they are not who is to go instead, or it is closed. */
export async function dropSubstitute(tx: Tx, id: AbsenceId, memberId: MemberId): Promise<boolean> {
  const result = await tx
    .updateTable('leave_absence')
    .set({ substitute_id: null, substitute_answer: null })
    .where('id', '=', id)
    .where('substitute_id', '=', memberId)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Approved ones at which this member comes instead. */
export async function standsInBy(tx: Tx, memberId: MemberId): Promise<Absence[]> {
  const rows = await tx
    .selectFrom('leave_absence')
    .selectAll()
    .where('substitute_id', '=', memberId)
    .where('substitute_answer', '!=', 'declined')
    .where('state', '=', 'approved')
    .execute();
  return rows.map(absenceOf);
}

export async function findOpen(tx: Tx, meetingId: string, memberId: string): Promise<Absence | undefined> {
  const row = await tx
    .selectFrom('leave_absence')
    .selectAll()
    .where('meeting_id', '=', meetingId as MeetingId)
    .where('member_id', '=', memberId as MemberId)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return row && absenceOf(row);
}

/** Every request for this meeting, oldest first. */
export async function absencesOf(tx: Tx, meetingId: MeetingId): Promise<Absence[]> {
  return (await ofMeeting(tx, { meetingId })).rows.map(absenceOf);
}

const ofMeeting = prepared((tx, { meetingId }: { meetingId: MeetingId }) =>
  tx.selectFrom('leave_absence').selectAll().where('meeting_id', '=', meetingId).orderBy('requested_at').orderBy('id'),
);

/** Undecided ones whose card this member was sent, the oldest first. */
export async function pendingFor(tx: Tx, memberId: string, limit: number): Promise<Absence[]> {
  return (await pendingOf(tx, { memberId: memberId as MemberId, limit })).rows.map(absenceOf);
}

const pendingOf = prepared((tx, { memberId, limit }: { memberId: MemberId; limit: number }) =>
  tx
    .selectFrom('leave_absence')
    .innerJoin('leave_approver', 'leave_approver.absence_id', 'leave_absence.id')
    .selectAll('leave_absence')
    .where('leave_approver.member_id', '=', memberId)
    .where('leave_absence.due_at', 'is not', null)
    .where('state', '=', 'pending')
    .orderBy('requested_at')
    .limit(limit),
);

/** Undecided ones of meetings that have not begun. */
export async function pendingAbsences(tx: Tx, now: Instant): Promise<Pick<Absence, 'id'>[]> {
  return tx.selectFrom('leave_absence').select('id').where('due_at', '>', now).where('state', '=', 'pending').execute();
}

export type Due = { readonly id: AbsenceId; readonly dueAt: Instant };

export async function dueAbsences(tx: Tx, now: Instant): Promise<Due[]> {
  const rows = await tx
    .selectFrom('leave_absence')
    .select(['id', 'due_at'])
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(200)
    .execute();
  return rows.flatMap(({ id, due_at }) => (due_at === null ? [] : [{ id, dueAt: due_at }]));
}

/** False: it was settled, or another tick has done it. */
export async function postpone(tx: Tx, { id, dueAt }: Due, to: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('leave_absence')
    .set({ due_at: to })
    .where('id', '=', id)
    .where('due_at', '=', dueAt)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function nextDueAbsence(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_absence')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}
