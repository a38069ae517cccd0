import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { Department, DepartmentId, MemberId } from '../../org/member.js';
import { type AuditAction, recordAudit } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import type { FeedId } from './activity.js';
import { addressKey, type Feed, shownAddress } from './feed.js';
import * as store from './feed-store.js';
import { answeringFor, departmentsFor } from './service.js';
import { importedFrom } from './store.js';
import { AT_ONCE, change } from './take-over.js';

export type FeedRefusal = 'right-missing' | 'feed-exists' | 'too-many-feeds' | 'feed-unknown';
type Done<T = object> = ({ readonly ok: true } & T) | { readonly ok: false; readonly refusal: FeedRefusal };
const refused = (refusal: FeedRefusal) => ({ ok: false, refusal }) as const;

/** A department has one calendar, or one for each of its parts. */
const MOST_FEEDS = 10;

export function subscribe(deps: MeetingDeps, member: MemberId, departmentId: DepartmentId, address: string): Promise<Done> {
  return deps.transact(async (tx) => {
    if (!(await departmentsFor(tx, member)).some(({ id }) => id === departmentId)) return refused('right-missing');
    const feeds = await store.feedsOf(tx, [departmentId]);
    for (const feed of feeds) if ((await addressOf(tx, deps, feed)) === address) return refused('feed-exists');
    if (feeds.length >= MOST_FEEDS) return refused('too-many-feeds');
    const id = deps.newId() as FeedId;
    const sealed = await deps.vault.seal(tx, addressKey(id), address);
    await store.insertFeed(tx, { id, departmentId, ownerId: member, address: sealed, dueAt: deps.clock.now() });
    await audit(tx, deps, member, 'meeting.feed-subscribed', id);
    return { ok: true };
  });
}

export const addressOf = (tx: Tx, deps: MeetingDeps, feed: Feed): Promise<string | undefined> =>
  deps.vault.unseal(tx, addressKey(feed.id), feed.address);

/** What it brought and is still to come goes with it; and nobody can open its address any more. */
export async function unsubscribe(deps: MeetingDeps, member: MemberId, feedId: string): Promise<Done> {
  const done = await deps.transact(async (tx): Promise<Done> => {
    const feed = await findOwn(tx, member, feedId);
    if (!feed || !(await store.removeFeed(tx, feed.id))) return refused('feed-unknown');
    const now = deps.clock.now();
    const coming = (await importedFrom(tx, { feedId: feed.id })).filter(({ state, startsAt }) => state !== 'cancelled' && startsAt > now);
    await inChunks(
      coming,
      async (some) => {
        for (const activity of some) await change(tx, deps, activity, { ...activity, state: 'cancelled' });
      },
      AT_ONCE,
    );
    await deps.vault.replaceKey(tx, addressKey(feed.id));
    await audit(tx, deps, member, 'meeting.feed-unsubscribed', feed.id);
    return { ok: true };
  });
  if (done.ok) await deps.vault.destroyReplaced();
  return done;
}

async function findOwn(tx: Tx, member: string, feedId: string): Promise<Feed | undefined> {
  const feed = await store.findFeed(tx, feedId);
  return feed && (await answeringFor(tx, await departmentsFor(tx, member))).has(feed.departmentId) ? feed : undefined;
}

export type ListedFeed = { readonly feed: Feed; readonly department: string; readonly address: string };
type Listed = { readonly departments: readonly Department[]; readonly feeds: readonly ListedFeed[] };

/** What the departments are subscribed to that the reader may register activities for, and those under them that are no more. */
export function listFeeds(deps: MeetingDeps, member: string): Promise<Done<Listed>> {
  return deps.transact(async (tx) => {
    const departments = await departmentsFor(tx, member);
    if (departments.length === 0) return refused('right-missing');
    const names = new Map(departments.map(({ id, name }) => [id, name]));
    const feeds: ListedFeed[] = [];
    const answering = await answeringFor(tx, departments);
    for (const feed of await store.feedsOf(tx, answering.keys())) {
      const address = shownAddress((await addressOf(tx, deps, feed)) ?? '');
      const department = answering.get(feed.departmentId);
      feeds.push({ feed, department: (department && names.get(department)) ?? '', address });
    }
    return { ok: true, departments, feeds };
  });
}

const audit = (tx: Tx, deps: MeetingDeps, member: MemberId, action: AuditAction, subject: string): Promise<void> =>
  recordAudit(tx, { at: deps.clock.now(), actor: { member }, action, subject });
