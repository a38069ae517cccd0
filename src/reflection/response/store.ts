import type { Generated, Selectable } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import { endShares, type Share } from './share-store.js';

type ResponseRow = {
  round_id: string;
  member_id: string;
  version: number;
  submission: string;
  submitted_at: Instant;
  late: number;
  content: Uint8Array | null;
  expired: Generated<number>;
};
type DraftRow = { round_id: string; member_id: string; saved_at: Instant; content: Uint8Array };

declare module '../../db/schema.js' {
  interface Schema {
    reflection_response: ResponseRow;
    reflection_draft: DraftRow;
  }
}

/** 作答, one version of it. `sealed` is null once it was erased or expired. */
export type Response = {
  readonly roundId: string;
  readonly version: number;
  readonly submittedAt: Instant;
  readonly late: boolean;
  readonly sealed: Uint8Array | null;
  /** Its content was deleted because it had been kept as long as policy says. */
  readonly expired: boolean;
};
const responseOf = (row: Selectable<ResponseRow>): Response => ({
  roundId: row.round_id,
  version: row.version,
  submittedAt: row.submitted_at,
  late: row.late === 1,
  sealed: row.content,
  expired: row.expired === 1,
});

type Key = { readonly roundId: string; readonly memberId: string };

const bySubmission = prepared((tx, { memberId, submission }: { memberId: string; submission: string }) =>
  tx.selectFrom('reflection_response').select('version').where('member_id', '=', memberId).where('submission', '=', submission),
);

export async function wasSubmitted(tx: Tx, memberId: string, submission: string): Promise<boolean> {
  return (await bySubmission(tx, { memberId, submission })).rows.length > 0;
}

const insertVersion = prepared((tx, row: Omit<ResponseRow, 'expired'>) =>
  tx.insertInto('reflection_response').values({
    round_id: row.round_id,
    member_id: row.member_id,
    version: row.version,
    submission: row.submission,
    submitted_at: row.submitted_at,
    late: row.late,
    content: row.content,
  }),
);

export async function addVersion(
  tx: Tx,
  key: Key,
  response: Omit<Response, 'roundId' | 'expired'> & { readonly submission: string },
): Promise<void> {
  await insertVersion(tx, {
    round_id: key.roundId,
    member_id: key.memberId,
    version: response.version,
    submission: response.submission,
    submitted_at: response.submittedAt,
    late: response.late ? 1 : 0,
    content: response.sealed,
  });
}

const versions = prepared((tx, { roundId, memberId }: Key) =>
  tx
    .selectFrom('reflection_response')
    .selectAll()
    .where('round_id', '=', roundId)
    .where('member_id', '=', memberId)
    .orderBy('version', 'desc'),
);

/** Newest version first. */
export async function versionsOf(tx: Tx, { roundId, memberId }: Key): Promise<Response[]> {
  return (await versions(tx, { roundId, memberId })).rows.map(responseOf);
}

/** When each member's newest version in this round was submitted. */
export async function newestIn(tx: Tx, roundId: string): Promise<ReadonlyMap<string, Instant>> {
  const rows = await tx
    .selectFrom('reflection_response')
    .select((select) => ['member_id as memberId', select.fn.max('submitted_at').as('at')])
    .where('round_id', '=', roundId)
    .groupBy('member_id')
    .execute();
  return new Map(rows.map(({ memberId, at }) => [memberId, at]));
}

export async function allVersions(tx: Tx, memberId: string): Promise<Response[]> {
  const rows = await tx.selectFrom('reflection_response').selectAll().where('member_id', '=', memberId).orderBy('submitted_at').execute();
  return rows.map(responseOf);
}

/** What was written in one round, or in all of them: every version and the draft; the rows of the versions stay. Gives the shares that ended with it. */
export async function eraseContent(tx: Tx, memberId: string, roundId: string | undefined): Promise<Share[]> {
  await tx
    .updateTable('reflection_response')
    .set({ content: null })
    .where('member_id', '=', memberId)
    .$if(roundId !== undefined, (query) => query.where('round_id', '=', roundId ?? ''))
    .execute();
  await tx
    .deleteFrom('reflection_draft')
    .where('member_id', '=', memberId)
    .$if(roundId !== undefined, (query) => query.where('round_id', '=', roundId ?? ''))
    .execute();
  return endShares(tx, memberId, roundId);
}

export async function reseal(tx: Tx, memberId: string, response: Pick<Response, 'roundId' | 'version'>, sealed: Uint8Array): Promise<void> {
  await tx
    .updateTable('reflection_response')
    .set({ content: sealed })
    .where('round_id', '=', response.roundId)
    .where('member_id', '=', memberId)
    .where('version', '=', response.version)
    .execute();
}

