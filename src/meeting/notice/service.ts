import type { Instant } from '../../calendar/instant.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { withdraw } from '../../delivery/outbox.js';
import type { Member, MemberId } from '../../org/member.js';
import { activeMembers, findMember } from '../../org/service.js';
import { isSuspended } from '../activity/takes-place.js';
import type { MeetingDeps } from '../deps.js';
import { clearAcknowledged, invitedSince, inviteesOf, markAcknowledged } from '../invitee-store.js';
import type { Meeting, MeetingId } from '../meeting.js';
import { heldUntil, type Occasion } from '../reachable.js';
import { countSuspension, findMeeting } from '../store.js';
import { postBoard } from './board/board.js';
import { markStale, setListed } from './board/store.js';
import { postToChannel, updateChannelPost } from './channel.js';
import { renewFiles, sendNewer } from './icalendar/file.js';
import { sameFacts } from './news.js';
import { waitAsLong } from './nudged.js';
import { redrawFor, redrawOne, takeBackUnsent } from './redraw.js';
import { addNudges, nudgesOf, saveNudges, saveReminders } from './reminder-store.js';
import { tell, toBeTold } from './telling.js';
import { nudgeTimes, reminderTimes } from './times.js';
import { addUntold, markNotToCome, saveVersion } from './told-store.js';
import { correctUnsent, takeBackNudges } from './unsent-reminders.js';

/*
 * For whoever announces, changes and cancels meetings. All of it in the caller's transaction, after the meeting and its list of invitees have
 * been saved as they are now.
 */

/** A new meeting: a notice to everybody who is expected, the organizer's card, the channel's post, and what follows later. */
export async function sendNotices(tx: Tx, deps: MeetingDeps, meeting: Meeting, members: readonly Member[]): Promise<void> {
  await saveVersion(tx, meeting);
  await addUntold(
    tx,
    meeting.id,
    members.map(({ id }) => id),
  );
  await nextTurn();
  await tell(tx, deps, meeting, members);
  await planReminders(tx, deps, meeting);
  await planNudges(tx, deps, meeting);
  await postToChannel(tx, deps, meeting);
  await nextTurn();
  await postBoard(tx, deps, meeting);
}

type Concerned = { readonly stay: readonly Member[]; readonly added: readonly Member[]; readonly removed: readonly Member[] };

/** Every card says how it is now. Another time, place or link is told to everybody who stays, and has to be acknowledged anew. How many are told something. */
export async function tellChanged(
  tx: Tx,
  deps: MeetingDeps,
  before: Meeting,
  after: Meeting,
  { stay, added, removed }: Concerned,
): Promise<number> {
  const concerned = [...stay, ...added, ...removed];
  const moved = !sameFacts(before, after);
  await saveVersion(tx, after);
  if (moved) await clearAcknowledged(tx, after.id);
  await addUntold(
    tx,
    after.id,
    added.map(({ id }) => id),
  );
  await takeBackUnsent(tx, deps, after);
  await nextTurn();
  const stayIds = stay.map(({ id }) => id);
  // Suspended, and bureau-wide now: that it takes place is told like anything else that is new, once, and not at night.
  if (after.scope === 'bureau' && !moved && (await isSuspended(tx, before))) await markNotToCome(tx, after.id, stayIds);
  await redrawFor(tx, deps, after, concerned);
  await nextTurn();
  const told = await tell(tx, deps, after, concerned);
  await sendNewer(tx, deps, before, after, stayIds);
  if (before.startsAt !== after.startsAt) await planReminders(tx, deps, after);
  if (moved) await planNudges(tx, deps, after);
  else await planNudgesOf(tx, deps, after, added);
  await correctUnsent(tx, deps, after);
  await updateChannelPost(tx, deps, after);
  await markStale(tx, after.id);
  return told;
}

/** Whoever was told to come is told that it is cancelled; who has not been told yet hears nothing of it. */
export async function tellCancelled(tx: Tx, deps: MeetingDeps, meeting: Meeting, members: readonly Member[]): Promise<void> {
  await saveVersion(tx, meeting);
  await takeBackUnsent(tx, deps, meeting);
  await nextTurn();
  await redrawFor(tx, deps, meeting, members);
  await nextTurn();
  await tell(tx, deps, meeting, members);
  await forgetPlans(tx, deps, meeting);
  await saveReminders(tx, meeting.id, []);
  await saveNudges(tx, meeting.id, []);
  await updateChannelPost(tx, deps, meeting);
  await markStale(tx, meeting.id);
}

