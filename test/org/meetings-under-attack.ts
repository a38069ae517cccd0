import { onTestFinished } from 'vitest';
import type { Answer } from '../../src/chat/reply.js';
import { requestAbsence } from '../../src/leave/absence/request-service.js';
import { subscribe } from '../../src/meeting/activity/feed-service.js';
import { openCheckIn } from '../../src/meeting/attendance/check-in-service.js';
import { correct } from '../../src/meeting/attendance/correction-service.js';
import { requestExemption } from '../../src/meeting/give-way/owner-service.js';
import { followMeeting } from '../../src/meeting/give-way/service.js';
import type { Meeting, MeetingId } from '../../src/meeting/meeting.js';
import { startCheck } from '../../src/meeting/reachability/service.js';
import type { MemberId } from '../../src/org/member.js';
import { activeMembers } from '../../src/org/service.js';
import Database from '../../src/sqlite.js';
import { departmentId, giveAccounts, registered } from '../meeting/scene.js';
import { announce } from '../support/announced.js';
import { at, type Office, testOffice } from '../support/office.js';
import { everybodysCarried } from './carried.js';

/** Standings of domain.md §5; written by hand, not from the program's table. `organizes`: whose meetings they may act on; `registers`: whose activities. */
export const PEOPLE = [
  { id: '001', is: 'head of the bureau', organizes: [], registers: 'all', checks: false },
  { id: '003', is: 'supervising leader', organizes: [], registers: [], checks: false },
  { id: '104', is: 'office', organizes: [], registers: 'all', checks: true },
  { id: '102', is: 'office, organizer, administrator', organizes: ['办公室'], registers: 'all', checks: true },
  { id: '302', is: 'administrator', organizes: [], registers: [], checks: false },
  { id: '301', is: 'head of personnel, organizer', organizes: ['人事教育处'], registers: ['人事教育处'], checks: false },
  { id: '402', is: 'party committee', organizes: [], registers: [], checks: false },
  { id: '601', is: 'department head, organizer', organizes: ['规划处'], registers: ['规划处'], checks: false },
  { id: '901', is: 'department head', organizes: [], registers: ['第二工程管理所'], checks: false },
  { id: '603', is: 'cadre', organizes: [], registers: [], checks: false },
] as const;
export type Person = (typeof PEOPLE)[number];

/** What only some may read: the words, and who. The organizers of 办公室 decide about its meetings. */
const SECRETS = {
  absence: { words: '金丝雀-请假', readers: ['603', '101', '102'] },
  exemption: { words: '金丝雀-不让路', readers: ['801', '101', '102'] },
  correction: { words: '金丝雀-更正', readers: ['101', '102'] },
  feed: { words: 'jinsique', readers: [] },
} as const;

