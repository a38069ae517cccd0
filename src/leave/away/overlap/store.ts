import type { Instant } from '../../../calendar/instant.js';
import type { Tx } from '../../../db/transact.js';
import type { MeetingId } from '../../../meeting/meeting.js';
import type { MemberId } from '../../../org/member.js';
import type { Leave, LeaveId } from '../../leave.js';
import { leaveOf } from '../../store.js';
import type { Asked } from './overlap.js';

/** What waits for working hours; `leave_id`: of the first of a chain of replacements. */
type OverlapRow = { meeting_id: MeetingId; leave_id: LeaveId; due_at: Instant };

declare module '../../../db/schema.js' {
  interface Schema {
    leave_overlap: OverlapRow;
    leave_overlap_told: Omit<OverlapRow, 'due_at'>;
  }
}

/** Every request of a member, in the order in which they were made. */
export async function requestsOf(tx: Tx, memberId: MemberId): Promise<Leave[]> {
  const rows = await tx
    .selectFrom('leave_request')
    .selectAll()
    .where('member_id', '=', memberId)
    .orderBy('requested_at')
    .orderBy('id')
    .execute();
  return rows.map(leaveOf);
}

/** The newest request of a member to be excused from a meeting; one that is open where there is any. */
export async function absenceFor(tx: Tx, meetingId: MeetingId, memberId: MemberId): Promise<Asked | undefined> {
  const row = await tx
    .selectFrom('leave_absence')
    .select(['state', 'requested_at'])
    .where('meeting_id', '=', meetingId)
    .where('member_id', '=', memberId)
    .orderBy((eb) => eb('state', 'in', ['pending', 'approved', 'asked']), 'desc')
    .orderBy('requested_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && { state: row.state, requestedAt: row.requested_at };
}

/** When a member first asked to be excused from a meeting. */
export async function firstAskedAt(tx: Tx, meetingId: MeetingId, memberId: MemberId): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('leave_absence')
    .select((select) => select.fn.min('requested_at').as('at'))
    .where('meeting_id', '=', meetingId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

export async function holdOverlap(tx: Tx, meetingId: MeetingId, leaveId: LeaveId, dueAt: Instant): Promise<void> {
  await tx
    .insertInto('leave_overlap')
    .values({ meeting_id: meetingId, leave_id: leaveId, due_at: dueAt })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Its member is told of it now. False: they have been before, whether or not the message is kept. */
export async function noteTold(tx: Tx, meetingId: MeetingId, leaveId: LeaveId): Promise<boolean> {
  const result = await tx
    .insertInto('leave_overlap_told')
    .values({ meeting_id: meetingId, leave_id: leaveId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
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
