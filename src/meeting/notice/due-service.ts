import { hourMs, type Instant, plus } from '../../calendar/instant.js';
import { nextWorkingTime } from '../../calendar/working-hours.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueueAll, withdraw } from '../../delivery/outbox.js';
import type { Outgoing } from '../../delivery/outgoing.js';
import type { Member } from '../../org/member.js';
import { activeMembers, allMembers } from '../../org/service.js';
import { takesPlace } from '../activity/takes-place.js';
import type { MeetingDeps } from '../deps.js';
import { invitedSince, inviteesOf } from '../invitee-store.js';
import { type Meeting, whenAndWhere } from '../meeting.js';
import { findMeeting } from '../store.js';
import { markStale, setListed } from './board/store.js';
import { sendFiles } from './icalendar/file.js';
import { meetingsWithFilesDue, takeFilesDue } from './icalendar/file-store.js';
import { nudgeKey } from './keys.js';
import { theirsAmong } from './nudged.js';
import { eachOnce, nudgeCard, reminderCard, standInReminderCard } from './reminder-cards.js';
import { type DueNudge, dueNudges, meetingsToRemind, moveNudge, nudgesOf, takeReminders } from './reminder-store.js';
import { tell } from './telling.js';
import { isByReminder } from './times.js';
import { knowledge, markSettled, meetingsDue } from './told-store.js';

/** Tells those who had to wait for working hours what is new by now: the rows are looked at again, not what once was to be said. */
export async function tellHeld(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  for (const id of await deps.transact((tx) => meetingsDue(tx, now))) {
    await deps.transact(async (tx) => {
      const meeting = await findMeeting(tx, id);
      const due = [...(await knowledge(tx, id)).values()].filter(({ dueAt }) => dueAt !== undefined && dueAt <= now);
      await nextTurn();
      const ids = new Set(due.map(({ memberId }) => memberId));
      await markSettled(tx, id, [...ids]);
      if (!meeting || meeting.endsAt <= now) return;
      // Whoever is off the roster at this hour as well: as what is told at once, it waits in the outbox until they are back.
      const members = (await allMembers(tx)).filter((member) => ids.has(member.id));
      await tell(tx, deps, meeting, members, meeting.announcedAt);
      await markStale(tx, id);
    });
    await nextTurn();
  }
}

/** Calendars follow in the morning what was changed at night, of which there was nothing to tell. */
export async function sendHeldFiles(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  for (const id of await deps.transact((tx) => meetingsWithFilesDue(tx, now))) {
    await deps.transact(async (tx) => {
      const [meeting, memberIds] = [await findMeeting(tx, id), await takeFilesDue(tx, id, now)];
      if (!meeting || meeting.endsAt <= now) return;
      await sendFiles(tx, deps, meeting, { memberIds, toCome: false, since: meeting.announcedAt });
    });
    await nextTurn();
  }
}

type Waiting = { readonly member: Member; readonly acknowledged: boolean };

