import type { Generated } from 'kysely';
import { dayMs, type Instant, plus } from '../../calendar/instant.js';
import type { FormValues } from '../../chat/form.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { MeetingId } from '../meeting.js';

type DraftRow = {
  id: string;
  member_id: MemberId;
  meeting_id: MeetingId | null;
  sequence: number | null;
  content: string;
  saved_at: Instant;
  revision: Generated<number>;
};

declare module '../../db/schema.js' {
  interface Schema {
    meeting_draft: DraftRow;
  }
}

export type Draft = {
  readonly id: string;
  readonly memberId: MemberId;
  /** The meeting to change, as it was at `sequence`; undefined for a new one. */
  readonly of: { readonly meetingId: MeetingId; readonly sequence: number } | undefined;
  readonly values: FormValues;
  /** How many times it has been saved since it was opened. */
  readonly revision: number;
};

/** A form that was left open is forgotten. */
const KEPT_MS = 7 * dayMs;

/** Writes a new draft and forgets old ones. */
export async function insertDraft(tx: Tx, draft: Draft, now: Instant): Promise<void> {
  await tx.deleteFrom('meeting_draft').where('saved_at', '<', plus(now, -KEPT_MS)).execute();
  await tx
    .insertInto('meeting_draft')
    .values({
      id: draft.id,
      member_id: draft.memberId,
      meeting_id: draft.of?.meetingId ?? null,
      sequence: draft.of?.sequence ?? null,
      content: JSON.stringify(draft.values),
      saved_at: now,
    })
    .execute();
}

/** False: it is gone, or somebody else's. */
export async function saveDraft(tx: Tx, id: string, memberId: string, values: FormValues, now: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_draft')
    .set((row) => ({ content: JSON.stringify(values), saved_at: now, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findDraft(tx: Tx, id: string, memberId: string): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom('meeting_draft')
    .selectAll()
    .where('id', '=', id)
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  if (!row) return undefined;
  const of = row.meeting_id !== null && row.sequence !== null ? { meetingId: row.meeting_id, sequence: row.sequence } : undefined;
  return { id: row.id, memberId: row.member_id, of, values: JSON.parse(row.content) as FormValues, revision: row.revision };
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('meeting_draft').where('id', '=', id).execute();
}
