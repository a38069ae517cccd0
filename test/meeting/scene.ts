import type { Instant } from '../../src/calendar/instant.js';
import type { Form, FormValues } from '../../src/chat/form.js';
import type { Meeting, MeetingId } from '../../src/meeting/meeting.js';
import { insertInvitees, insertMeeting } from '../../src/meeting/store.js';
import type { DepartmentId, MemberId } from '../../src/org/member.js';
import { activeMembers, loadOrg } from '../../src/org/service.js';
import { at, type Office } from '../support/office.js';
import { formIn, talk } from '../support/talk.js';

export const departmentId = (office: Office, name: string): Promise<DepartmentId> =>
  office.transact(async (tx) => {
    const found = (await loadOrg(tx)).departments.find((department) => department.name === name);
    if (!found) throw new Error(name);
    return found.id;
  });

let made = 0;

/** A meeting of the whole bureau on 3 December, 09:00 to 11:00, announced in advance by the office; as if it had been announced by hand. */
export async function meetingOf(office: Office, more: Partial<Meeting> = {}, expected?: readonly string[]): Promise<Meeting> {
  made += 1;
  const startsAt = more.startsAt ?? at('2026-12-03', '09:00');
  const meeting: Meeting = {
    id: `meeting-${made}` as MeetingId,
    title: '机关干部大会',
    scope: 'bureau',
    startsAt,
    endsAt: at('2026-12-03', '11:00'),
    place: '三楼会议室',
    link: undefined,
    agenda: undefined,
    audience: { kind: 'bureau' },
    excluded: [],
    substitutes: false,
    absenceDeadlineAt: startsAt,
    attachments: [],
    emergency: false,
    departmentId: await departmentId(office, '办公室'),
    organizerId: '101' as MemberId,
    announcedAt: office.now(),
    inAdvance: true,
    sequence: 0,
    state: 'announced',
    ...more,
  };
  await office.transact(async (tx) => {
    await insertMeeting(tx, meeting);
    const members = (await activeMembers(tx)).filter(({ id }) => expected === undefined || expected.includes(id));
    await insertInvitees(tx, meeting.id, members, meeting.announcedAt);
  });
  return meeting;
}

export const FILLED: FormValues = {
  title: '业务培训',
  date: '2026-12-03',
  start: '10:00',
  end: '12:00',
  place: '二楼会议室',
  who: 'department',
};

/** Fills in the form of 登记活动 as `memberId`; gives the form to be confirmed. */
export async function filledIn(office: Office, memberId: string, values: FormValues = {}): Promise<Form> {
  const person = talk(office, memberId);
  const form = formIn(await person.press('meeting.activityNew'));
  const department = await departmentId(office, '规划处');
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
