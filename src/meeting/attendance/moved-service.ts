import { type Instant, minuteMs, plus } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import { sentenceCard } from '../../chat/cards.js';
import type { Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import { enqueue, enqueueAll, withdraw } from '../../delivery/outbox.js';
import type { MemberId } from '../../org/member.js';
import { activeMembers, findMember, recordAudit } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { inviteesOf } from '../invitee-store.js';
import type { Meeting, MeetingId } from '../meeting.js';
import type { CheckIn, Mark } from './attendance.js';
import { fileKey, reportKey } from './keys.js';
import { isSoon, isThere, staysOpen } from './rules.js';
import * as store from './store.js';
import { sentences } from './text.js';

/** In the transaction in which it is called off. What was recorded stays, and is shown nowhere. */
export async function followCancellation(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const checkIn = await store.findCheckIn(tx, meeting.id);
  if (checkIn) await voidReports(tx, deps, checkIn, sentences.reportCancelled(meeting.title));
}

/** Whoever has the report reads on it that it no longer counts; nobody gets it any more. */
async function voidReports(tx: Tx, deps: MeetingDeps, checkIn: CheckIn, why: Text): Promise<void> {
  const now = deps.clock.now();
  await withdraw(tx, now, reportKey(checkIn, ''));
  await withdraw(tx, now, fileKey(checkIn, ''));
  for (const id of await store.readersOf(tx, checkIn.meetingId)) {
    const member = await findMember(tx, id);
    if (!member) continue;
    const card = sentenceCard(why, readerOf(deps, member));
    await enqueue(tx, now, { kind: 'update', of: reportKey(checkIn, id), card, urgency: 'routine' });
  }
}

/**
 * In the transaction of the change. Who was there for another start says nothing of this one: the check-in is as if it had never been opened, and
 * whoever has its report reads on it that it no longer counts. Only where it is put off a little, those who wait for it have come, and in time.
 */
export async function followMove(tx: Tx, deps: MeetingDeps, before: Meeting, after: Meeting): Promise<void> {
  const checkIn = await checkInMoved(tx, before, after);
  if (!checkIn) return;
  const now = deps.clock.now();
  if (staysOpen(checkIn, after, now)) return store.noteInTime(tx, after.id, plus(after.startsAt, deps.policy.lateAfterMinutes * minuteMs));
  await voidReports(tx, deps, checkIn, sentences.reportVoid(before.title));
  await tellVoid(tx, deps, after);
  const marks = await store.removeCheckIn(tx, after.id);
  await recordAudit(tx, {
    at: now,
    actor: { operator: 'siwen' },
    action: 'meeting.check-in-forgotten',
    subject: after.id,
    detail: `moved; marks=${marks}`,
  });
}

/** Whoever has checked in, and is still expected, counts on it. */
async function tellVoid(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const came = new Set((await whoCame(tx, meeting)).map(({ memberId }) => memberId));
  const expected = new Set((await inviteesOf(tx, meeting.id)).map(({ memberId }) => memberId));
  const people = (await activeMembers(tx)).filter(({ id }) => came.has(id) && expected.has(id));
  await enqueueAll(
    tx,
    deps.clock.now(),
    people.map((member) => ({
      kind: 'post',
      key: `meeting.checkInVoid:${meeting.id}:${meeting.sequence}:${member.id}`,
      to: { member: member.id },
      card: sentenceCard(sentences.checkInVoid(meeting.title), readerOf(deps, member)),
      urgency: 'urgent',
      expiresAt: meeting.endsAt,
    })),
  );
}

const whoCame = async (tx: Tx, { id }: Meeting): Promise<Mark[]> =>
  [...(await store.marksOf(tx, id)).values()].filter(({ status }) => isThere(status));

/** How many have checked in, and would have to once more. */
export async function wouldBeVoid(tx: Tx, deps: MeetingDeps, before: Meeting, after: Meeting): Promise<number> {
  const checkIn = await checkInMoved(tx, before, after);
  return !checkIn || staysOpen(checkIn, after, deps.clock.now()) ? 0 : (await whoCame(tx, after)).length;
}

/** Whether it is put off so little that whoever has come for the former start waits for this one, and whoever is excused from that one is from this. */
export async function isWaitedFor(tx: Tx, before: Meeting, after: Meeting, now: Instant): Promise<boolean> {
  const checkIn = await store.findCheckIn(tx, after.id);
  return (checkIn !== undefined && staysOpen(checkIn, after, now)) || (isSoon(before, now) && isSoon(after, now));
}

/** Undefined: it begins when it did, or has no check-in. */
const checkInMoved = async (tx: Tx, before: Meeting, after: Meeting): Promise<CheckIn | undefined> =>
  before.startsAt === after.startsAt ? undefined : store.findCheckIn(tx, after.id);

/** Whoever has checked in for somebody, and goes there for them no longer, was there themselves; whom they replaced was not. */
export const endReplacing = (tx: Tx, meetingId: MeetingId, replaced: MemberId, substitute: MemberId): Promise<void> =>
  store.giveCheckIn(tx, meetingId, replaced, substitute);
