import type { Instant } from '../../calendar/instant.js';
import { type Gone, isGone } from '../../db/gone.js';
import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';

type ShareRow = { round_id: string; member_id: string; leader_id: string; shared_at: Instant };

declare module '../../db/schema.js' {
  interface Schema {
    reflection_share: ShareRow;
  }
}

type Key = { readonly roundId: string; readonly memberId: string };

/** One leader may see one answer. */
export type Share = Key & { readonly leaderId: string; readonly sharedAt: Instant };
const shareOf = (row: ShareRow): Share => ({
  roundId: row.round_id,
  memberId: row.member_id,
  leaderId: row.leader_id,
  sharedAt: row.shared_at,
});

/** False: it was shared with them already. */
export async function addShare(tx: Tx, key: Key, leaderId: string, at: Instant): Promise<boolean> {
  const result = await tx
    .insertInto('reflection_share')
    .values({ round_id: key.roundId, member_id: key.memberId, leader_id: leaderId, shared_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Undefined: it was not shared with them. */
export async function removeShare(tx: Tx, key: Key, leaderId: string): Promise<Share | undefined> {
  const row = await tx
    .deleteFrom('reflection_share')
    .where('round_id', '=', key.roundId)
    .where('member_id', '=', key.memberId)
    .where('leader_id', '=', leaderId)
    .returningAll()
    .executeTakeFirst();
  return row && shareOf(row);
}

const sharesOf = prepared((tx, { roundId, memberId }: Key) =>
  tx.selectFrom('reflection_share').selectAll().where('round_id', '=', roundId).where('member_id', '=', memberId).orderBy('shared_at'),
);

export async function sharedWith(tx: Tx, key: Key): Promise<Share[]> {
  return (await sharesOf(tx, key)).rows.map(shareOf);
}

/** What the key store notes of one that is taken back. */
export const goneName = ({ roundId, memberId, leaderId }: Share): string => `share/${roundId}/${memberId}/${leaderId}`;

/** In a database that was put back: what has been taken back since stays so. */
export async function endGoneShares(tx: Tx, gone: Gone): Promise<void> {
  const shares = (await tx.selectFrom('reflection_share').selectAll().execute()).map(shareOf);
  for (const share of shares) if (isGone(gone, goneName(share), share.sharedAt)) await removeShare(tx, share, share.leaderId);
}

/** Of one round, or of all of them: nobody may see it any more. Gives those that have ended. */
export async function endShares(tx: Tx, memberId: string, roundId: string | undefined): Promise<Share[]> {
  const rows = await tx
    .deleteFrom('reflection_share')
    .where('member_id', '=', memberId)
    .$if(roundId !== undefined, (query) => query.where('round_id', '=', roundId ?? ''))
    .returningAll()
    .execute();
  return rows.map(shareOf);
}