export async function saveDraft(tx: Tx, { roundId, memberId }: Key, savedAt: Instant, content: Uint8Array): Promise<void> {
  await tx
    .insertInto('reflection_draft')
    .values({ round_id: roundId, member_id: memberId, saved_at: savedAt, content })
    .onConflict((conflict) => conflict.columns(['round_id', 'member_id']).doUpdateSet({ saved_at: savedAt, content }))
    .execute();
}

const draftsOfMember = prepared((tx, { memberId }: { memberId: string }) =>
  tx.selectFrom('reflection_draft').selectAll().where('member_id', '=', memberId),
);

export async function draftsOf(tx: Tx, memberId: string): Promise<{ roundId: string; savedAt: Instant; sealed: Uint8Array }[]> {
  const { rows } = await draftsOfMember(tx, { memberId });
  return rows.map((row) => ({ roundId: row.round_id, savedAt: row.saved_at, sealed: row.content }));
}

/** The draft of one round. */
export const findDraft = async (tx: Tx, { roundId, memberId }: Key) =>
  (await draftsOf(tx, memberId)).find((one) => one.roundId === roundId);

const removeDraft = prepared((tx, { roundId, memberId, savedBy }: Key & { readonly savedBy: Instant }) =>
  tx.deleteFrom('reflection_draft').where('round_id', '=', roundId).where('member_id', '=', memberId).where('saved_at', '<=', savedBy),
);

const EVER = Number.MAX_SAFE_INTEGER as Instant;

/** `savedBy`: not one that was saved since. */
export async function deleteDraft(tx: Tx, { roundId, memberId }: Key, savedBy: Instant = EVER): Promise<void> {
  await removeDraft(tx, { roundId, memberId, savedBy });
}

/** Answers whose newest version was submitted before, the oldest first. */
export async function answersBefore(tx: Tx, before: Instant, limit: number): Promise<Key[]> {
  const rows = await tx
    .selectFrom('reflection_response as old')
    .select(['old.round_id', 'old.member_id'])
    .where('old.content', 'is not', null)
    .where('old.submitted_at', '<', before)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('reflection_response as newer')
            .select('newer.version')
            .whereRef('newer.round_id', '=', 'old.round_id')
            .whereRef('newer.member_id', '=', 'old.member_id')
            .where('newer.submitted_at', '>=', before),
        ),
      ),
    )
    .orderBy('old.submitted_at')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ roundId: row.round_id, memberId: row.member_id }));
}

/** All versions of one answer, at the end of their retention. Gives the shares that ended with it. */
export async function expireContent(tx: Tx, { roundId, memberId }: Key): Promise<Share[]> {
  await tx
    .updateTable('reflection_response')
    .set({ content: null, expired: 1 })
    .where('round_id', '=', roundId)
    .where('member_id', '=', memberId)
    .where('content', 'is not', null)
    .execute();
  return endShares(tx, memberId, roundId);
}

/** Drafts saved before, of rounds that are over. */
export async function expireDrafts(tx: Tx, before: Instant, now: Instant, limit: number): Promise<number> {
  const over = await tx
    .selectFrom('reflection_draft')
    .innerJoin('reflection_round', 'reflection_round.id', 'reflection_draft.round_id')
    .select(['round_id', 'member_id'])
    .where('saved_at', '<', before)
    .where('closes_at', '<=', now)
    .limit(limit)
    .execute();
  for (const { round_id, member_id } of over) await deleteDraft(tx, { roundId: round_id, memberId: member_id });
  return over.length;
}

/** When the oldest answer whose content is still here was submitted. */
export async function oldestResponse(tx: Tx): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('reflection_response')
    .select('submitted_at')
    .where('content', 'is not', null)
    .orderBy('submitted_at')
    .limit(1)
    .executeTakeFirst();
  return row?.submitted_at;
}

export async function oldestDraft(tx: Tx): Promise<Instant | undefined> {
  const row = await tx.selectFrom('reflection_draft').select('saved_at').orderBy('saved_at').limit(1).executeTakeFirst();
  return row?.saved_at;
}

/** How much of what a member wrote is still here: answers, each with its versions, and drafts. */
export async function writtenBy(tx: Tx, memberId: string): Promise<{ readonly answers: number; readonly drafts: number }> {
  const { answers } = await tx
    .selectFrom('reflection_response')
    .select((select) => select.fn.count<number>('round_id').distinct().as('answers'))
    .where('member_id', '=', memberId)
    .where('content', 'is not', null)
    .executeTakeFirstOrThrow();
  return { answers, drafts: (await draftsOf(tx, memberId)).length };
}
