import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { followActivity } from '../give-way/service.js';
import { type Activity, type ActivityId, type FeedId, hasOwnPlace, hasOwnTime } from './activity.js';
import { followSource } from './changes.js';
import { findFeed } from './feed-store.js';
import type { Incoming, Plan } from './import-rules.js';
import { insertActivity } from './store.js';

export type Source = {
  readonly feedId: FeedId | undefined;
  readonly departmentId: DepartmentId;
  /** Who answers for what is new. */
  readonly ownerId: MemberId;
};
export type TakenOver = { readonly registered: number; readonly changed: number; readonly cancelled: number };

/** Activities until others have their turn: a few milliseconds, so that nobody waits for a calendar of thousands. */
export const AT_ONCE = 20;

/** Carries out a plan, some at a time; what a crash leaves undone, the next reading does. */
export async function takeOver(deps: MeetingDeps, source: Source, plan: Plan): Promise<TakenOver> {
  const count = { registered: 0, changed: 0, cancelled: 0 };
  await inChunks(
    plan.change,
    (some) =>
      whileSubscribed(deps, source, async (tx) => {
        for (const { before, after } of some) {
          const [was, is] = [before.state === 'cancelled', after.state === 'cancelled'];
          // Where something is cancelled that was before, its calendar has only said something else of it.
          if ((await change(tx, deps, before, after)) && !(was && is)) count[is ? 'cancelled' : 'changed'] += 1;
        }
      }),
    AT_ONCE,
  );
  await inChunks(
    plan.register,
    (some) =>
      whileSubscribed(deps, source, async (tx) => {
        for (const event of some) if (await register(tx, deps, source, event)) count.registered += 1;
      }),
    AT_ONCE,
  );
  return count;
}

/** Nothing, once the feed has been unsubscribed from: what it brought is cancelled by then, and what came later would stay. */
const whileSubscribed = (deps: MeetingDeps, { feedId }: Source, work: (tx: Tx) => Promise<void>): Promise<void> =>
  deps.transact(async (tx) => {
    if (feedId === undefined || (await findFeed(tx, feedId))) await work(tx);
  });

async function register(tx: Tx, deps: MeetingDeps, { feedId, departmentId, ownerId }: Source, event: Incoming): Promise<boolean> {
  const { uid, recurrenceId, title, place, startsAt, endsAt } = event;
  const inCalendar = { uid, recurrenceId, said: { startsAt, endsAt, place } };
  const activity: Activity = {
    id: deps.newId() as ActivityId,
    title,
    place,
    startsAt,
    endsAt,
    departmentId,
    ownerId,
    audience: { kind: 'departments', departments: [departmentId] },
    excluded: [],
    origin: feedId === undefined ? { source: 'file', ...inCalendar } : { source: 'feed', feedId, ...inCalendar },
    state: 'planned',
    sequence: 0,
  };
  if (!(await insertActivity(tx, activity))) return false;
  await followActivity(tx, deps, activity, 'moved');
  return true;
}

/**
 * Calendars that people follow tell them by themselves; but who was told here that it is suspended, or at another time or place, is told here what
 * became of it, and that only.
 */
export async function change(tx: Tx, deps: MeetingDeps, before: Activity, after: Activity): Promise<boolean> {
  const [ownTime, ownPlace] = [hasOwnTime(before), hasOwnPlace(before)];
  const toldHere = before.state === 'suspended' || ownTime || ownPlace;
  const sameTime = before.startsAt === after.startsAt && before.endsAt === after.endsAt;
  // Where it would be held is no news of what is not; whoever hears that it is, hears where.
  const samePlace = after.state !== 'planned' || !ownPlace || before.place === after.place;
  const stays = before.state === after.state && sameTime && samePlace;
  const quiet = !toldHere || stays;
  const done = await followSource(tx, deps, before, after, { by: undefined, quiet });
  if (!done) return false;
  if (done.state !== 'suspended') await followActivity(tx, deps, done, done.state === 'cancelled' ? 'cancelled' : 'moved');
  return true;
}