/** The demo bureau with meetings in every state, and everything its people carry on their cards and forms. */
export async function meetingsUnderAttack() {
  const office = await testOffice();
  await giveAccounts(office);
  const activity = await registered(office, '801', { title: '安全演练', date: '2026-11-26', start: '09:30', end: '11:00' });
  await registered(office, '801', { title: '设备检修', date: '2026-11-26', start: '10:00', end: '12:00' });
  await plantMeetings(office, activity);
  const sqlite = new Database(office.path, { readonly: true });
  onTestFinished(() => void sqlite.close());
  const names = new Map(
    sqlite
      .prepare<[], { id: string; name: string }>('SELECT id, name FROM org_department')
      .all()
      .map(({ id, name }) => [name, id]),
  );
  const idsOf = (departments: readonly string[]) => JSON.stringify(departments.map((name) => names.get(name)));
  const rows = (sql: string, ...values: string[]) => JSON.stringify(sqlite.prepare(sql).all(...values));

  /** What `person` may not change, table by table. */
  function guarded({ id, organizes, registers, checks }: Person): Record<string, string> {
    const own = idsOf(organizes);
    const foreign = '(SELECT id FROM meeting_meeting WHERE department_id NOT IN (SELECT value FROM json_each(?)))';
    const others =
      registers === 'all'
        ? 'SELECT id FROM meeting_activity WHERE 0'
        : 'SELECT id FROM meeting_activity WHERE owner_id <> ? AND department_id NOT IN (SELECT value FROM json_each(?))';
    const whose = registers === 'all' ? [] : [id, idsOf(registers)];
    return {
      meetings: rows(`SELECT * FROM meeting_meeting WHERE id IN ${foreign}`, own),
      'who is expected': rows(`SELECT meeting_id, member_id, removed FROM meeting_invitee WHERE meeting_id IN ${foreign}`, own),
      'what others acknowledged': rows(
        `SELECT meeting_id, member_id, acknowledged_at FROM meeting_invitee WHERE member_id <> ? AND meeting_id IN ${foreign}`,
        id,
        own,
      ),
      'activities of others': rows(`SELECT * FROM meeting_activity WHERE source <> 'meeting' AND id IN (${others})`, ...whose),
      'cases of others': rows(
        `SELECT * FROM meeting_give_way WHERE meeting_id IN ${foreign} AND activity_id IN (${others})`,
        own,
        ...whose,
      ),
      'decisions about exemptions': rows(
        `SELECT meeting_id, activity_id, decided_by, hex(answer) FROM meeting_give_way WHERE meeting_id IN ${foreign}`,
        own,
      ),
      'absences of others': rows(
        `SELECT id, state, decided_by, hex(reason), substitute_id FROM leave_absence WHERE member_id <> ? AND meeting_id IN ${foreign}`,
        id,
        own,
      ),
      'who was there, of others': rows(`SELECT * FROM meeting_attendance WHERE member_id <> ? AND meeting_id IN ${foreign}`, id, own),
      'check-ins': rows(`SELECT meeting_id, opened_at, closed_at FROM meeting_check_in WHERE meeting_id IN ${foreign}`, own),
      'answers of others to a reachability check': rows(
        `SELECT * FROM meeting_reachability_ask WHERE member_id <> ?${checks ? ' AND 0' : ''}`,
        id,
      ),
      'reachability checks': checks ? '' : rows('SELECT id, state FROM meeting_reachability'),
      feeds:
        registers === 'all'
          ? ''
          : rows(
              'SELECT id, department_id, removed FROM meeting_feed WHERE department_id NOT IN (SELECT value FROM json_each(?))',
              idsOf(registers),
            ),
      'calendar addresses of others': rows('SELECT member_id, hex(token_hash) FROM meeting_calendar_feed WHERE member_id <> ?', id),
    };
  }

  /** Lets it happen. Everything about it that is forbidden, in words; none: all is well. */
  async function violations(person: Person, act: () => Promise<Answer>): Promise<string[]> {
    const before = guarded(person);
    const answer = await act();
    const said = JSON.stringify(answer);
    const after = guarded(person);
    const title = 'form' in answer ? answer.form.title : '';
    const lists = (title === '未收到名单' && said.includes('曾求索')) || (title === '冲突活动处理情况' && said.includes('安全演练'));
    return [
      ...Object.values(SECRETS)
        .filter(({ words, readers }) => said.includes(words) && !(readers as readonly string[]).includes(person.id))
        .map(({ words }) => `reads ${words}`),
      ...Object.keys(before)
        .filter((what) => before[what] !== after[what])
        .map((what) => `changes ${what}`),
      ...(lists && !(person.organizes as readonly string[]).includes('办公室') ? [`sees ${title}`] : []),
    ];
  }
  return { office, carried: await everybodysCarried(office), violations };
}

async function plantMeetings(office: Office, activity: string): Promise<void> {
  const { meeting, leave, transact } = office;
  const everybody = await transact((tx) => activeMembers(tx));
  const expected = new Set(everybody.map(({ id }) => id));
  const announced = async (given: Partial<Meeting>) => {
    const made = await announce(office, given);
    await transact((tx) => followMeeting(tx, meeting, made, expected));
    return made;
  };
  await announced({ id: 'today' as MeetingId, title: '今天的会', startsAt: at('2026-11-24', '10:10'), endsAt: at('2026-11-24', '11:00') });
  const next = await announced({ id: 'next' as MeetingId, startsAt: at('2026-11-26', '09:00'), endsAt: at('2026-11-26', '11:00') });
  const departments = await departmentId(office, '规划处');
  await announce(
    office,
    {
      id: 'small' as MeetingId,
      title: '规划处例会',
      scope: 'departments',
      startsAt: at('2026-11-27', '09:00'),
      endsAt: at('2026-11-27', '10:00'),
      departmentId: departments,
      organizerId: '601' as MemberId,
    },
    ['601', '602', '603'],
  );
  const wanted = { meetingId: next.id, sequence: 0, kind: 'illness', substituteId: undefined };
  must(await requestAbsence(leave, { ...wanted, memberId: '603', detail: SECRETS.absence.words }));
  must(await requestAbsence(leave, { ...wanted, memberId: '901', detail: '出差' }));
  must(await requestExemption(meeting, '801' as MemberId, { meetingId: next.id, activityId: activity as never }, SECRETS.exemption.words));
  must(await openCheckIn(meeting, { meetingId: 'today', memberId: '101' }));
  must(
    await correct(meeting, { meetingId: 'today', memberId: '101', of: '702', to: 'present', reason: SECRETS.correction.words, version: 0 }),
  );
  must(
    await subscribe(
      meeting,
      '801' as MemberId,
      await departmentId(office, '第一工程管理所'),
      `https://calendar.example/${SECRETS.feed.words}.ics`,
    ),
  );
  must(await startCheck(meeting, '102', { id: 'check', audience: { kind: 'bureau' }, size: 'all', excluded: [], minutes: 5 }));
}

function must(done: { readonly ok: boolean }): void {
  if (!done.ok) throw new Error(JSON.stringify(done));
}
