import fc from 'fast-check';
import { hourMs, plus } from '../../src/calendar/instant.js';
import { correct } from '../../src/meeting/attendance/correction-service.js';
import { meetingJobs } from '../../src/meeting/jobs.js';
import type { MeetingId } from '../../src/meeting/meeting.js';
import { activeMembers } from '../../src/org/service.js';
import Database from '../../src/sqlite.js';
import { ORGANIZER } from '../leave/absence/world.js';
import { days, leaveOf } from '../leave/away/world.js';
import { meetingAt, noteMeeting } from '../support/meeting.js';
import { at, type Office } from '../support/office.js';

/* Anything that may happen to some people around the turn of a month and of a year: rounds, meetings, leave, transfers. */

export const PEOPLE = ['601', '602', '603', '701', '702', '101', '104', '801'];
const DAYS = ['2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01', '2026-11-12', '2026-11-30', '2026-12-01'] as const;
const person = fc.constantFrom(...PEOPLE);
const day = fc.constantFrom(...DAYS);
export const event = fc.oneof(
  fc.record({
    what: fc.constant('round' as const),
    day,
    kind: fc.constantFrom('closed', 'open', 'missed', 'trial'),
    asks: fc.uniqueArray(fc.record({ who: person, answer: fc.constantFrom('none', 'in time', 'late') }), { selector: ({ who }) => who }),
  }),
  fc.record({
    what: fc.constant('meeting' as const),
    day,
    fate: fc.constantFrom('closed', 'closed', 'open', 'never opened', 'cancelled'),
    invited: fc.uniqueArray(person, { minLength: 1 }),
    marks: fc.array(fc.record({ who: person, status: fc.constantFrom('present', 'late', 'excused', 'absent') })),
    absences: fc.array(fc.record({ who: person, state: fc.constantFrom('approved', 'refused', 'pending') })),
    corrections: fc.array(fc.record({ who: person, to: fc.constantFrom('present', 'late', 'excused', 'absent') }), { maxLength: 4 }),
  }),
  fc.record({
    what: fc.constant('leave' as const),
    day,
    who: person,
    kind: fc.constantFrom('business-trip' as const, 'annual-leave' as const),
    state: fc.constantFrom('approved' as const, 'refused' as const, 'pending' as const, 'withdrawn' as const),
  }),
  fc.record({ what: fc.constant('transfer' as const), who: person, to: person }),
);
export type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

export async function live(office: Office, events: readonly Event[]): Promise<void> {
  for (const [index, one] of events.entries()) {
    if (one.what === 'round') round(office, index, one);
    else if (one.what === 'meeting') await meet(office, index, one);
    else if (one.what === 'leave') {
      const until = one.day === '2026-09-30' ? '2026-10-12 am' : `${one.day} pm`;
      await leaveOf(office, one.who, days(`${one.day} am`, until), { kind: one.kind, state: one.state });
    } else
      sqliteOf(office, (sqlite) =>
        sqlite
          .prepare('UPDATE org_member SET department_id = (SELECT department_id FROM org_member WHERE id = ?) WHERE id = ?')
          .run(one.to, one.who),
      );
  }
}

export function sqliteOf<T>(office: Office, use: (sqlite: InstanceType<typeof Database>) => T): T {
  const sqlite = new Database(office.path);
  try {
    return use(sqlite);
  } finally {
    sqlite.close();
  }
}

function round(office: Office, index: number, { day: on, kind, asks }: Extract<Event, { what: 'round' }>): void {
  const opens = at(on, index % 2 === 0 ? '00:00' : '23:59');
  const state = kind === 'trial' ? 'closed' : kind;
  sqliteOf(office, (sqlite) => {
    sqlite
      .prepare("INSERT INTO reflection_round VALUES (?, NULL, ?, '{}', ?, ?, ?, ?, ?, NULL)")
      .run(`R${index}`, opens, opens, opens + hourMs, state, state === 'missed' ? 'downtime' : null, kind === 'trial' ? 1 : 0);
    for (const { who, answer } of asks)
      sqlite
        .prepare('INSERT INTO reflection_ask SELECT ?, id, department_id, ?, ? FROM org_member WHERE id = ?')
        .run(`R${index}`, answer === 'none' ? null : opens + (answer === 'late' ? 2 * hourMs : 1), answer === 'late' ? 1 : 0, who);
  });
}

async function meet(office: Office, index: number, one: Extract<Event, { what: 'meeting' }>): Promise<void> {
  const startsAt = at(one.day, index % 2 === 0 ? '09:00' : '23:00');
  const id = `M${index}` as MeetingId;
  const everybody = await office.transact(activeMembers);
  const organizer = everybody.find((member) => member.id === ORGANIZER);
  await noteMeeting(
    office,
    meetingAt(startsAt, { id, departmentId: organizer?.departmentId, announcedAt: plus(startsAt, -hourMs) }),
    one.invited,
  );
  if (one.fate === 'never opened') return;
  sqliteOf(office, (sqlite) => {
    sqlite.prepare("INSERT INTO meeting_check_in VALUES (?, x'00', ?, ?, ?, NULL, NULL)").run(id, Buffer.from(id), startsAt, ORGANIZER);
    for (const [version, { who, status }] of one.marks.entries())
      sqlite
        .prepare("INSERT INTO meeting_attendance VALUES (?, ?, ?, ?, 0, NULL, 'list', ?, ?, NULL, NULL)")
        .run(id, who, version + 1, status, ORGANIZER, startsAt);
    for (const [number, { who, state }] of one.absences.entries())
      sqlite
        .prepare(
          `INSERT OR IGNORE INTO leave_absence (id, meeting_id, member_id, requested_at, late, state, decided_by, decided_at)
           VALUES (?, ?, ?, ?, 0, ?, ?, ?)`,
        )
        .run(`${id}/${number}`, id, who, startsAt, state, state === 'pending' ? null : ORGANIZER, state === 'pending' ? null : startsAt);
  });
  if (one.fate === 'open') return;
  office.moveTo(plus(startsAt, 48 * hourMs));
  for (const job of meetingJobs(office.meeting)) if (job.name === 'meeting.closeCheckIn') await job.run(office.now());
  for (const { who, to } of one.corrections) {
    const version = sqliteOf(office, (sqlite) =>
      sqlite
        .prepare<[string, string], number>(
          'SELECT coalesce(max(version), 0) FROM meeting_attendance WHERE meeting_id = ? AND member_id = ?',
        )
        .pluck()
        .get(id, who),
    );
    await correct(office.meeting, { meetingId: id, memberId: ORGANIZER, of: who, version: version ?? 0, to, reason: '核对' });
  }
  if (one.fate === 'cancelled')
    sqliteOf(office, (sqlite) => sqlite.prepare("UPDATE meeting_meeting SET state = 'cancelled' WHERE id = ?").run(id));
}
