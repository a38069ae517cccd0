import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, type Instant, type PlainDate, plus } from '../../../src/calendar/instant.js';
import type { Period } from '../../../src/calendar/period.js';
import { correct } from '../../../src/meeting/attendance/correction-service.js';
import { meetingJobs } from '../../../src/meeting/jobs.js';
import type { MeetingId } from '../../../src/meeting/meeting.js';
import { activeMembers, loadOrg } from '../../../src/org/service.js';
import { countFigures, countMissing } from '../../../src/participation/figures/count-service.js';
import Database from '../../../src/sqlite.js';
import { ORGANIZER } from '../../leave/absence/world.js';
import { days, leaveOf } from '../../leave/away/world.js';
import { meetingAt, noteMeeting } from '../../support/meeting.js';
import { at, type Office, testOffice } from '../../support/office.js';

/*
 * What was counted is held against an independent calculation: plain SQL over the rows of what happened (who was asked and answered, who was
 * invited, recorded and excused, whose leave was approved), which knows nothing of the tables that figures are kept in.
 */

const PEOPLE = ['601', '602', '603', '701', '702', '101', '104', '801'];
const DAYS = ['2026-09-30', '2026-10-01', '2026-10-31', '2026-11-01', '2026-11-12', '2026-11-30', '2026-12-01'] as const;
const PERIODS: Period[] = (
  [
    ['2026-11-01', '2026-11-30'],
    ['2026-10-01', '2026-12-31'],
    ['2026-11-12', '2026-11-12'],
    ['2026-01-01', '2026-12-31'],
    ['2025-01-01', '2025-12-31'],
  ] as const
).map(([from, to]) => ({ from: from as PlainDate, to: to as PlainDate }));

const person = fc.constantFrom(...PEOPLE);
const day = fc.constantFrom(...DAYS);
const event = fc.oneof(
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
type Event = typeof event extends fc.Arbitrary<infer E> ? E : never;

async function live(office: Office, events: readonly Event[]): Promise<void> {
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

function sqliteOf<T>(office: Office, use: (sqlite: InstanceType<typeof Database>) => T): T {
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
      .prepare("INSERT INTO reflection_round VALUES (?, NULL, ?, '{}', ?, ?, ?, ?, ?)")
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
        .prepare("INSERT INTO meeting_attendance VALUES (?, ?, ?, ?, 0, NULL, 'list', ?, ?, NULL)")
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

/** By department: asked answered late | expected present excused late absent | half days by kind, people. */
const INDEPENDENT = `
WITH asked AS (
  SELECT ask.* FROM reflection_ask AS ask JOIN reflection_round AS round ON round.id = ask.round_id
  WHERE round.opens_at >= @start AND round.opens_at < @end AND round.trial = 0 AND round.state IN ('open', 'closed')
),
there AS (
  SELECT invitee.department_id, invitee.member_id, coalesce(
    (SELECT status FROM meeting_attendance AS mark WHERE mark.meeting_id = invitee.meeting_id AND mark.member_id = invitee.member_id
     ORDER BY version DESC LIMIT 1),
    CASE WHEN EXISTS (SELECT 1 FROM leave_absence AS absence WHERE absence.meeting_id = invitee.meeting_id
                      AND absence.member_id = invitee.member_id AND absence.state = 'approved') THEN 'excused' ELSE 'absent' END
  ) AS status
  FROM meeting_invitee AS invitee
  JOIN meeting_meeting AS meeting ON meeting.id = invitee.meeting_id
  JOIN meeting_check_in AS check_in ON check_in.meeting_id = invitee.meeting_id
  WHERE meeting.starts_at >= @start AND meeting.starts_at < @end AND meeting.state = 'announced' AND invitee.removed = 0
    AND check_in.closed_at IS NOT NULL
)
SELECT department.id,
  (SELECT count(*) FROM asked WHERE department_id = department.id) AS asked,
  (SELECT count(*) FROM asked WHERE department_id = department.id AND answered_at IS NOT NULL) AS answered,
  (SELECT count(*) FROM asked WHERE department_id = department.id AND late = 1) AS late,
  (SELECT count(*) FROM there WHERE department_id = department.id) AS expected,
  (SELECT count(*) FROM there WHERE department_id = department.id AND status IN ('present', 'late')) AS present,
  (SELECT count(*) FROM there WHERE department_id = department.id AND status = 'excused') AS excused,
  (SELECT count(*) FROM there WHERE department_id = department.id AND status = 'late') AS late_there,
  (SELECT count(*) FROM there WHERE department_id = department.id AND status = 'absent') AS absent
FROM org_department AS department`;

const LEAVE = `
SELECT department_id, kind, sum(leave_days.half_days) AS half_days, count(DISTINCT member_id) AS people
FROM leave_request JOIN leave_days ON leave_days.leave_id = leave_request.id
WHERE state IN ('approved', 'ended') AND year = @year GROUP BY 1, 2`;

test('out of any history, every figure of every department is what plain SQL over the rows of what happened gives', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 14 }), async (events) => {
      const office = await testOffice(at('2026-12-31', '12:00'));
      await live(office, events);
      const departmentIds = (await office.transact(loadOrg)).departments.map(({ id }) => id);
      for (const period of PERIODS) {
        const bounds = { start: at(period.from, '00:00'), end: plus(at(period.to, '00:00'), 24 * hourMs) as Instant };
        const tally = await countFigures(office.participation, { period, subject: 'all', departmentIds });
        const rows = sqliteOf(office, (sqlite) =>
          sqlite.prepare<[typeof bounds], Record<string, number | string>>(INDEPENDENT).all(bounds),
        );
        for (const row of rows) {
          const figures = tally.byDepartment.get(row.id as never);
          expect({
            id: row.id,
            asked: figures?.prompts.asked ?? 0,
            answered: figures?.prompts.answered ?? 0,
            late: figures?.prompts.late ?? 0,
            expected: figures?.meetings.expected ?? 0,
            present: figures?.meetings.present ?? 0,
            excused: figures?.meetings.excused ?? 0,
            late_there: figures?.meetings.late ?? 0,
            absent: figures?.meetings.absent ?? 0,
          }).toEqual(row);
        }
        const missing = await countMissing(office.participation, { period, subject: 'all', departmentIds });
        const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
        expect(sum(missing.map(({ unanswered }) => unanswered))).toBe(
          sum(rows.map(({ asked, answered }) => Number(asked) - Number(answered))),
        );
        expect(sum(missing.map(({ absent }) => absent))).toBe(sum(rows.map(({ absent }) => Number(absent))));
        if (!period.from.endsWith('01-01')) continue;
        // Of whole years what was counted when the leave was requested; parts of one are counted day by day in the tests of leave.
        const leave = sqliteOf(office, (sqlite) =>
          sqlite
            .prepare<[{ year: number }], { department_id: string; kind: string; half_days: number }>(LEAVE)
            .all({ year: Number(period.from.slice(0, 4)) }),
        );
        const shown = [...tally.byDepartment].flatMap(
          ([
            id,
            {
              leave: { days: own },
            },
          ]) => Object.entries(own).flatMap(([kind, halfDays]) => (halfDays > 0 ? [`${id} ${kind} ${halfDays}`] : [])),
        );
        expect(shown.sort()).toEqual(
          leave
            .filter((row) => row.half_days > 0)
            .map((row) => `${row.department_id} ${row.kind} ${row.half_days}`)
            .sort(),
        );
      }
    }),
    { numRuns: Number(process.env.HISTORIES ?? 15) },
  );
}, 120_000);
