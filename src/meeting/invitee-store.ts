import type { Instant } from '../calendar/instant.js';
import { inChunks } from '../db/in-chunks.js';
import { listed } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import type { DepartmentId, Member, MemberId } from '../org/member.js';
import type { Invitee, MeetingId } from './meeting.js';

type InviteeRow = {
  meeting_id: MeetingId;
  member_id: MemberId;
  department_id: DepartmentId;
  invited_at: Instant;
  acknowledged_at: Instant | null;
  removed: number;
};

declare module '../db/schema.js' {
  interface Schema {
    meeting_invitee: InviteeRow;
  }
}

export function insertInvitees(
  tx: Tx,
  meetingId: MeetingId,
  members: readonly Pick<Member, 'id' | 'departmentId'>[],
  now: Instant,
): Promise<void> {
  return inChunks(members, (some) =>
    tx
      .insertInto('meeting_invitee')
      .values(
        some.map(({ id, departmentId }) => ({
          meeting_id: meetingId,
          member_id: id,
          department_id: departmentId,
          invited_at: now,
          acknowledged_at: null,
          removed: 0,
        })),
      )
      // Somebody who was taken off the list before is on it again, and has to read the notice anew.
      .onConflict((conflict) =>
        conflict.columns(['meeting_id', 'member_id']).doUpdateSet((row) => ({
          department_id: row.ref('excluded.department_id'),
          removed: 0,
          invited_at: now,
          acknowledged_at: null,
        })),
      )
      .execute(),
  );
}

export async function removeInvitees(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  await tx
    .updateTable('meeting_invitee')
    .set({ removed: 1 })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify(memberIds)))
    .execute();
}

const inviteeOf = (row: InviteeRow): Invitee => ({
  memberId: row.member_id,
  departmentId: row.department_id,
  acknowledgedAt: row.acknowledged_at ?? undefined,
});

/** Who is expected, by id. */
export async function inviteesOf(tx: Tx, meetingId: MeetingId): Promise<Invitee[]> {
  const rows = await tx
    .selectFrom('meeting_invitee')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('removed', '=', 0)
    .orderBy('member_id')
    .execute();
  return rows.map(inviteeOf);
}

/** How many of these members are expected, and since when the first of them has been. */
export async function expectedAmong(
  tx: Tx,
  meetingId: MeetingId,
  memberIds: Iterable<string>,
): Promise<{ readonly count: number; readonly since: Instant | undefined }> {
  const row = await tx
    .selectFrom('meeting_invitee')
    .select((select) => [select.fn.countAll<number>().as('count'), select.fn.min('invited_at').as('since')])
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify([...memberIds])))
    .where('removed', '=', 0)
    .executeTakeFirstOrThrow();
  return { count: Number(row.count), since: (row.since as Instant | null) ?? undefined };
}

/** Which of these members are expected. */
export async function membersExpected(tx: Tx, meetingId: MeetingId, memberIds: Iterable<string>): Promise<MemberId[]> {
  const rows = await tx
    .selectFrom('meeting_invitee')
    .select('member_id')
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', listed<MemberId>(JSON.stringify([...memberIds])))
    .where('removed', '=', 0)
    .execute();
  return rows.map((row) => row.member_id);
}

/** Since when each of them has been expected. */
export async function invitedSince(tx: Tx, meetingId: MeetingId): Promise<ReadonlyMap<MemberId, Instant>> {
  const rows = await tx
    .selectFrom('meeting_invitee')
    .select(['member_id', 'invited_at'])
    .where('meeting_id', '=', meetingId)
    .where('removed', '=', 0)
    .execute();
  return new Map(rows.map((row) => [row.member_id, row.invited_at]));
}

export async function findInvitee(tx: Tx, meetingId: string, memberId: string): Promise<Invitee | undefined> {
  const row = await tx
    .selectFrom('meeting_invitee')
    .selectAll()
    .where('meeting_id', '=', meetingId as MeetingId)
    .where('member_id', '=', memberId as MemberId)
    .where('removed', '=', 0)
    .executeTakeFirst();
  return row && inviteeOf(row);
}

/** False: acknowledged before, or not expected. */
export async function markAcknowledged(tx: Tx, meetingId: string, memberId: string, now: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_invitee')
    .set({ acknowledged_at: now })
    .where('meeting_id', '=', meetingId as MeetingId)
    .where('member_id', '=', memberId as MemberId)
    .where('removed', '=', 0)
    .where('acknowledged_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What people had acknowledged has changed: they are asked anew. */
export async function clearAcknowledged(tx: Tx, meetingId: MeetingId): Promise<void> {
  await tx.updateTable('meeting_invitee').set({ acknowledged_at: null }).where('meeting_id', '=', meetingId).execute();
}
