import type { Instant, Interval } from '../calendar/instant.js';
import { inChunks } from '../db/in-chunks.js';
import { listed } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import { Audience } from '../org/audience.js';
import type { DepartmentId, Member, MemberId } from '../org/member.js';
import type { Attachment, Invitee, Meeting, MeetingDetails, MeetingId, Scope } from './meeting.js';

type MeetingRow = {
  id: MeetingId;
  title: string;
  scope: Scope;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  link: string | null;
  agenda: string | null;
  audience: string;
  excluded: string;
  substitutes: number;
  absence_deadline_at: Instant;
  attachments: string;
  emergency: number;
  department_id: DepartmentId;
  organizer_id: MemberId;
  announced_at: Instant;
  in_advance: number;
  sequence: number;
  state: Meeting['state'];
};
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
    meeting_meeting: MeetingRow;
    meeting_invitee: InviteeRow;
  }
}

const meetingOf = (row: MeetingRow): Meeting => ({
  id: row.id,
  title: row.title,
  scope: row.scope,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  place: row.place,
  link: row.link ?? undefined,
  agenda: row.agenda ?? undefined,
  audience: Audience.parse(JSON.parse(row.audience)),
  excluded: JSON.parse(row.excluded) as MemberId[],
  substitutes: row.substitutes === 1,
  absenceDeadlineAt: row.absence_deadline_at,
  attachments: JSON.parse(row.attachments) as Attachment[],
  emergency: row.emergency === 1,
  departmentId: row.department_id,
  organizerId: row.organizer_id,
  announcedAt: row.announced_at,
  inAdvance: row.in_advance === 1,
  sequence: row.sequence,
  state: row.state,
});

const detailColumns = (details: MeetingDetails) => ({
  title: details.title,
  scope: details.scope,
  starts_at: details.startsAt,
  ends_at: details.endsAt,
  place: details.place,
  link: details.link ?? null,
  agenda: details.agenda ?? null,
  audience: JSON.stringify(details.audience),
  excluded: JSON.stringify(details.excluded),
  substitutes: details.substitutes ? 1 : 0,
  absence_deadline_at: details.absenceDeadlineAt,
  attachments: JSON.stringify(details.attachments),
  emergency: details.emergency ? 1 : 0,
});

/** False: it is announced already. */
export async function insertMeeting(tx: Tx, meeting: Meeting): Promise<boolean> {
  const result = await tx
    .insertInto('meeting_meeting')
    .values({
      id: meeting.id,
      ...detailColumns(meeting),
      department_id: meeting.departmentId,
      organizer_id: meeting.organizerId,
      announced_at: meeting.announcedAt,
      in_advance: meeting.inAdvance ? 1 : 0,
      sequence: meeting.sequence,
      state: meeting.state,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Saves a change, or that it is cancelled. False: it is no longer as it was at `asOf`, its sequence. */
export async function saveMeeting(tx: Tx, meeting: Meeting, asOf: number): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_meeting')
    .set({
      ...detailColumns(meeting),
      announced_at: meeting.announcedAt,
      in_advance: meeting.inAdvance ? 1 : 0,
      sequence: meeting.sequence,
      state: meeting.state,
    })
    .where('id', '=', meeting.id)
    .where('sequence', '=', asOf)
    .where('state', '=', 'announced')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findMeeting(tx: Tx, id: string): Promise<Meeting | undefined> {
  const row = await tx
    .selectFrom('meeting_meeting')
    .selectAll()
    .where('id', '=', id as MeetingId)
    .executeTakeFirst();
  return row && meetingOf(row);
}

/** Announced ones that overlap, in the order they begin. */
export async function meetingsIn(tx: Tx, { start, end }: Interval): Promise<Meeting[]> {
  const rows = await tx
    .selectFrom('meeting_meeting')
    .selectAll()
    .where('ends_at', '>', start)
    .where('starts_at', '<', end)
    .where('state', '=', 'announced')
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(meetingOf);
}

/** Announced ones that are not over, in the order they begin. */
export const comingMeetings = (tx: Tx, now: Instant): Promise<Meeting[]> =>
  meetingsIn(tx, { start: now, end: Number.MAX_SAFE_INTEGER as Instant });

/** Announced ones that have not begun and expect this member, in the order they begin. */
export async function meetingsExpecting(tx: Tx, memberId: string, now: Instant, limit: number): Promise<Meeting[]> {
  const rows = await tx
    .selectFrom('meeting_meeting')
    .innerJoin('meeting_invitee', 'meeting_invitee.meeting_id', 'meeting_meeting.id')
    .selectAll('meeting_meeting')
    .where('meeting_invitee.member_id', '=', memberId as MemberId)
    .where('removed', '=', 0)
    .where('starts_at', '>', now)
    .where('state', '=', 'announced')
    .orderBy('starts_at')
    .limit(limit)
    .execute();
  return rows.map(meetingOf);
}

/** Where this member is expected and that ends after `since`, those that are cancelled too, in the order they begin. */
export async function meetingsOfMember(tx: Tx, memberId: MemberId, since: Instant): Promise<Meeting[]> {
  const rows = await tx
    .selectFrom('meeting_meeting')
    .innerJoin('meeting_invitee', 'meeting_invitee.meeting_id', 'meeting_meeting.id')
    .selectAll('meeting_meeting')
    .where('meeting_invitee.member_id', '=', memberId)
    .where('meeting_invitee.removed', '=', 0)
    .where('ends_at', '>', since)
    .orderBy('starts_at')
    .orderBy('meeting_meeting.id')
    .execute();
  return rows.map(meetingOf);
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
