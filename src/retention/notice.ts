import { plus } from '../calendar/instant.js';
import { nextWorkingTime } from '../calendar/working-hours.js';
import { tellAdministrators } from '../org/service.js';
import type { ReflectionDeps } from '../reflection/deps.js';
import type { Job } from '../schedule/job.js';
import { noteTold, sumOf, untoldRuns } from './store.js';
import { deletedNotice } from './text.js';

/** What was deleted in the night, and on a weekend, is told in the morning, in one message. */
export function retentionNoticeJob({
  transact,
  workingHours,
  calendar,
  zone,
}: Pick<ReflectionDeps, 'transact' | 'workingHours' | 'calendar' | 'zone'>): Job {
  return {
    name: 'retention.tell',
    async nextDueAt(tx, after) {
      return (await untoldRuns(tx)).length > 0 ? nextWorkingTime(plus(after, 1), workingHours, calendar, zone) : undefined;
    },
    async run(now) {
      if (nextWorkingTime(now, workingHours, calendar, zone) > now) return;
      await transact(async (tx) => {
        const runs = await untoldRuns(tx);
        const last = runs.at(-1);
        if (!last) return;
        await tellAdministrators(tx, now, deletedNotice(last.at, sumOf(runs)));
        await noteTold(
          tx,
          runs.map(({ at }) => at),
          now,
        );
      });
    },
  };
}
