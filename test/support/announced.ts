import { type Instant, plus } from '../../src/calendar/instant.js';
import { whatItSays } from '../../src/delivery/content.js';
import { insertInvitees, inviteesOf, removeInvitees } from '../../src/meeting/invitee-store.js';
import { meetingJobs } from '../../src/meeting/jobs.js';
import type { Meeting, MeetingId } from '../../src/meeting/meeting.js';
import { sendNotices, tellCancelled, tellChanged } from '../../src/meeting/notice/service.js';
import { isInAdvance } from '../../src/meeting/precedence.js';
import { findMeeting, insertMeeting, saveMeeting } from '../../src/meeting/store.js';
import type { Member } from '../../src/org/member.js';
import { activeMembers } from '../../src/org/service.js';
import { meetingAt } from './meeting.js';
import { at, type Office } from './office.js';

const HOUR = 3_600_000;

/** What the notice is about, without the form that it is filled in with. */
function meetingOf(office: Office, given: Partial<Meeting>): Meeting {
  const startsAt = given.startsAt ?? at('2026-11-30', '09:00');
  return meetingAt(startsAt, {
    id: 'M1' as MeetingId,
    agenda: '一、传达文件；二、部署工作',
    substitutes: true,
    announcedAt: office.now(),
    inAdvance: isInAdvance(office.now(), startsAt, office.meeting.policy, office.meeting),
    ...given,
  });
}

const among = (members: readonly Member[], ids: readonly string[] | undefined) =>
  ids ? members.filter(({ id }) => ids.includes(id)) : members;

/** Announces it to these members, or to everybody. */
export async function announce(office: Office, given: Partial<Meeting> = {}, ids?: readonly string[]): Promise<Meeting> {
  return office.transact(async (tx) => {
    const everybody = await activeMembers(tx);
    const organizer = everybody.find(({ id }) => id === '101');
    if (!organizer) throw new Error('no organizer');
    const meeting = meetingOf(office, { departmentId: organizer.departmentId, ...given });
    const members = among(everybody, ids);
    await insertMeeting(tx, meeting);
    await insertInvitees(tx, meeting.id, members, office.now());
    await sendNotices(tx, office.meeting, meeting, members);
    return meeting;
  });
}

/** Changes it; `ids`: who is expected from now on. */
export async function change(office: Office, id: MeetingId, given: Partial<Meeting>, ids?: readonly string[]): Promise<Meeting> {
  return office.transact(async (tx) => {
    const before = await findMeeting(tx, id);
    if (!before) throw new Error(`no meeting ${id}`);
    const moved = given.startsAt !== undefined && given.endsAt === undefined ? { endsAt: plus(given.startsAt, 2 * HOUR) } : {};
    const after = { ...before, ...given, ...moved, announcedAt: office.now(), sequence: before.sequence + 1 };
    const everybody = await activeMembers(tx);
    const expected = new Set((await inviteesOf(tx, id)).map(({ memberId }) => memberId));
    const wanted = ids ? among(everybody, ids) : everybody.filter((member) => expected.has(member.id));
    const stay = wanted.filter((member) => expected.has(member.id));
    const added = wanted.filter((member) => !expected.has(member.id));
    const removed = everybody.filter((member) => expected.has(member.id) && !wanted.includes(member));
    await saveMeeting(tx, after, before.sequence);
    await insertInvitees(tx, id, added, office.now());
    await removeInvitees(
      tx,
      id,
      removed.map((member) => member.id),
    );
    await tellChanged(tx, office.meeting, before, after, { stay, added, removed });
    return after;
  });
}

export async function cancel(office: Office, id: MeetingId): Promise<void> {
  await office.transact(async (tx) => {
    const before = await findMeeting(tx, id);
    if (!before) throw new Error(`no meeting ${id}`);
    const after = { ...before, state: 'cancelled' as const, sequence: before.sequence + 1 };
    const expected = new Set((await inviteesOf(tx, id)).map(({ memberId }) => memberId));
    await saveMeeting(tx, after, before.sequence);
    await tellCancelled(
      tx,
      office.meeting,
      after,
      (await activeMembers(tx)).filter((member) => expected.has(member.id)),
    );
  });
}

/** Everything that is due at this instant. */
export async function tick(office: Office, instant: Instant = office.now()): Promise<void> {
  office.moveTo(instant);
  for (const job of meetingJobs(office.meeting)) await job.run(instant);
}

/** What lies in the outbox and may be sent reaches its reader; its keys, in the order of writing. */
export async function deliver(office: Office): Promise<string[]> {
  return office.transact(async (tx) => {
    const now = office.now();
    const pending = tx.updateTable('delivery_outbox').where('state', '=', 'pending');
    await pending.set({ state: 'expired', settled_at: now }).where('expires_at', '<=', now).execute();
    const rows = await tx.selectFrom('delivery_outbox').select('key').where('state', '=', 'pending').orderBy('id').execute();
    await pending.set({ state: 'sent', message_channel: 'D', message_id: '1', settled_at: now }).execute();
    return rows.map(({ key }) => key);
  });
}

/** The card of this key as its reader sees it now. */
export async function cardNow(office: Office, key: string): Promise<string> {
  return office.transact(async (tx) => {
    const row = await tx.selectFrom('delivery_outbox').select(['id', whatItSays]).where('key', '=', key).executeTakeFirstOrThrow();
    const update = await tx.selectFrom('delivery_update').select('card').where('outbox_id', '=', row.id).executeTakeFirst();
    return update?.card ?? row.content ?? '';
  });
}
