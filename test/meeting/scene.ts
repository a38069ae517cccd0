import type { Instant } from '../../src/calendar/instant.js';
import type { Form, FormValues } from '../../src/chat/form.js';
import type { Tx } from '../../src/db/transact.js';
import { followMeeting } from '../../src/meeting/give-way/service.js';
import { inviteesOf } from '../../src/meeting/invitee-store.js';
import { meetingJobs } from '../../src/meeting/jobs.js';
import type { Meeting } from '../../src/meeting/meeting.js';
import { saveMeeting } from '../../src/meeting/store.js';
import type { DepartmentId, MemberId } from '../../src/org/member.js';
import { activeMembers, findMember, loadOrg } from '../../src/org/service.js';
import { meetingAt, noteMeeting } from '../support/meeting.js';
import { at, type Office } from '../support/office.js';
import { formIn, talk, wordsOf } from '../support/talk.js';

/** Everybody has an account in the chat, but those named. */
export async function giveAccounts(office: Office, but: readonly string[] = []): Promise<void> {
  await office.transact(async (tx) => {
    const people = (await activeMembers(tx)).filter(({ id }) => !but.includes(id));
    await tx
      .insertInto('org_account')
      .values(
        people.map(({ id, name, email }) => ({
          user_id: `U${id}`,
          team_id: 'T',
          name,
          email: email ?? null,
          locale: 'zh-CN',
          active: 1,
          bot: 0,
          member_id: id,
          seen_at: 1,
        })),
      )
      .execute();
  });
}

export const departmentId = (office: Office, name: string): Promise<DepartmentId> =>
  office.transact(async (tx) => {
    const found = (await loadOrg(tx)).departments.find((department) => department.name === name);
    if (!found) throw new Error(name);
    return found.id;
  });

/** A meeting of the whole bureau on 3 December, 09:00 to 11:00, announced in advance by the office; as if it had been announced by hand. */
export const meetingOf = (office: Office, more: Partial<Meeting> = {}, expected?: readonly string[]): Promise<Meeting> =>
  noteMeeting(office, meetingAt(more.startsAt ?? at('2026-12-03', '09:00'), { announcedAt: office.now(), ...more }), expected);

export const FILLED: FormValues = {
  title: '业务培训',
  date: '2026-12-03',
  start: '10:00',
  end: '12:00',
  place: '二楼会议室',
  who: 'department',
};

const departmentOf = (office: Office, memberId: string): Promise<string> =>
  office.transact(async (tx) => (await findMember(tx, memberId))?.departmentId ?? '');

/** Fills in the form of 登记活动 as `memberId`; gives the form to be confirmed. */
export async function filledIn(office: Office, memberId: string, values: FormValues = {}): Promise<Form> {
  const person = talk(office, memberId);
  const form = formIn(await person.press('meeting.activityNew'));
  const department = await departmentOf(office, memberId);
  return formIn(await person.submit(form, { ...FILLED, department, ...values }));
}

/** Registers one, and gives its id. */
export async function registered(office: Office, memberId: string, values: FormValues = {}): Promise<string> {
  const form = await filledIn(office, memberId, values);
  await talk(office, memberId).submit(form, {});
  return form.context;
}

export const activityRow = (office: Office, id: string) =>
  office.transact((tx) =>
    tx
      .selectFrom('meeting_activity')
      .selectAll()
      .where('id', '=', id as never)
      .executeTakeFirstOrThrow(),
  );

export const times = (row: { readonly starts_at: Instant; readonly ends_at: Instant }) => [row.starts_at, row.ends_at];

/** Runs what is due at this instant, as a tick does. */
export async function tick(office: Office, date: string, time: string): Promise<void> {
  office.moveTo(at(date, time));
  for (const job of meetingJobs(office.meeting)) await job.run(office.now());
}

/** What lies in the outbox under a key: its words. */
export async function wordsUnder(office: Office, prefix: string): Promise<{ member: string; words: string }[]> {
  return (await office.outbox(prefix)).map(({ member_id, content }) => ({
    member: member_id ?? '',
    words: wordsOf(JSON.parse(content ?? '{"blocks":[]}').blocks),
  }));
}

/** Announces by hand: the meeting, who is expected, and the cases of what stands in its way. */
export async function announced(office: Office, more: Partial<Meeting> = {}, expected?: readonly string[]): Promise<Meeting> {
  const meeting = await meetingOf(office, more, expected);
  await office.transact(async (tx) => followMeeting(tx, office.meeting, meeting, await expectedAt(tx, meeting)));
  return meeting;
}

const expectedAt = async (tx: Tx, meeting: Meeting): Promise<ReadonlySet<MemberId>> =>
  new Set((await inviteesOf(tx, meeting.id)).map(({ memberId }) => memberId));

/** Changes or cancels by hand. */
export async function changed(office: Office, before: Meeting, more: Partial<Meeting>): Promise<Meeting> {
  const after = { ...before, ...more, sequence: before.sequence + 1 };
  await office.transact(async (tx) => {
    await saveMeeting(tx, after, before.sequence);
    if (after.state === 'cancelled') await followMeeting(tx, office.meeting, after, new Set());
    else await followMeeting(tx, office.meeting, after, await expectedAt(tx, after));
  });
  return after;
}

export const cases = (office: Office) =>
  office.transact((tx) =>
    tx
      .selectFrom('meeting_give_way')
      .select(['meeting_id', 'activity_id', 'state', 'obligation', 'notice', 'deadline_at', 'version'])
      .orderBy('meeting_id')
      .orderBy('activity_id')
      .execute(),
  );
