import { type Instant, plus } from '../calendar/instant.js';
import { nextWorkingTime } from '../calendar/working-hours.js';
import { nextMeetingEnd } from '../meeting/service.js';
import { findDue, nextDue } from '../schedule/due.js';
import type { Job } from '../schedule/job.js';
import type { ReflectionDeps } from './deps.js';
import { countRatings } from './rating/service.js';
import { roundsToCount } from './rating/store.js';
import { closeRounds } from './round/close-service.js';
import { openSchedules, runSchedule, scheduled } from './round/occurrence-service.js';
import { nextReminder } from './round/reminder-store.js';
import { sendReminders } from './round/service.js';
import { nextClosing } from './round/store.js';
import { loadSchedules } from './schedule/store.js';

/** What becomes due here. Windows end before new rounds open, so that a card is closed before its successor arrives. */
export function reflectionJobs(deps: ReflectionDeps): Job[] {
  return [
    { name: 'reflection.close', nextDueAt: nextClosing, run: () => closeRounds(deps) },
    {
      name: 'reflection.rounds',
      async nextDueAt(tx, after) {
        const schedules = (await loadSchedules(tx)).filter((schedule) => !schedule.paused);
        const next = schedules.flatMap((schedule) => nextDue(scheduled(schedule), deps.calendar, deps.zone, after) ?? []);
        const waits = schedules.some((schedule) => findDue(scheduled(schedule), deps.calendar, deps.zone, after).due.length > 0);
        const meetingEnd = waits ? await nextMeetingEnd(tx, after) : undefined;
        if (meetingEnd !== undefined) next.push(meetingEnd);
        const working = nextWorkingTime(after, deps.workingHours, deps.calendar, deps.zone);
        if (waits && working > after) next.push(working);
        return next.length === 0 ? undefined : (Math.min(...next) as Instant);
      },
      async run() {
        for (const { id } of await openSchedules(deps)) await runSchedule(deps, id);
      },
    },
    { name: 'reflection.remind', nextDueAt: nextReminder, run: () => sendReminders(deps) },
    // Nobody waits for it. What a tick leaves is for the next.
    {
      name: 'reflection.ratings',
      nextDueAt: async (tx, after) => ((await roundsToCount(tx)).length > 0 ? plus(after, 1) : undefined),
      run: () => countRatings(deps),
    },
  ];
}