/** Those who are expected, know of it and are not excused. */
async function comingTo(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<Waiting[]> {
  const invitees = new Map((await inviteesOf(tx, meeting.id)).map((invitee) => [invitee.memberId, invitee]));
  const known = await knowledge(tx, meeting.id);
  const excused = await deps.excused(tx, meeting.id);
  await nextTurn();
  return (await activeMembers(tx)).flatMap((member): Waiting[] => {
    const invitee = invitees.get(member.id);
    const knows = known.get(member.id)?.sequence !== undefined;
    if (!invitee || !knows || excused.has(member.id)) return [];
    return [{ member, acknowledged: invitee.acknowledgedAt !== undefined }];
  });
}

/** Those who go instead of somebody who is excused (代会人). */
async function standingIn(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<Waiting[]> {
  const substitutes = await deps.substitutes(tx, meeting.id);
  if (substitutes.size === 0) return [];
  return (await activeMembers(tx)).flatMap((member) => (substitutes.has(member.id) ? [{ member, acknowledged: true }] : []));
}

/** One reminder for each meeting, however many have become due, or still wait to be sent; none after the start. */
export async function remind(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  for (const id of await deps.transact((tx) => meetingsToRemind(tx, now))) {
    await deps.transact(async (tx) => {
      const minutesBefore = await takeReminders(tx, id, now);
      const meeting = await findMeeting(tx, id);
      if (minutesBefore === undefined || !meeting || meeting.startsAt <= now || !(await takesPlace(tx, meeting))) return;
      await withdraw(tx, now, `meeting.remind:${id}:`);
      const key = `meeting.remind:${id}:${meeting.sequence}:${minutesBefore}:`;
      await post(tx, deps, meeting, await comingTo(tx, deps, meeting), { key, card: reminderCard, now });
      await post(tx, deps, meeting, await standingIn(tx, deps, meeting), { key, card: standInReminderCard, now });
    });
    await nextTurn();
  }
}

/** Those who have not acknowledged are asked to, once for what has become due together; with the last nudge they are named to the organizer. */
export async function nudge(deps: MeetingDeps): Promise<void> {
  const now = deps.clock.now();
  const due = await deps.transact((tx) => dueNudges(tx, now));
  for (const one of due) {
    const newest = due.findLast(({ meetingId, invitedAt }) => meetingId === one.meetingId && invitedAt === one.invitedAt);
    await deps.transact(async (tx) => {
      if (one === newest) await nudgeOnce(tx, deps, one, now);
      else await moveNudge(tx, one, undefined);
    });
    await nextTurn();
  }
}

async function nudgeOnce(tx: Tx, deps: MeetingDeps, one: DueNudge, now: Instant): Promise<void> {
  const meeting = await findMeeting(tx, one.meetingId);
  const chance = meeting?.state === 'announced' && meeting.startsAt > now ? await nextChance(tx, deps, meeting, now) : undefined;
  if (!(await moveNudge(tx, one, chance === now ? undefined : chance)) || !meeting || chance !== now) return;
  const [invited, nudges] = [await invitedSince(tx, meeting.id), await nudgesOf(tx, meeting.id)];
  const theirs = theirsAmong(nudges);
  const missing = (await comingTo(tx, deps, meeting)).filter(
    ({ member, acknowledged }) => !acknowledged && theirs(invited.get(member.id)) === one.invitedAt,
  );
  // Those before that could not be sent: nobody has several at the same moment.
  for (const { n } of nudges.filter((other) => other.invitedAt === one.invitedAt && other.n < one.n))
    await withdraw(tx, now, nudgeKey(meeting.id, n, ''));
  if (!isByReminder(meeting, deps.policy, now))
    await post(tx, deps, meeting, missing, { key: nudgeKey(meeting.id, one.n, ''), card: nudgeCard, now, since: meeting.announcedAt });
  if (one.last) await setListed(tx, meeting.id, true);
}

/** Now; or later, where the program was down at the hour that was chosen and it is night, or while the meeting is suspended. Undefined: not before it begins. */
async function nextChance(tx: Tx, deps: MeetingDeps, meeting: Meeting, now: Instant): Promise<Instant | undefined> {
  const earliest = (await takesPlace(tx, meeting)) ? now : plus(now, hourMs);
  const at = nextWorkingTime(earliest, deps.workingHours, deps.calendar, deps.zone);
  return at < meeting.startsAt ? at : undefined;
}

type Sending = { readonly key: string; readonly card: typeof nudgeCard; readonly now: Instant; readonly since?: Instant };

async function post(tx: Tx, deps: MeetingDeps, meeting: Meeting, people: readonly Waiting[], sending: Sending): Promise<void> {
  const { key, card, now, since } = sending;
  const cardFor = eachOnce(card, meeting, deps);
  const says = whenAndWhere(meeting);
  const outgoing = people.map((one): Outgoing => {
    const to = { member: one.member.id };
    return {
      kind: 'post',
      key: `${key}${one.member.id}`,
      to,
      card: cardFor(one),
      urgency: 'routine',
      expiresAt: meeting.startsAt,
      since,
      says,
    };
  });
  await enqueueAll(tx, now, outgoing);
}
