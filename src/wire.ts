import { failureText, helpCard, longCard, outdatedCard } from './chat/cards.js';
import { type Conversation, type Dispatch, dispatchTo, drawHome } from './chat/dispatch.js';
import type { Home } from './chat/home.js';
import type { Tx } from './db/transact.js';
import { leaversJob } from './delivery/leavers.js';
import { undeliveredJob } from './delivery/undelivered-notice.js';
import { watchEvents } from './event-log.js';
import type { Ground } from './ground.js';
import { leaveConversations } from './leave/conversations.js';
import type { LeaveDeps } from './leave/deps.js';
import { leaveJobs } from './leave/jobs.js';
import { absenceHooks } from './leave/service.js';
import type { Log } from './log.js';
import { meetingConversations } from './meeting/conversations.js';
import type { MeetingDeps } from './meeting/deps.js';
import { meetingJobs } from './meeting/jobs.js';
import { standingChanged } from './meeting/notice/service.js';
import type { Metrics } from './metrics.js';
import { strangerCard } from './org/cards.js';
import { findMember, identify, noticeStranger } from './org/service.js';
import { participationConversations } from './participation/conversations.js';
import type { ParticipationDeps } from './participation/deps.js';
import { participationJobs } from './participation/jobs.js';
import { reflectionConversations } from './reflection/conversations.js';
import type { ReflectionDeps } from './reflection/deps.js';
import { reflectionJobs } from './reflection/jobs.js';
import type { Job } from './schedule/job.js';

export type Rooms = {
  readonly meeting: MeetingDeps;
  readonly leave: LeaveDeps;
  readonly reflection: ReflectionDeps;
  readonly participation: ParticipationDeps;
};

export function wireRooms(ground: Ground): Rooms {
  const { transact, clock, zone, calendar, policy, promptSets, vault, publicUrl, newId } = ground;
  const [ranks, { workingHours }, kept] = [policy.org.ranks, policy.calendar, policy.retention.responses];
  const office = { transact, clock, zone, calendar, workingHours, ranks, vault, newId };
  const leave: LeaveDeps = {
    ...office,
    policy: policy.leave,
    standingChanged: (tx, meetingId, memberId) => standingChanged(tx, meeting, meetingId, memberId),
  };
  const meeting: MeetingDeps = { ...office, policy: policy.meeting, publicUrl, ...absenceHooks(leave) };
  const reflection: ReflectionDeps = { ...office, promptSets, kept };
  const channel = policy.participation.bulletin.channel ?? policy.meeting.channel;
  const participation: ParticipationDeps = { transact, clock, zone, calendar, policy: policy.participation, reflection, channel };
  return { meeting, leave, reflection, participation };
}

export function wireConversations(ground: Ground): Conversation[] {
  const { meeting, leave, reflection, participation } = wireRooms(ground);
  return [
    ...meetingConversations(meeting),
    ...leaveConversations(leave),
    ...reflectionConversations(reflection),
    ...participationConversations(participation),
  ];
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
    longCard,
    failureText,
    onFailure,
  });
  async function renderHome(tx: Tx, memberId: string) {
    const member = await findMember(tx, memberId);
    return member?.active ? drawHome(tx, rooms, { memberId, locale: member.locale }) : undefined;
  }
  return { dispatch: watched(dispatch), renderHome };
}

/** Everything that becomes due. */
export function wireJobs(ground: Ground): Job[] {
  const { meeting, leave, reflection, participation } = wireRooms(ground);
  return [
    ...meetingJobs(meeting),
    ...leaveJobs(leave),
    ...reflectionJobs(reflection),
    ...participationJobs(participation),
    leaversJob(ground),
    undeliveredJob(ground),
  ];
}
