import type { Instant } from '../../../calendar/instant.js';
import { inChunks } from '../../../db/in-chunks.js';
import { listed } from '../../../db/prepared.js';
import type { Tx } from '../../../db/transact.js';
import type { MemberId } from '../../../org/member.js';
import type { Meeting, MeetingId } from '../../meeting.js';

/** Who has taken the calendar file, and its SEQUENCE. `due_at`: a newer one waits until then. */
type CalendarFileRow = { meeting_id: MeetingId; member_id: MemberId; sequence: number; due_at: Instant | null };

declare module '../../../db/schema.js' {
  interface Schema {
    meeting_calendar_file: CalendarFileRow;
  }
}

export async function takeFile(tx: Tx, meetingId: MeetingId, memberId: MemberId, sequence: number): Promise<void> {
  await tx
    .insertInto('meeting_calendar_file')
    .values({ meeting_id: meetingId, member_id: memberId, sequence })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'member_id']).doUpdateSet({ sequence, due_at: null }))
    .execute();
}

/** Of these people, whoever has an older file than this is to have a newer one, not before `dueAt`. */
export async function holdFiles(
  tx: Tx,
  { id, sequence }: Pick<Meeting, 'id' | 'sequence'>,
  memberIds: readonly MemberId[],
  dueAt: Instant,
): Promise<void> {
  await tx
    .updateTable('meeting_calendar_file')
    .set({ due_at: dueAt })
    .where('meeting_id', '=', id)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify(memberIds)))
    .where('sequence', '<', sequence)
    .execute();
}

/** Meetings of which somebody is to have a newer file now. */
export async function meetingsWithFilesDue(tx: Tx, now: Instant): Promise<MeetingId[]> {
  const rows = await tx.selectFrom('meeting_calendar_file').select('meeting_id').where('due_at', '<=', now).execute();
  return [...new Set(rows.map((row) => row.meeting_id))];
}

/** Whose file was to wait until now; it waits no more. */
export async function takeFilesDue(tx: Tx, meetingId: MeetingId, now: Instant): Promise<MemberId[]> {
  const rows = await tx
    .updateTable('meeting_calendar_file')
    .set({ due_at: null })
    .where('meeting_id', '=', meetingId)
    .where('due_at', '<=', now)
    .returning('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

export async function nextFileDue(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_calendar_file')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** Of these people, who has an older file than this; they are noted as having the new one. */
export async function olderFiles(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[], sequence: number): Promise<MemberId[]> {
  const rows = await tx
    .updateTable('meeting_calendar_file')
    .set({ sequence, due_at: null })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify(memberIds)))
    .where('sequence', '<', sequence)
    .returning('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

/** Of these people, who has had no file yet; they are noted as having the one of now. */
export async function firstFiles(
  tx: Tx,
  { id, sequence }: Pick<Meeting, 'id' | 'sequence'>,
  memberIds: readonly MemberId[],
): Promise<MemberId[]> {
  const noted: MemberId[] = [];
  await inChunks(memberIds, async (some) => {
    const rows = await tx
      .insertInto('meeting_calendar_file')
      .values(some.map((memberId) => ({ meeting_id: id, member_id: memberId, sequence })))
      .onConflict((conflict) => conflict.doNothing())
      .returning('member_id')
      .execute();
    noted.push(...rows.map((row) => row.member_id));
  });
  return noted;
}

export async function forgetFiles(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  await tx
    .deleteFrom('meeting_calendar_file')
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify(memberIds)))
    .execute();
}
