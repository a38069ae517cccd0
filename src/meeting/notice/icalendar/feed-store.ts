import type { Instant } from '../../../calendar/instant.js';
import { type Gone, isGone } from '../../../db/gone.js';
import type { Tx } from '../../../db/transact.js';
import type { MemberId } from '../../../org/member.js';

/** Only the hash of an address is kept: whoever reads the database can't read calendars with it. */
type FeedRow = { member_id: MemberId; token_hash: Uint8Array; made_at: Instant };

declare module '../../../db/schema.js' {
  interface Schema {
    meeting_calendar_feed: FeedRow;
  }
}

/** What the key store notes of an address that has ended. */
export const goneName = (memberId: string): string => `feed/${memberId}`;

/** In a database that was put back: an address that has ended since stays so. */
export async function endGoneFeeds(tx: Tx, gone: Gone): Promise<void> {
  const feeds = await tx.selectFrom('meeting_calendar_feed').select(['member_id', 'made_at']).execute();
  for (const { member_id, made_at } of feeds) if (isGone(gone, goneName(member_id), made_at)) await removeFeed(tx, member_id);
}

export async function saveFeed(tx: Tx, memberId: MemberId, tokenHash: Uint8Array, now: Instant): Promise<void> {
  const made = { token_hash: tokenHash, made_at: now };
  await tx
    .insertInto('meeting_calendar_feed')
    .values({ member_id: memberId, ...made })
    .execute();
}

/** When it was made; undefined: there was none. */
export async function removeFeed(tx: Tx, memberId: string): Promise<Instant | undefined> {
  const row = await tx
    .deleteFrom('meeting_calendar_feed')
    .where('member_id', '=', memberId as MemberId)
    .returning('made_at')
    .executeTakeFirst();
  return row?.made_at;
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
