import { failureText, helpCard, outdatedCard } from './chat/cards.js';
import type { Chat } from './chat/chat.js';
import { type Conversation, type Dispatch, dispatchTo, drawHome } from './chat/dispatch.js';
import type { Home } from './chat/home.js';
import type { Sealer } from './db/sealer.js';
import type { Tx } from './db/transact.js';
import { createDispatcher, type Dispatcher } from './delivery/dispatcher.js';
import { type InboxWorker, inboxWorker } from './delivery/inbox-worker.js';
import { heldNotice } from './delivery/notices.js';
import { createPacing, type Pace } from './delivery/pacing.js';
import { undeliveredJob } from './delivery/undelivered-notice.js';
import { watchEvents } from './event-log.js';
import type { Ground } from './ground.js';
import type { Log } from './log.js';
import type { MeetingDeps } from './meeting/deps.js';
import type { Metrics } from './metrics.js';
import { strangerCard } from './org/cards.js';
import { chatUserOf, chatUsersOf, findMember, identify, noticeStranger, tellAdministrators } from './org/service.js';
import { participationConversation } from './participation/conversation.js';
import type { ParticipationDeps } from './participation/service.js';
import { reflectionConversations } from './reflection/conversations.js';
import type { ReflectionDeps } from './reflection/deps.js';
import { reflectionJobs } from './reflection/jobs.js';
import { exportOwn } from './reflection/service.js';
import type { Clock, Timer } from './schedule/clock.js';
import type { Job } from './schedule/job.js';

export type Rooms = { readonly meeting: MeetingDeps; readonly reflection: ReflectionDeps; readonly participation: ParticipationDeps };

export function wireRooms(ground: Ground): Rooms {
  const { transact, clock, zone, calendar, policy, promptSets, vault, newId } = ground;
  const [ranks, { workingHours }, kept] = [policy.org.ranks, policy.calendar, policy.retention.responses];
  const office = { transact, clock, zone, calendar, workingHours, ranks, vault, newId };
  return {
    meeting: { ...office, policy: policy.meeting },
    reflection: { ...office, promptSets, kept },
    participation: { transact, clock, zone },
  };
}

export function wireConversations(ground: Ground): Conversation[] {
  const { reflection, participation } = wireRooms(ground);
  return [...reflectionConversations(reflection), participationConversation(participation)];
}

/** The conversation of all rooms. Needs no chat: what it causes goes into the outbox. */
export function wireDispatch(
  ground: Ground,
  log: Log,
  metrics: Pick<Metrics, 'handled' | 'failed'>,
): {
  readonly dispatch: Dispatch;
  readonly renderHome: (tx: Tx, memberId: string) => Promise<Home | undefined>;
} {
  const rooms = wireConversations(ground);
  const { onFailure, watched } = watchEvents(log, metrics);
  const dispatch = dispatchTo({
    rooms,
    transact: ground.transact,
    identify: (person, atHome) => identify(ground, person, atHome),
    onStranger: (person) => noticeStranger(ground, person),
    strangerCard,
    helpCard,
    outdatedCard,
    failureText,
    onFailure,
  });
  async function renderHome(tx: Tx, memberId: string) {
    const member = await findMember(tx, memberId);
    return member?.active ? drawHome(tx, rooms, { memberId, locale: member.locale }) : undefined;
  }
  return { dispatch: watched(dispatch), renderHome };
}

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

export function wireDelivery(ground: Ground, options: DeliveryOptions): Delivery {
  const { transact, clock } = ground;
  const { reflection } = wireRooms(ground);
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
    renderHome,
    files: { 'reflection.export': (_args, member) => (member ? exportOwn(reflection, member) : Promise.resolve(undefined)) },
    onStuck: (tx, { key }) => tellAdministrators(tx, clock.now(), heldNotice(key, clock.now())),
  });
  const inbox = inboxWorker({ transact, clock, timer, sealer, dispatch, log, onAnswer: () => dispatcher.wake() });
  return { dispatcher, inbox };
}

/** Everything that becomes due. */
export const wireJobs = (ground: Ground): Job[] => [...reflectionJobs(wireRooms(ground).reflection), undeliveredJob(ground)];
