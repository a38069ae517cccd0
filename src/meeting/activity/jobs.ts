import type { Job } from '../../schedule/job.js';
import type { MeetingDeps } from '../deps.js';
import { type Fetch, readFeeds } from './feed-reading.js';
import { feedsDue } from './feed-store.js';

/**
 * Reads the feeds that are due. A slow server must not hold up what else is due, so a tick only begins a reading, or finds the last one still
 * going on; what went wrong in it is thrown at the next tick, where it is caught and logged.
 */
export function feedJob(deps: MeetingDeps, fetch?: Fetch): Job {
  let reading: Promise<void> | undefined;
  let failure: { readonly error: unknown } | undefined;
  return {
    name: 'meeting.feeds',
    // Nothing that the local workspace's clock should stop at: a feed is as it is now, whatever the clock says.
    nextDueAt: async () => undefined,
    async run() {
      const failed = failure;
      failure = undefined;
      if (!reading && (await deps.transact((tx) => feedsDue(tx, deps.clock.now()))).length > 0)
        reading = readFeeds(deps, fetch)
          .catch((error: unknown) => {
            failure = { error };
          })
          .finally(() => {
            reading = undefined;
          });
      if (failed) throw failed.error;
    },
  };
}
