import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MeetingId } from '../../meeting/meeting.js';
import type { LeaveId } from '../leave.js';

/** What waits for working hours. */
type OverlapRow = { meeting_id: MeetingId; leave_id: LeaveId; due_at: Instant };

declare module '../../db/schema.js' {
  interface Schema {
    leave_overlap: OverlapRow;
  }
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
