import type { Job } from '../../schedule/job.js';
import type { MeetingDeps } from '../deps.js';
import { drawBoards } from './board/board.js';
import { nudge, remind, sendHeldFiles, tellHeld } from './due-service.js';
import { nextFileDue } from './icalendar/file-store.js';
import { nextNudge, nextReminder } from './reminder-store.js';
import { nextHeld } from './told-store.js';

/** Who waits is told before anybody is reminded; what all of it comes to on the organizers' cards is drawn last. */
export const noticeJobs = (deps: MeetingDeps): Job[] => [
  { name: 'meeting.held', nextDueAt: nextHeld, run: () => tellHeld(deps) },
  { name: 'meeting.heldFiles', nextDueAt: nextFileDue, run: () => sendHeldFiles(deps) },
  { name: 'meeting.remind', nextDueAt: nextReminder, run: () => remind(deps) },
  { name: 'meeting.nudge', nextDueAt: nextNudge, run: () => nudge(deps) },
  // A card that no longer says how it is waits for the next tick, not for a time.
  { name: 'meeting.board', nextDueAt: async () => undefined, run: () => drawBoards(deps) },
];
