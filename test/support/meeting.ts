import { hourMs, type Instant, plus } from '../../src/calendar/instant.js';
import type { FormValues } from '../../src/chat/form.js';
import { insertInvitees } from '../../src/meeting/invitee-store.js';
import type { Meeting, MeetingId } from '../../src/meeting/meeting.js';
import { insertMeeting } from '../../src/meeting/store.js';
import type { DepartmentId, MemberId } from '../../src/org/member.js';
import { activeMembers, findMember } from '../../src/org/service.js';
import type { Office } from './office.js';

let made = 0;

/** A bureau-wide meeting of two hours, announced in advance by the office. */
export function meetingAt(startsAt: Instant, more: Partial<Meeting> = {}): Meeting {
  made += 1;
  return {
    id: `meeting-${made}` as MeetingId,
    title: '机关干部大会',
    scope: 'bureau',
    startsAt,
    endsAt: plus(startsAt, 2 * hourMs),
    place: '三楼会议室',
    link: undefined,
    agenda: undefined,
    audience: { kind: 'bureau' },
    excluded: [],
    substitutes: false,
    absenceDeadlineAt: startsAt,
    attachments: [],
    emergency: false,
    departmentId: '' as DepartmentId,
    organizerId: '101' as MemberId,
    announcedAt: plus(startsAt, -48 * hourMs),
    inAdvance: true,
    sequence: 0,
    state: 'announced',
    ...more,
  };
}

/** Writes it with who is expected, and nothing that announcing does besides. `expected`: everybody where it is left out. */
export function noteMeeting(office: Office, meeting: Meeting, expected?: readonly string[]): Promise<Meeting> {
  return office.transact(async (tx) => {
    const organizer = await findMember(tx, meeting.organizerId);
    const noted = { ...meeting, departmentId: meeting.departmentId || (organizer?.departmentId ?? meeting.departmentId) };
    await insertMeeting(tx, noted);
    const members = (await activeMembers(tx)).filter(({ id }) => expected === undefined || expected.includes(id));
    await insertInvitees(tx, noted.id, members, noted.announcedAt);
    return noted;
  });
}

/** The form of a bureau-wide meeting, as an organizer fills it in. */
export const FILLED: FormValues = {
  title: '机关干部大会',
  scope: 'bureau',
  audience: 'bureau',
  date: '2026-12-02',
  start: '09:00',
  end: '11:00',
  place: '三楼会议室',
};
