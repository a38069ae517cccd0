import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { Fate } from '../../delivery/fate.js';
import type { MeetingId } from '../../meeting/meeting.js';
import type { MemberId } from '../../org/member.js';
import type { Bulletin, BulletinState, BulletinText, Content } from './bulletin.js';
import type { Month } from './month.js';

type BulletinRow = {
  month: Month;
  state: BulletinState;
  content: string;
  drafted_at: Instant;
  version: number;
  settled_by: MemberId | null;
  settled_at: Instant | null;
  published_version: number | null;
  channel: string | null;
  signed: string | null;
  post: Fate;
  reposts: number;
};
type VersionRow = BulletinText & { month: Month; version: number; written_by: MemberId | null; written_at: Instant };

declare module '../../db/schema.js' {
  interface Schema {
    participation_bulletin: BulletinRow;
    participation_bulletin_version: VersionRow;
    participation_bulletin_card: { month: Month; member_id: MemberId };
  }
}

/** False: there is one of that month already. */
export async function insertDraft(
  tx: Tx,
  { month, content, text, at }: { readonly month: Month; readonly content: Content; readonly text: BulletinText; readonly at: Instant },
): Promise<boolean> {
  const result = await tx
    .insertInto('participation_bulletin')
    .values({ month, state: 'draft', content: JSON.stringify(content), drafted_at: at, version: 0, post: 'waiting', reposts: 0 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if ((result.numInsertedOrUpdatedRows ?? 0n) === 0n) return false;
  await tx
    .insertInto('participation_bulletin_version')
    .values({ month, version: 0, ...text, written_by: null, written_at: at })
    .execute();
  return true;
}

export async function findBulletin(tx: Tx, month: Month): Promise<Bulletin | undefined> {
  const row = await tx
    .selectFrom('participation_bulletin as bulletin')
    .innerJoin('participation_bulletin_version as text', (join) =>
      join.onRef('text.month', '=', 'bulletin.month').onRef('text.version', '=', 'bulletin.version'),
    )
    .selectAll('bulletin')
    .select(['heading', 'introduction', 'body', 'written_by', 'written_at'])
    .where('bulletin.month', '=', month)
    .executeTakeFirst();
  return row && bulletinOf(row);
}

const bulletinOf = (row: BulletinRow & VersionRow): Bulletin => ({
  month: row.month,
  state: row.state,
  content: JSON.parse(row.content) as Content,
  draftedAt: row.drafted_at,
  version: row.version,
  text: { heading: row.heading, introduction: row.introduction, body: row.body },
  writtenBy: row.written_by ?? undefined,
  writtenAt: row.written_at,
  settled: row.settled_by === null || row.settled_at === null ? undefined : { by: row.settled_by, at: row.settled_at },
  published: publishedOf(row),
});

const publishedOf = ({ published_version: version, channel, signed, post, reposts }: BulletinRow): Bulletin['published'] =>
  version === null ? undefined : { version, channel: channel ?? '', signed: signed ?? '', post, reposts };

/** The newest first. */
export async function bulletinMonths(tx: Tx, limit: number): Promise<Month[]> {
  const rows = await tx.selectFrom('participation_bulletin').select('month').orderBy('month', 'desc').limit(limit).execute();
  return rows.map(({ month }) => month);
}

/** The newest that waits for the office: to be published or not, or to be published again. */
export const waitingBulletin = async (tx: Tx): Promise<Pick<BulletinRow, 'month' | 'state'> | undefined> => (await waiting(tx, {})).rows[0];

const waiting = prepared((tx) =>
  tx
    .selectFrom('participation_bulletin')
    .select(['month', 'state'])
    .where((row) => row.or([row('state', '=', 'draft'), row.and([row('state', '=', 'published'), row('post', '=', 'refused')])]))
    .orderBy('month', 'desc')
    .limit(1),
);

/** Published, and not known to have arrived. */
export async function unsettledPosts(tx: Tx): Promise<Month[]> {
  const rows = await tx
    .selectFrom('participation_bulletin')
    .select('month')
    .where('state', '=', 'published')
    .where('post', '!=', 'arrived')
    .execute();
  return rows.map(({ month }) => month);
}

/** What its cards say of the post from now on. */
export async function notePost(tx: Tx, month: Month, post: Fate): Promise<void> {
  await tx.updateTable('participation_bulletin').set({ post }).where('month', '=', month).where('state', '=', 'published').execute();
}

/** Drafts that left out meetings whose check-in was open, with these. */
export async function draftsWithoutMeetings(tx: Tx): Promise<{ readonly month: Month; readonly checkIns: readonly MeetingId[] }[]> {
  const rows = await tx
    .selectFrom('participation_bulletin')
    .select(['month', sql<string>`json_extract(content, '$.checkIns')`.as('checkIns')])
    .where('state', '=', 'draft')
    .where(sql<number>`json_array_length(content, '$.checkIns')`, '>', 0)
    .execute();
  return rows.map(({ month, checkIns }) => ({ month, checkIns: JSON.parse(checkIns) as MeetingId[] }));
}

/** Drafts that left out a round which has closed by then. */
export async function draftsWithoutRounds(tx: Tx, now: Instant): Promise<Month[]> {
  const rows = await tx
    .selectFrom('participation_bulletin')
    .select('month')
    .where('state', '=', 'draft')
    .where(sql<Instant>`json_extract(content, '$.open.firstCloses')`, '<=', now)
    .execute();
  return rows.map(({ month }) => month);
}

type Was = Pick<Bulletin, 'month' | 'version' | 'state' | 'published'>;

const asItWas = (tx: Tx, { month, version, state }: Was) =>
  tx.updateTable('participation_bulletin').where('month', '=', month).where('version', '=', version).where('state', '=', state);

/** What was counted anew. False: it is no longer as it was. */
export async function changeContent(tx: Tx, was: Was, content: Content): Promise<boolean> {
  const result = await asItWas(tx, was)
    .set({ content: JSON.stringify(content) })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** A newer text; `by` undefined: as it was counted. False: it is no longer as it was. */
export async function addVersion(tx: Tx, was: Was, text: BulletinText, by: MemberId | undefined, at: Instant): Promise<boolean> {
  const version = was.version + 1;
  const result = await asItWas(tx, was).set({ version }).executeTakeFirst();
  if (result.numUpdatedRows === 0n) return false;
  await tx
    .insertInto('participation_bulletin_version')
    .values({ month: was.month, version, ...text, written_by: by ?? null, written_at: at })
    .execute();
  return true;
}

/** The first time, or again. False: it is no longer as it was. */
export async function markPublished(
  tx: Tx,
  was: Was,
  { by, at, channel, signed }: { readonly by: MemberId; readonly at: Instant; readonly channel: string; readonly signed: string },
): Promise<boolean> {
  const reposts = was.published ? was.published.reposts + 1 : 0;
  const result = await asItWas(tx, was)
    .where('reposts', '=', was.published?.reposts ?? 0)
    .set({ state: 'published', settled_by: by, settled_at: at, published_version: was.version, channel, signed, post: 'waiting', reposts })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** False: it is no longer as it was. */
export async function markDismissed(tx: Tx, was: Was, by: MemberId, at: Instant): Promise<boolean> {
  const result = await asItWas(tx, { ...was, state: 'draft' })
    .set({ state: 'dismissed', settled_by: by, settled_at: at })
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function noteCards(tx: Tx, month: Month, memberIds: readonly MemberId[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .insertInto('participation_bulletin_card')
    .values(memberIds.map((member_id) => ({ month, member_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Who got a card of it. */
export async function cardsOf(tx: Tx, month: Month): Promise<MemberId[]> {
  const rows = await tx
    .selectFrom('participation_bulletin_card')
    .select('member_id')
    .where('month', '=', month)
    .orderBy('member_id')
    .execute();
  return rows.map(({ member_id }) => member_id);
}
