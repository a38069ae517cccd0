import type { Generated } from 'kysely';
import { dayMs, type Instant, plus } from '../../../calendar/instant.js';
import type { Tx } from '../../../db/transact.js';
import type { MemberId } from '../../../org/member.js';
import type { LeaveId } from '../../leave.js';

declare module '../../../db/schema.js' {
  interface Schema {
    leave_draft: {
      id: string;
      author_id: MemberId;
      member_id: MemberId | null;
      of_id: LeaveId | null;
      on_behalf: number;
      content: Uint8Array;
      saved_at: Instant;
      revision: Generated<number>;
    };
  }
}

export type StoredDraft = {
  readonly id: string;
  readonly authorId: MemberId;
  /** Whom it is for, where that is somebody else and has been said. */
  readonly memberId: MemberId | undefined;
  /** The request it changes, or submits anew. */
  readonly of: LeaveId | undefined;
  /** For somebody else, who is named in it. */
  readonly onBehalf: boolean;
  readonly sealed: Uint8Array;
  /** How many times it has been saved since it was opened. */
  readonly revision: number;
};

/** A form that was left open is forgotten. */
const KEPT_MS = 7 * dayMs;

/** Writes a new draft and forgets old ones. */
export async function insertDraft(tx: Tx, draft: Omit<StoredDraft, 'revision'>, now: Instant): Promise<void> {
  await tx.deleteFrom('leave_draft').where('saved_at', '<', plus(now, -KEPT_MS)).execute();
  await tx
    .insertInto('leave_draft')
    .values({
      id: draft.id,
      author_id: draft.authorId,
      member_id: draft.memberId ?? null,
      of_id: draft.of ?? null,
      on_behalf: draft.onBehalf ? 1 : 0,
      content: draft.sealed,
      saved_at: now,
    })
    .execute();
}

export async function saveDraft(
  tx: Tx,
  { id, memberId, sealed }: Pick<StoredDraft, 'id' | 'memberId' | 'sealed'>,
  now: Instant,
): Promise<void> {
  await tx
    .updateTable('leave_draft')
    .set((row) => ({ content: sealed, member_id: memberId ?? null, saved_at: now, revision: row('revision', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Undefined: it is gone, or somebody else's. */
export async function findDraft(tx: Tx, id: string, authorId: string): Promise<StoredDraft | undefined> {
  const row = await tx
    .selectFrom('leave_draft')
    .selectAll()
    .where('id', '=', id)
    .where('author_id', '=', authorId as MemberId)
    .executeTakeFirst();
  return (
    row && {
      id: row.id,
      authorId: row.author_id,
      memberId: row.member_id ?? undefined,
      of: row.of_id ?? undefined,
      onBehalf: row.on_behalf === 1,
      sealed: row.content,
      revision: row.revision,
    }
  );
}

export async function removeDraft(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('leave_draft').where('id', '=', id).execute();
}

/** What somebody has typed and not submitted, and what others have typed about them. */
export async function eraseDrafts(tx: Tx, memberId: string): Promise<void> {
  await tx
    .deleteFrom('leave_draft')
    .where((row) => row.or([row('author_id', '=', memberId as MemberId), row('member_id', '=', memberId as MemberId)]))
    .execute();
}
