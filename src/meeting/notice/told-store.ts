import type { Instant } from '../../calendar/instant.js';
import { inChunks } from '../../db/in-chunks.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { Meeting, MeetingId } from '../meeting.js';
import type { Version } from './news.js';

type VersionRow = {
  meeting_id: MeetingId;
  sequence: number;
  title: string;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  link: string | null;
};
type ToldRow = {
  meeting_id: MeetingId;
  member_id: MemberId;
  sequence: number | null;
  expected: number;
  prior_sequence: number | null;
  prior_expected: number;
  last_key: string | null;
  due_at: Instant | null;
};

declare module '../../db/schema.js' {
  interface Schema {
    meeting_version: VersionRow;
    meeting_told: ToldRow;
  }
}

/** What a member knows: the last version that they were to come to, and whether they still are. */
export type Knowledge = {
  readonly memberId: MemberId;
  readonly sequence: number | undefined;
  readonly expected: boolean;
  /** What they knew before their last message. */
  readonly priorSequence: number | undefined;
  readonly priorExpected: boolean;
  readonly lastKey: string | undefined;
  readonly dueAt: Instant | undefined;
};

export async function saveVersion(tx: Tx, { id, sequence, title, startsAt, endsAt, place, link }: Meeting): Promise<void> {
  const version = { title, starts_at: startsAt, ends_at: endsAt, place, link: link ?? null };
  await tx
    .insertInto('meeting_version')
    .values({ meeting_id: id, sequence, ...version })
    .onConflict((conflict) => conflict.columns(['meeting_id', 'sequence']).doUpdateSet(version))
    .execute();
}

/** By sequence, in its order. */
export async function versionsOf(tx: Tx, meetingId: MeetingId): Promise<Map<number, Version>> {
  const rows = await tx.selectFrom('meeting_version').selectAll().where('meeting_id', '=', meetingId).orderBy('sequence').execute();
  return new Map(
    rows.map(({ sequence, title, place, ...row }) => [
      sequence,
      { title, place, startsAt: row.starts_at, endsAt: row.ends_at, link: row.link ?? undefined },
    ]),
  );
}

export function addUntold(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  return inChunks(memberIds, (some) =>
    tx
      .insertInto('meeting_told')
      .values(some.map((member_id) => ({ meeting_id: meetingId, member_id, expected: 0, prior_expected: 0 })))
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

const knowledgeOf = (row: ToldRow): Knowledge => ({
  memberId: row.member_id,
  sequence: row.sequence ?? undefined,
  expected: row.expected === 1,
  priorSequence: row.prior_sequence ?? undefined,
  priorExpected: row.prior_expected === 1,
  lastKey: row.last_key ?? undefined,
  dueAt: row.due_at ?? undefined,
});

export async function knowledge(tx: Tx, meetingId: MeetingId): Promise<Map<MemberId, Knowledge>> {
  const rows = await tx.selectFrom('meeting_told').selectAll().where('meeting_id', '=', meetingId).execute();
  return new Map(rows.map((row) => [row.member_id, knowledgeOf(row)]));
}

export async function knowledgeOfOne(tx: Tx, meetingId: MeetingId, memberId: MemberId): Promise<Knowledge | undefined> {
  const row = await tx
    .selectFrom('meeting_told')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('member_id', '=', memberId)
    .executeTakeFirst();
  return row && knowledgeOf(row);
}

/** As somebody knows it; undefined: they were never told of it. */
export async function knownBy(tx: Tx, meetingId: MeetingId, memberId: MemberId): Promise<Version | undefined> {
  const row = await knowledgeOfOne(tx, meetingId, memberId);
  return row?.sequence === undefined ? undefined : (await versionsOf(tx, meetingId)).get(row.sequence);
}

const these = (memberIds: readonly MemberId[]) => listed<MemberId>(JSON.stringify(memberIds));

/**
 * They have been told of this version, under a key that begins with `keyStart` and ends with the member's id; or that they need not come, and of
 * no version: how the meeting is without them is not for them to know.
 */
export async function markTold(
  tx: Tx,
  meetingId: MeetingId,
  memberIds: readonly MemberId[],
  now: { readonly sequence: number; readonly expected: boolean; readonly keyStart: string },
): Promise<void> {
  await tx
    .updateTable('meeting_told')
    .set((eb) => ({
      prior_sequence: eb.ref('sequence'),
      prior_expected: eb.ref('expected'),
      ...(now.expected ? { sequence: now.sequence } : {}),
      expected: now.expected ? 1 : 0,
      last_key: eb(eb.val(now.keyStart), '||', eb.ref('member_id')),
      due_at: null,
    }))
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', these(memberIds))
    .execute();
}

/** The message they have not got yet speaks of this version now. */
export async function markExchanged(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[], sequence: number): Promise<void> {
  await tx
    .updateTable('meeting_told')
    .set({ sequence })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', these(memberIds))
    .execute();
}

/** They know by now that they are not to come, since it is suspended. */
export async function markNotToCome(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  await tx
    .updateTable('meeting_told')
    .set({ expected: 0 })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', these(memberIds))
    .execute();
}

/** Nothing new to tell those who come: their cards show how it is. */
export async function markShown(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[], sequence: number): Promise<void> {
  await tx
    .updateTable('meeting_told')
    .set({ sequence })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', these(memberIds))
    .where('expected', '=', 1)
    .execute();
}

/** Nothing new for them: what waited, waits no more. */
export async function markSettled(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  await tx
    .updateTable('meeting_told')
    .set({ due_at: null })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', these(memberIds))
    .where('due_at', 'is not', null)
    .execute();
}

export async function markHeld(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[], dueAt: Instant): Promise<void> {
  await tx
    .updateTable('meeting_told')
    .set({ due_at: dueAt })
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', these(memberIds))
    .execute();
}

/** Their last message was taken back before it was sent: they know what they knew before it. */
export async function markTakenBack(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  await tx
    .updateTable('meeting_told')
    .set((eb) => ({ sequence: eb.ref('prior_sequence'), expected: eb.ref('prior_expected') }))
    .where('meeting_id', '=', meetingId)
    .where('member_id', 'in', these(memberIds))
    .execute();
}

/** Meetings of which somebody is to be told something now. */
export async function meetingsDue(tx: Tx, now: Instant): Promise<MeetingId[]> {
  // Asked for distinct ones, SQLite reads all that was ever told, which is in their order.
  const rows = await tx.selectFrom('meeting_told').select('meeting_id').where('due_at', '<=', now).execute();
  return [...new Set(rows.map((row) => row.meeting_id))];
}

export async function nextHeld(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_told')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** How many wait to be told something, and until when. */
export async function heldOf(tx: Tx, meetingId: MeetingId): Promise<{ readonly people: number; readonly until: Instant | undefined }> {
  const row = await tx
    .selectFrom('meeting_told')
    .select((select) => [select.fn.countAll<number>().as('people'), select.fn.min('due_at').as('until')])
    .where('meeting_id', '=', meetingId)
    .where('due_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return { people: row.people, until: row.until ?? undefined };
}
