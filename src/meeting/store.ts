import { sql } from 'kysely';
import type { Instant, Interval } from '../calendar/instant.js';
import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import { Audience } from '../org/audience.js';
import type { DepartmentId, MemberId } from '../org/member.js';
import type { Meeting, MeetingDetails, MeetingId, Scope } from './meeting.js';

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
  in_advance_from: Instant | null;
  in_advance_until: Instant | null;
  sequence: number;
  state: Meeting['state'];
  roster_changes: number | null;
  post_key: string | null;
  own_department_id: DepartmentId | null;
  own_audience: string | null;
  suspensions: number;
};

declare module '../db/schema.js' {
  interface Schema {
    meeting_meeting: MeetingRow;
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
  attachments: JSON.parse(row.attachments) as Meeting['attachments'],
  emergency: row.emergency === 1,
  departmentId: row.department_id,
  organizerId: row.organizer_id,
  announcedAt: row.announced_at,
  inAdvance: row.in_advance === 1,
  ...(row.in_advance_from === null || row.in_advance_until === null
    ? {}
    : { inAdvanceHours: { start: row.in_advance_from, end: row.in_advance_until } }),
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

const advanceColumns = ({ inAdvance, inAdvanceHours }: Meeting) => ({
  in_advance: inAdvance ? 1 : 0,
  in_advance_from: inAdvanceHours?.start ?? null,
  in_advance_until: inAdvanceHours?.end ?? null,
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
      ...advanceColumns(meeting),
      sequence: meeting.sequence,
      state: meeting.state,
      suspensions: 0,
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
      ...advanceColumns(meeting),
      sequence: meeting.sequence,
      state: meeting.state,
      // Whoever organizes it in another's place has chosen whom it is for.
      own_audience: sql<string | null>`CASE WHEN audience = ${JSON.stringify(meeting.audience)} THEN own_audience END`,
    })
    .where('id', '=', meeting.id)
    .where('sequence', '=', asOf)
    .where('state', '=', 'announced')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

const meetingById = prepared((tx, { id }: { id: MeetingId }) => tx.selectFrom('meeting_meeting').selectAll().where('id', '=', id));

export async function findMeeting(tx: Tx, id: string): Promise<Meeting | undefined> {
  const [row] = (await meetingById(tx, { id: id as MeetingId })).rows;
  return row && meetingOf(row);
}

/** It is suspended, or takes place after all. */
export async function countSuspension(tx: Tx, id: MeetingId): Promise<void> {
  await tx.updateTable('meeting_meeting').set({ suspensions: sql<number>`suspensions + 1` }).where('id', '=', id).execute();
}

/** SEQUENCE of its calendar file (RFC 5545 §3.8.7.4): counts its changes, and each time it was suspended or took place after all. */
export async function fileSequence(tx: Tx, { id, sequence }: Pick<Meeting, 'id' | 'sequence'>): Promise<number> {
  const row = await tx.selectFrom('meeting_meeting').select('suspensions').where('id', '=', id).executeTakeFirst();
  return sequence + (row?.suspensions ?? 0);
}

/** Another department organizes it in the place of its own, until that is there again. It stays the same meeting for whoever is expected. */
export async function handOn(tx: Tx, id: MeetingId, departmentId: DepartmentId, audience: Audience): Promise<void> {
  await tx
    .updateTable('meeting_meeting')
    .set({
      department_id: departmentId,
      audience: JSON.stringify(audience),
      own_department_id: sql<DepartmentId>`coalesce(own_department_id, department_id)`,
      own_audience: sql<string | null>`CASE WHEN own_department_id IS NULL THEN audience ELSE own_audience END`,
    })
    .where('id', '=', id)
    .execute();
}

export type HandedOn = { readonly id: MeetingId; readonly own: DepartmentId };

/** Those that another department organizes in the place of their own. */
export async function handedOn(tx: Tx): Promise<HandedOn[]> {
  return (await inOthersHands(tx, {})).rows.flatMap(({ id, own }) => (own === null ? [] : [{ id, own }]));
}

const inOthersHands = prepared((tx, _none: Record<never, never>) =>
  tx.selectFrom('meeting_meeting').select(['id', 'own_department_id as own']).where('own_department_id', 'is not', null),
);

/** Its own department organizes it again, for those whom it was for; whoever has come to belong to them is looked for. */
export async function giveBack(tx: Tx, { id, own }: HandedOn): Promise<void> {
  await tx
    .updateTable('meeting_meeting')
    .set({
      department_id: own,
      audience: sql<string>`coalesce(own_audience, audience)`,
      own_department_id: null,
      own_audience: null,
      roster_changes: sql<number | null>`CASE WHEN roster_changes IS NOT NULL THEN ${BEHIND} END`,
    })
    .where('id', '=', id)
    .execute();
}

/** The message that is its post in the office's channel. Undefined: it has none. */
export async function postOf(tx: Tx, id: MeetingId): Promise<string | undefined> {
  const row = await tx.selectFrom('meeting_meeting').select('post_key').where('id', '=', id).executeTakeFirst();
  return row?.post_key ?? undefined;
}

export async function markPosted(tx: Tx, id: MeetingId, key: string | undefined): Promise<void> {
  await tx
    .updateTable('meeting_meeting')
    .set({ post_key: key ?? null })
    .where('id', '=', id)
    .execute();
}

/** Of which roster (org/roster/changes-store.ts) the list of those who are expected is. Undefined: it follows none any more. */
export async function markFollowed(tx: Tx, id: MeetingId, changes: number | undefined): Promise<void> {
  await tx
    .updateTable('meeting_meeting')
    .set({ roster_changes: changes ?? null })
    .where('id', '=', id)
    .execute();
}

export type Following = { readonly meeting: Meeting; readonly changes: number };

/** Those whose list follows the roster, in the order they begin; cancelled ones until somebody has looked. */
export async function followingRoster(tx: Tx): Promise<Following[]> {
  return (await following(tx, {})).rows.map((row) => ({ meeting: meetingOf(row), changes: row.roster_changes ?? 0 }));
}

const following = prepared((tx, _none: Record<never, never>) =>
  tx.selectFrom('meeting_meeting').selectAll().where('roster_changes', 'is not', null).orderBy('starts_at'),
);

/** The bureau-wide ones that overlap look at the roster again: whom this one kept off them may be free. */
export async function lookAgainBeside(tx: Tx, { id, startsAt, endsAt }: Meeting): Promise<void> {
  await tx
    .updateTable('meeting_meeting')
    .set({ roster_changes: BEHIND })
    .where('roster_changes', 'is not', null)
    .where('scope', '=', 'bureau')
    .where('id', '!=', id)
    .where('ends_at', '>', startsAt)
    .where('starts_at', '<', endsAt)
    .execute();
}
/** Of no roster that there was. */
const BEHIND = -1;

/** Announced ones that overlap, in the order they begin. */
export async function meetingsIn(tx: Tx, span: Interval): Promise<Meeting[]> {
  return (await overlapping(tx, span)).rows.map(meetingOf);
}

const overlapping = prepared((tx, { start, end }: Interval) =>
  tx
    .selectFrom('meeting_meeting')
    .selectAll()
    .where('ends_at', '>', start)
    .where('starts_at', '<', end)
    .where('state', '=', 'announced')
    .orderBy('starts_at')
    .orderBy('id'),
);

/** Announced ones that are not over, in the order they begin. */
export const comingMeetings = (tx: Tx, now: Instant): Promise<Meeting[]> =>
  meetingsIn(tx, { start: now, end: Number.MAX_SAFE_INTEGER as Instant });

/** The departments of announced ones that are not over. */
export async function organizingAhead(tx: Tx, now: Instant): Promise<DepartmentId[]> {
  return (await organizing(tx, { now })).rows.map((row) => row.department_id);
}

const organizing = prepared((tx, { now }: { now: Instant }) =>
  tx.selectFrom('meeting_meeting').select('department_id').distinct().where('ends_at', '>', now).where('state', '=', 'announced'),
);

/** Announced ones that have not begun and expect this member, in the order they begin. */
export async function meetingsExpecting(tx: Tx, memberId: string, now: Instant, limit: number): Promise<Meeting[]> {
  return (await expecting(tx, { memberId: memberId as MemberId, now, limit })).rows.map(meetingOf);
}

const expecting = prepared((tx, { memberId, now, limit }: { memberId: MemberId; now: Instant; limit: number }) =>
  tx
    .selectFrom('meeting_meeting')
    .innerJoin('meeting_invitee', 'meeting_invitee.meeting_id', 'meeting_meeting.id')
    .selectAll('meeting_meeting')
    .where('meeting_invitee.member_id', '=', memberId)
    .where('removed', '=', 0)
    .where('starts_at', '>', now)
    .where('state', '=', 'announced')
    .orderBy('starts_at')
    .limit(limit),
);

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
