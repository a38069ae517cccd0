import { inChunks } from '../../db/in-chunks.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { Meeting, MeetingId } from '../meeting.js';

/** Who has taken the calendar file, and its SEQUENCE. */
type CalendarFileRow = { meeting_id: MeetingId; member_id: MemberId; sequence: number };

declare module '../../db/schema.js' {
  interface Schema {
    meeting_calendar_file: CalendarFileRow;
  }
}

export async function takeFile(tx: Tx, meetingId: MeetingId, memberId: MemberId, sequence: number): Promise<void> {
  await tx
    .insertInto('meeting_calendar_file')
    .values({ meeting_id: meetingId, member_id: memberId, sequence })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'member_id']).doUpdateSet({ sequence }))
    .execute();
}

/** Of these people, who has a file that is older than this. */
export async function withOlderFile(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[], sequence: number): Promise<MemberId[]> {
  const rows = await tx
    .selectFrom('meeting_calendar_file')
    .select('member_id')
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify(memberIds)))
    .where('sequence', '<', sequence)
    .execute();
  return rows.map((row) => row.member_id);
}

/** The same, and they are noted as having the new one. */
export async function olderFiles(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[], sequence: number): Promise<MemberId[]> {
  const rows = await tx
    .updateTable('meeting_calendar_file')
    .set({ sequence })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify(memberIds)))
    .where('sequence', '<', sequence)
    .returning('member_id')
    .execute();
  return rows.map((row) => row.member_id);
}

/** Of these people, who has had no file yet; they are noted as having the one of now. */
export async function firstFiles(tx: Tx, { id, sequence }: Meeting, memberIds: readonly MemberId[]): Promise<MemberId[]> {
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
