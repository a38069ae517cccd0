import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, type Instant, type PlainDate, plus } from '../../../src/calendar/instant.js';
import type { Period } from '../../../src/calendar/period.js';
import { loadOrg } from '../../../src/org/service.js';
import { countFigures, countMissing } from '../../../src/participation/figures/count-service.js';
import { at, testOffice } from '../../support/office.js';
import { event, live, sqliteOf } from '../history.js';

/*
 * What was counted is held against an independent calculation: plain SQL over the rows of what happened (who was asked and answered, who was
 * invited, recorded and excused, whose leave was approved), which knows nothing of the tables that figures are kept in.
 */

const PERIODS: Period[] = (
  [
    ['2026-11-01', '2026-11-30'],
    ['2026-10-01', '2026-12-31'],
    ['2026-11-12', '2026-11-12'],
    ['2026-01-01', '2026-12-31'],
    ['2025-01-01', '2025-12-31'],
  ] as const
).map(([from, to]) => ({ from: from as PlainDate, to: to as PlainDate }));

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
});
