import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { ActivityDetails, ActivityId } from './activity.js';
import { Content } from './draft.js';

declare module '../../db/schema.js' {
  interface Schema {
    meeting_activity_draft: {
      id: string;
      member_id: MemberId;
      activity_id: ActivityId | null;
      sequence: number | null;
      content: string;
      saved_at: Instant;
    };
  }
}

export type Draft = {
  readonly id: string;
  /** The activity it changes, as it was then; undefined: a new one. */
  readonly changes: { readonly activityId: ActivityId; readonly sequence: number } | undefined;
  readonly details: ActivityDetails;
};

/** Kept until it is confirmed; those that nobody came back to go with the next one. */
export async function insertDraft(tx: Tx, memberId: MemberId, draft: Draft, now: Instant, forgetBefore: Instant): Promise<void> {
  await tx.deleteFrom('meeting_activity_draft').where('saved_at', '<', forgetBefore).execute();
  await tx
    .insertInto('meeting_activity_draft')
    .values({
      id: draft.id,
      member_id: memberId,
      activity_id: draft.changes?.activityId ?? null,
      sequence: draft.changes?.sequence ?? null,
      content: JSON.stringify(draft.details),
      saved_at: now,
    })
    .execute();
}

/** Only ever one's own. */
export async function findDraft(tx: Tx, memberId: string, id: string): Promise<Draft | undefined> {
  const row = await tx
    .selectFrom('meeting_activity_draft')
    .selectAll()
    .where('id', '=', id)
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  if (!row) return undefined;
  const changes = row.activity_id === null || row.sequence === null ? undefined : { activityId: row.activity_id, sequence: row.sequence };
  return { id: row.id, changes, details: Content.parse(JSON.parse(row.content)) };
}
