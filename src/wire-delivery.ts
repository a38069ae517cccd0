import type { Chat } from './chat/chat.js';
import type { Dispatch } from './chat/dispatch.js';
import type { Sealer } from './db/sealer.js';
import { createDispatcher, type Dispatcher } from './delivery/dispatcher.js';
import { type InboxWorker, inboxWorker } from './delivery/inbox-worker.js';
import { heldNotice } from './delivery/notices.js';
import { createPacing, type Pace } from './delivery/pacing.js';
import type { Ground } from './ground.js';
import { calendarFile } from './leave/away/icalendar/service.js';
import { reportFile } from './leave/away/report/service.js';
import { filingsFile } from './leave/filing/service.js';
import type { Log } from './log.js';
import { attendanceFile } from './meeting/attendance/report-service.js';
import { invitationFile } from './meeting/notice/icalendar/file.js';
import type { Metrics } from './metrics.js';
import { chatUserOf, chatUsersOf, holdsAccount, tellAdministrators } from './org/service.js';
import { summaryFile } from './participation/export/service.js';
import { exportOwn } from './reflection/service.js';
import type { Clock, Timer } from './schedule/clock.js';
import { type wireDispatch, wireRooms } from './wire.js';

export type Delivery = { readonly dispatcher: Dispatcher; readonly inbox: InboxWorker };
export type DeliveryOptions = {
  readonly chat: Chat;
  readonly dispatch: Dispatch;
  readonly renderHome: ReturnType<typeof wireDispatch>['renderHome'];
  readonly sealer: Sealer;
  readonly timer: Timer;
  readonly chatClock: Clock;
  readonly pace: Pace;
  readonly quietMs: number;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'attempted'>;
  /** [0, 1), for the back-off; Math.random where it is left out. */
  readonly random?: () => number;
};

/** What carries the rooms' messages to the chat, and typed words to the rooms. */
export function wireDelivery(ground: Ground, options: DeliveryOptions): Delivery {
  const { transact, clock } = ground;
  const { meeting, leave, reflection, participation } = wireRooms(ground);
  const { chat, dispatch, renderHome, sealer, timer, chatClock, quietMs, log, metrics } = options;
  const dispatcher = createDispatcher({
    transact,
    clock,
    chat,
    chatClock,
    timer,
    sealer,
    quietMs,
    log,
    ...(options.random ? { random: options.random } : {}),
    attempted: metrics.attempted,
    pacing: createPacing(options.pace),
    addressOf: chatUserOf,
    addressesOf: chatUsersOf,
    holdsAccount,
    renderHome,
    files: {
      'leave.filings': (args, member) => filingsFile(leave, args, member),
      'meeting.attendance': (args, member) => attendanceFile(meeting, args, member),
      'participation.file': (args, member) => summaryFile(participation, args, member),
      'reflection.export': async (_args, member) => member && exportOwn(reflection, member),
      'leave.report': (args, member) => reportFile(leave, args, member),
      'leave.calendar': async (args, member) => member && calendarFile(leave, args.leave ?? '', member),
      'meeting.invitation': async (args, member) => member && invitationFile(meeting, args.meeting ?? '', member),
    },
    onStuck: (tx, { key }) => tellAdministrators(tx, clock.now(), heldNotice(key, clock.now())),
  });
  const inbox = inboxWorker({ transact, clock, timer, sealer, dispatch, log, onAnswer: () => dispatcher.wake() });
  return { dispatcher, inbox };
}
