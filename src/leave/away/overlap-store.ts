import type { Instant, Interval } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MeetingId } from '../../meeting/meeting.js';
import type { MemberId } from '../../org/member.js';
import type { AbsenceState } from '../absence/absence.js';
import type { Leave, LeaveId } from '../leave.js';
import { leaveOf } from '../store.js';

/** What waits for working hours; `leave_id`: of the first of a chain of replacements. */
type OverlapRow = { meeting_id: MeetingId; leave_id: LeaveId; due_at: Instant };

declare module '../../db/schema.js' {
  interface Schema {
    leave_overlap: OverlapRow;
  }
}

/** A member's requests that touch `span`, but for those that were never to be had: approved, over, or no longer standing. */
export async function leavesTouching(tx: Tx, memberId: MemberId, { start, end }: Interval): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('member_id', '=', memberId)
    .where('state', 'in', ['approved', 'ended', 'withdrawn', 'replaced'])
    .where('from_at', '<', end)
    .where('until_at', '>', start)
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  return rows.map(leaveOf);
}

/** What became of the newest request of a member to be excused from a meeting; of one that is open where there is any. */
export async function absenceStateOf(tx: Tx, meetingId: MeetingId, memberId: MemberId): Promise<AbsenceState | undefined> {
  const row = await tx
    .selectFrom('leave_absence')
    .select('state')
    .where('meeting_id', '=', meetingId)
    .where('member_id', '=', memberId)
    .orderBy((eb) => eb('state', 'in', ['pending', 'approved', 'asked']), 'desc')
    .orderBy('requested_at', 'desc')
    .executeTakeFirst();
  return row?.state;
}

export async function holdOverlap(tx: Tx, meetingId: MeetingId, leaveId: LeaveId, dueAt: Instant): Promise<void> {
  await tx
    .insertInto('leave_overlap')
    .values({ meeting_id: meetingId, leave_id: leaveId, due_at: dueAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** One whose time has come, which waits no longer. */
export async function takeOverlap(tx: Tx, now: Instant): Promise<{ readonly meetingId: MeetingId; readonly leaveId: LeaveId } | undefined> {
  const due = await tx.selectFrom('leave_overlap').selectAll().where('due_at', '<=', now).orderBy('due_at').limit(1).executeTakeFirst();
  if (!due) return undefined;
  await tx.deleteFrom('leave_overlap').where('meeting_id', '=', due.meeting_id).where('leave_id', '=', due.leave_id).execute();
  return { meetingId: due.meeting_id, leaveId: due.leave_id };
}

export async function nextOverlap(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_overlap')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}
