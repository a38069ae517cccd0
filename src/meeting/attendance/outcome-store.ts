import type { Interval } from '../../calendar/instant.js';
import { inChunks } from '../../db/in-chunks.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { MeetingId } from '../meeting.js';
import type { Absence, AbsentFigure, Attendee, DepartmentAttendance, Figures, OwnOutcome, Status } from './attendance.js';

declare module '../../db/schema.js' {
  interface Schema {
    meeting_outcome: { meeting_id: MeetingId; member_id: MemberId; department_id: DepartmentId; status: Status };
    /** Kept by meeting_outcome itself (triggers): nobody else writes it. */
    meeting_figures: Figures & { meeting_id: MeetingId; department_id: DepartmentId };
  }
}

/** When the check-in closes. Those nobody expected stand in no figure. */
export function insertOutcomes(tx: Tx, meetingId: MeetingId, all: readonly Attendee[]): Promise<void> {
  const rows = all.flatMap(({ memberId, departmentId, expected, status }) =>
    expected && departmentId !== undefined ? [{ meeting_id: meetingId, member_id: memberId, department_id: departmentId, status }] : [],
  );
  return inChunks(rows, (some) => tx.insertInto('meeting_outcome').values(some).execute());
}

/** After a correction. Of whoever was not expected there is none. */
export async function changeOutcome(tx: Tx, meetingId: MeetingId, memberId: MemberId, status: Status): Promise<void> {
  await tx.updateTable('meeting_outcome').set({ status }).where('meeting_id', '=', meetingId).where('member_id', '=', memberId).execute();
}

/** With the check-in: who was there for another start says nothing of this one. */
export async function removeOutcomes(tx: Tx, meetingId: MeetingId): Promise<void> {
  await tx.deleteFrom('meeting_outcome').where('meeting_id', '=', meetingId).execute();
}

/** Meetings that began within `interval` and whose check-in is closed. One that was cancelled afterwards counts no more. */
const heldIn = (tx: Tx, { start, end }: Interval) =>
  tx
    .selectFrom('meeting_meeting')
    .where('starts_at', '>=', start)
    .where('starts_at', '<', end)
    .where('meeting_meeting.state', '=', 'announced');

export async function figuresIn(tx: Tx, interval: Interval, departmentIds: readonly DepartmentId[]): Promise<DepartmentAttendance[]> {
  return heldIn(tx, interval)
    .innerJoin('meeting_figures', 'meeting_figures.meeting_id', 'meeting_meeting.id')
    .select((select) => [
      'meeting_figures.department_id as departmentId',
      select.fn.sum<number>('expected').as('expected'),
      select.fn.sum<number>('present').as('present'),
      select.fn.sum<number>('excused').as('excused'),
      select.fn.sum<number>('late').as('late'),
      select.fn.sum<number>('absent').as('absent'),
    ])
    .where('meeting_figures.department_id', 'in', listed<DepartmentId>(JSON.stringify(departmentIds)))
    .groupBy('meeting_figures.department_id')
    .execute();
}

/** How often each was absent, in the department they were invited in. */
export async function absentIn(tx: Tx, interval: Interval, departmentIds: readonly DepartmentId[]): Promise<AbsentFigure[]> {
  return heldIn(tx, interval)
    .innerJoin('meeting_outcome', 'meeting_outcome.meeting_id', 'meeting_meeting.id')
    .select((select) => [
      'member_id as memberId',
      'meeting_outcome.department_id as departmentId',
      select.fn.countAll<number>().as('absent'),
    ])
    .where('status', '=', 'absent')
    .where('meeting_outcome.department_id', 'in', listed<DepartmentId>(JSON.stringify(departmentIds)))
    .groupBy(['member_id', 'meeting_outcome.department_id'])
    .execute();
}

/** Each absence by itself, with the time of its meeting. */
export async function absencesIn(tx: Tx, interval: Interval): Promise<Absence[]> {
  return heldIn(tx, interval)
    .innerJoin('meeting_outcome', 'meeting_outcome.meeting_id', 'meeting_meeting.id')
    .select([
      'meeting_id as meetingId',
      'member_id as memberId',
      'meeting_outcome.department_id as departmentId',
      'starts_at as startsAt',
      'ends_at as endsAt',
    ])
    .where('status', '=', 'absent')
    .orderBy('starts_at')
    .execute();
}

/** All that ever counted of one member. */
export async function ownOutcomes(tx: Tx, memberId: MemberId): Promise<OwnOutcome[]> {
  return tx
    .selectFrom('meeting_outcome')
    .innerJoin('meeting_meeting', 'meeting_meeting.id', 'meeting_outcome.meeting_id')
    .select(['starts_at as startsAt', 'status'])
    .where('member_id', '=', memberId)
    .where('meeting_meeting.state', '=', 'announced')
    .execute();
}
