import type { Instant } from '../../calendar/instant.js';
import { dateOf } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import type { Job } from '../../schedule/job.js';
import type { ParticipationDeps } from '../deps.js';
import { draftBulletin, recountDrafts } from './draft-service.js';
import { followPosts } from './follow-service.js';
import { lastMonth, type Month, mayDraft, nextDraftAt } from './month.js';
import { findBulletin } from './store.js';

/** The draft of last month's bulletin. What is missed for a whole month is not made up for: nobody reads of the month before the last. */
export function bulletinJob(deps: ParticipationDeps): Job {
  const { enabled, time } = deps.policy.bulletin;
  const monthAt = (instant: Instant) => lastMonth(dateOf(instant, deps.zone));
  // Counting is too much for every second, and a month that is over doesn't change but by rounds that close: one in which nothing happened is
  // counted once a start.
  let counted: { readonly month: Month; readonly again: Instant | undefined } | undefined;
  return {
    name: 'participation.bulletin',
    async nextDueAt(tx: Tx, after: Instant) {
      if (!enabled) return undefined;
      const month = monthAt(after);
      const isSettled = (counted?.month === month && counted.again === undefined) || (await findBulletin(tx, month)) !== undefined;
      return nextDraftAt(after, time, deps, isSettled);
    },
    async run(now) {
      if (!enabled) return;
      await recountDrafts(deps);
      const month = monthAt(now);
      const isCounted = counted?.month === month && (counted.again === undefined || now < counted.again);
      if (isCounted || !mayDraft(now, time, deps)) return;
      counted = { month, again: await draftBulletin(deps, month) };
    },
  };
}

export const followPostsJob = (deps: ParticipationDeps): Job => ({
  name: 'participation.post',
  // The outbox goes by elapsed time: nothing that the local workspace's clock should stop at.
  nextDueAt: async () => undefined,
  run: () => followPosts(deps),
});
