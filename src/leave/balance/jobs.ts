import type { PlainDate } from '../../calendar/instant.js';
import { isWorkingTime } from '../../calendar/working-hours.js';
import { dateOf } from '../../calendar/zone.js';
import type { Job } from '../../schedule/job.js';
import type { LeaveDeps } from '../deps.js';
import { tellOfRecounts } from './recount-service.js';

/** The calendar changes at a start only, so it is looked at then, and once a day for leave that was decided meanwhile; in working hours. */
export function recountJob(deps: LeaveDeps): Job {
  let lookedOn: PlainDate | undefined;
  return {
    name: 'leave.recounts',
    nextDueAt: () => Promise.resolve(undefined),
    async run(now) {
      const today = dateOf(now, deps.zone);
      if (today === lookedOn || !isWorkingTime(now, deps.workingHours, deps.calendar, deps.zone)) return;
      await tellOfRecounts(deps);
      lookedOn = today;
    },
  };
}
