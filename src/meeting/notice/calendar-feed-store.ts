import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';

/** Only the hash of an address is kept: whoever reads the database can't read calendars with it. */
type FeedRow = { member_id: MemberId; token_hash: Uint8Array; made_at: Instant };

declare module '../../db/schema.js' {
  interface Schema {
    meeting_calendar_feed: FeedRow;
  }
}

/** In place of the one there was, which is worth nothing any more. */
export async function saveFeed(tx: Tx, memberId: MemberId, tokenHash: Uint8Array, now: Instant): Promise<void> {
  const made = { token_hash: tokenHash, made_at: now };
  await tx
    .insertInto('meeting_calendar_feed')
    .values({ member_id: memberId, ...made })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(made))
    .execute();
}

/** False: there was none. */
export async function removeFeed(tx: Tx, memberId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('meeting_calendar_feed')
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

export async function feedMadeAt(tx: Tx, memberId: string): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_calendar_feed')
    .select('made_at')
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  return row?.made_at;
}

export async function memberOfFeed(tx: Tx, tokenHash: Uint8Array): Promise<MemberId | undefined> {
  const row = await tx.selectFrom('meeting_calendar_feed').select('member_id').where('token_hash', '=', tokenHash).executeTakeFirst();
  return row?.member_id;
}