/** Whoever asks to be excused, or says after a move that they can come, has read the notice: nobody nudges them for it. Their cards follow with `standingChanged`. */
export async function noteRead(tx: Tx, meetingId: MeetingId, memberId: MemberId, now: Instant): Promise<void> {
  if (await markAcknowledged(tx, meetingId, memberId, now)) await takeBackNudges(tx, now, meetingId, memberId);
}

/** Whether a member is excused has changed: their cards say so, and the organizer's figures follow. */
export async function standingChanged(tx: Tx, deps: MeetingDeps, meetingId: MeetingId, memberId: MemberId): Promise<void> {
  const meeting = await findMeeting(tx, meetingId);
  const member = await findMember(tx, memberId);
  if (!meeting || !member) return;
  await redrawOne(tx, deps, meeting, member);
  await markStale(tx, meeting.id);
}

/** It is suspended, or takes place after all: every card of it says so, and calendars follow. */
export async function suspensionChanged(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const expected = new Set((await inviteesOf(tx, meeting.id)).map(({ memberId }) => memberId));
  await countSuspension(tx, meeting.id);
  await renewFiles(tx, deps, meeting, [...expected]);
  await redrawFor(
    tx,
    deps,
    meeting,
    (await activeMembers(tx)).filter(({ id }) => expected.has(id)),
  );
}

async function planReminders(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const now = deps.clock.now();
  await withdraw(tx, now, `meeting.remind:${meeting.id}:`);
  await saveReminders(tx, meeting.id, reminderTimes(meeting.startsAt, deps.policy, now));
}

async function planNudges(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const now = deps.clock.now();
  await withdraw(tx, now, `meeting.nudge:${meeting.id}:`);
  await saveNudges(tx, meeting.id, nudgeTimes(meeting.startsAt, deps.policy, now, deps));
  await setListed(tx, meeting.id, false);
}

/** Whoever is added later has as long to acknowledge as everybody had, and is nudged before they are named. */
async function planNudgesOf(tx: Tx, deps: MeetingDeps, meeting: Meeting, [added]: readonly Member[]): Promise<void> {
  const invitedAt = added && (await invitedSince(tx, meeting.id)).get(added.id);
  if (invitedAt === undefined) return;
  const times = nudgeTimes(meeting.startsAt, deps.policy, deps.clock.now(), deps);
  if (!waitAsLong(await nudgesOf(tx, meeting.id), times)) await addNudges(tx, meeting.id, times, invitedAt);
}

async function forgetPlans(tx: Tx, deps: MeetingDeps, { id }: Meeting): Promise<void> {
  const now = deps.clock.now();
  await withdraw(tx, now, `meeting.remind:${id}:`);
  await withdraw(tx, now, `meeting.nudge:${id}:`);
}

/** Whoever would have to wait, and until when. */
export type Waiting = { readonly held: readonly Member[]; readonly heldUntil: Instant | undefined };

/** Who would get a notice when working hours begin, and not at once. Whoever has no account waits for that anyway. */
export function heldNow(
  deps: MeetingDeps,
  { startsAt, ...occasion }: Pick<Occasion, 'urgent' | 'emergency'> & { readonly startsAt?: Instant },
  members: readonly Member[],
): Waiting {
  const now = deps.clock.now();
  const office = { ...deps, reachableFrom: deps.policy.reachableFrom };
  const untils = new Map(
    [...new Set(members.map(({ rank }) => rank))].map((rank) => [rank, heldUntil(rank, { ...occasion, startsAt }, now, office)]),
  );
  const held = members.filter(({ rank, chatUserId }) => chatUserId !== undefined && untils.get(rank) !== undefined);
  return { held, heldUntil: held[0] && untils.get(held[0].rank) };
}

/** Who would wait for the news of the meeting as it would be, until when, of those it concerns. `expected`: whom it would expect. */
export async function waitingFor(
  tx: Tx,
  deps: MeetingDeps,
  meeting: Meeting,
  members: readonly Member[],
  expected: ReadonlySet<MemberId>,
): Promise<Waiting> {
  const told = await toBeTold(tx, deps, meeting, members, expected);
  const reached = told.map((some) => heldNow(deps, some.occasion, some.members));
  return {
    held: reached.flatMap(({ held }) => held),
    heldUntil: reached.find(({ heldUntil: until }) => until !== undefined)?.heldUntil,
  };
}
