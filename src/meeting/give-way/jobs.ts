import type { Job } from '../../schedule/job.js';
import type { MeetingDeps } from '../deps.js';
import { sendReminders, settleDue } from './due-service.js';
import { nextDeadline, nextReminderAt } from './store.js';

/** What becomes due of what stands in a meeting's way. The deadline before reminders: what is settled needs none. */
export const giveWayJobs = (deps: MeetingDeps): Job[] => [
  { name: 'meeting.giveWayDue', nextDueAt: nextDeadline, run: () => settleDue(deps) },
  { name: 'meeting.giveWayRemind', nextDueAt: nextReminderAt, run: () => sendReminders(deps) },
];
