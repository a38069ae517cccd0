import { type Generated, type Selectable, sql } from 'kysely';
import type { FeedProblem } from '../../calendar/icalendar/fetch-feed.js';
import type { EventProblem } from '../../calendar/icalendar/problem.js';
import type { Instant } from '../../calendar/instant.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { FeedId } from './activity.js';
import type { Feed } from './feed.js';

type FeedRow = {
  id: FeedId;
  department_id: DepartmentId;
  owner_id: MemberId;
  address: Uint8Array;
  etag: string | null;
  due_at: Instant;
  read_at: Instant | null;
  failure: FeedProblem | null;
  told_at: Instant | null;
  unreadable: Generated<string>;
  removed: Generated<number>;
};

declare module '../../db/schema.js' {
  interface Schema {
    meeting_feed: FeedRow;
  }
}

const feedOf = (row: Selectable<FeedRow>): Feed => ({
  id: row.id,
  departmentId: row.department_id,
  ownerId: row.owner_id,
  address: row.address,
  etag: row.etag ?? undefined,
  dueAt: row.due_at,
  readAt: row.read_at ?? undefined,
  failure: row.failure ?? undefined,
  toldAt: row.told_at ?? undefined,
  unreadable: JSON.parse(row.unreadable) as { title: string; problem: EventProblem }[],
});

export async function insertFeed(tx: Tx, feed: Pick<Feed, 'id' | 'departmentId' | 'ownerId' | 'address' | 'dueAt'>): Promise<void> {
  await tx
    .insertInto('meeting_feed')
    .values({ id: feed.id, department_id: feed.departmentId, owner_id: feed.ownerId, address: feed.address, due_at: feed.dueAt })
    .execute();
}

const standing = (tx: Tx) => tx.selectFrom('meeting_feed').selectAll().where('removed', '=', sql.lit(0));

export async function findFeed(tx: Tx, id: string): Promise<Feed | undefined> {
  const row = await standing(tx)
    .where('id', '=', id as FeedId)
    .executeTakeFirst();
  return row && feedOf(row);
}

export async function feedsOf(tx: Tx, departmentIds: Iterable<DepartmentId>): Promise<Feed[]> {
  const rows = await standing(tx)
    .where('department_id', 'in', listed<DepartmentId>(JSON.stringify([...departmentIds])))
    .orderBy('id')
    .execute();
  return rows.map(feedOf);
}

export async function feedsDue(tx: Tx, now: Instant): Promise<Feed[]> {
  return (await standing(tx).where('due_at', '<=', now).orderBy('due_at').execute()).map(feedOf);
}

/** False: somebody else is reading it, or it is gone. */
export async function claimFeed(tx: Tx, feed: Feed, nextAt: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_feed')
    .set({ due_at: nextAt })
    .where('id', '=', feed.id)
    .where('due_at', '=', feed.dueAt)
    .where('removed', '=', 0)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** What the last reading came to. */
export async function saveReading(tx: Tx, feed: Feed): Promise<void> {
  await tx
    .updateTable('meeting_feed')
    .set({
      etag: feed.etag ?? null,
      read_at: feed.readAt ?? null,
      failure: feed.failure ?? null,
      told_at: feed.toldAt ?? null,
      unreadable: JSON.stringify(feed.unreadable),
    })
    .where('id', '=', feed.id)
    .where('removed', '=', 0)
    .execute();
}

/** False: it is gone already. */
export async function removeFeed(tx: Tx, id: FeedId): Promise<boolean> {
  const result = await tx.updateTable('meeting_feed').set({ removed: 1 }).where('id', '=', id).where('removed', '=', 0).executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
