import { type FeedProblem, fetchFeed } from '../../calendar/icalendar/fetch-feed.js';
import { type Instant, type Interval, minuteMs, plus } from '../../calendar/instant.js';
import { addDays } from '../../calendar/plain-date.js';
import { readerOf } from '../../calendar/reader.js';
import { dateOf, startOfDay } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import type { MeetingDeps } from '../deps.js';
import { answersForDepartment, headOver } from '../give-way/addressees.js';
import { type Feed, isToldOf, shownAddress } from './feed.js';
import { feedFailedCard } from './feed-cards.js';
import { addressOf } from './feed-service.js';
import * as store from './feed-store.js';
import { planImport } from './import-rules.js';
import { loadStaff } from './participants.js';
import { importedFrom, takeFromFiles } from './store.js';
import { takeOver } from './take-over.js';

const LARGEST_BYTES = 8_000_000;
/** A stop of the program waits no longer. */
const LONGEST_WAIT_MS = 8_000;
/** More than anybody reads. */
const MOST_UNREADABLE = 20;

export type Fetch = (
  address: { readonly url: string; readonly etag?: string | undefined },
  rules: Parameters<typeof fetchFeed>[1],
) => ReturnType<typeof fetchFeed>;

/** Reads every feed that is due. Nothing is asked of the network inside a transaction. */
export async function readFeeds(deps: MeetingDeps, fetch: Fetch = fetchFeed): Promise<void> {
  for (const feed of await deps.transact((tx) => store.feedsDue(tx, deps.clock.now()))) await readFeed(deps, feed, fetch);
}

async function readFeed(deps: MeetingDeps, feed: Feed, fetch: Fetch): Promise<void> {
  const now = deps.clock.now();
  const { everyMinutes, privateAddresses } = deps.policy.feeds;
  const url = await deps.transact(async (tx) =>
    (await store.claimFeed(tx, feed, plus(now, everyMinutes * minuteMs))) ? addressOf(tx, deps, feed) : undefined,
  );
  if (url === undefined) return;
  // Once a day all of it: the days ahead have moved on, though the calendar is unchanged.
  const today = feed.readAt !== undefined && dateOf(feed.readAt, deps.zone) === dateOf(now, deps.zone);
  const rules = { allowPrivate: privateAddresses, mostBytes: LARGEST_BYTES, timeoutMs: LONGEST_WAIT_MS };
  const fetched = await fetch({ url, etag: today ? feed.etag : undefined }, rules);
  if (!fetched.ok) return failed(deps, feed, fetched.problem);
  if ('unchanged' in fetched) return saved(deps, { ...feed, readAt: now, failure: undefined, toldAt: undefined });
  const window = windowAt(deps, now);
  // Only when there is a calendar file: a start need not read what understands them.
  const { readCalendar } = await import('../../calendar/icalendar/read.js');
  const calendar = await readCalendar(fetched.text, window, deps.zone);
  if (!calendar.ok) return failed(deps, feed, calendar.problem);
  // Undefined: unsubscribed meanwhile.
  const known = await deps.transact(async (tx) => {
    if (!(await store.findFeed(tx, feed.id))) return undefined;
    const uids = [...new Set(calendar.events.map(({ uid }) => uid))];
    await takeFromFiles(tx, feed, uids);
    return importedFrom(tx, { feedId: feed.id });
  });
  if (!known) return;
  await takeOver(deps, { ...feed, feedId: feed.id }, planImport(known, calendar, { window, now, whole: true }));
  const unreadable = calendar.unreadable.slice(0, MOST_UNREADABLE).map(({ summary, problem }) => ({ title: summary ?? '', problem }));
  return saved(deps, { ...feed, etag: fetched.etag, readAt: now, failure: undefined, toldAt: undefined, unreadable });
}

/** From now on, for as many days as policy says. */
const windowAt = ({ policy, zone }: MeetingDeps, now: Instant): Interval => ({
  start: now,
  end: startOfDay(addDays(dateOf(now, zone), policy.feeds.daysAhead), zone),
});

const saved = (deps: MeetingDeps, feed: Feed): Promise<void> => deps.transact((tx) => store.saveReading(tx, feed));

/** Its owner is told once of each time that it stops working, with what to do. */
function failed(deps: MeetingDeps, feed: Feed, failure: FeedProblem): Promise<void> {
  return deps.transact(async (tx) => {
    const now = deps.clock.now();
    const tells = feed.toldAt === undefined && isToldOf(failure, feed.failure);
    await store.saveReading(tx, { ...feed, failure, toldAt: tells ? now : feed.toldAt });
    if (tells) await tell(tx, deps, feed, failure, now);
  });
}

async function tell(tx: Tx, deps: MeetingDeps, feed: Feed, failure: FeedProblem, now: Instant): Promise<void> {
  const staff = await loadStaff(tx, deps.ranks);
  const owner = staff.members.find(({ id }) => id === feed.ownerId);
  // Whoever has another department since is shown the calendars of that one, and could do nothing about it.
  const answers = owner && answersForDepartment(owner, feed.departmentId, staff);
  const headId = answers ? undefined : headOver(feed.departmentId, staff, undefined);
  const to = answers ? owner : staff.members.find(({ id }) => id === headId);
  if (!to) return;
  const address = shownAddress((await addressOf(tx, deps, feed)) ?? '');
  const card = feedFailedCard(
    { feed: { ...feed, failure }, department: staff.names.get(feed.departmentId) ?? '', address },
    readerOf(deps, to),
  );
  // Once since it could be read.
  const key = `meeting.feedFailed:${feed.id}:${feed.readAt ?? 0}:${to.id}`;
  await enqueue(tx, now, { kind: 'post', key, to: { member: to.id }, card, urgency: 'routine' });
}
