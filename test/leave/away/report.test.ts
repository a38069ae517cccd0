import readWorkbook from 'read-excel-file/node';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import type { Period as Dates } from '../../../src/calendar/period.js';
import { addDays, datesFrom, lastOfMonth } from '../../../src/calendar/plain-date.js';
import { reportFile, viewReport } from '../../../src/leave/away/report/service.js';
import { daysOf } from '../../../src/leave/balance/store.js';
import { compareHalfDays, type HalfDay } from '../../../src/leave/half-days.js';
import { LEAVE_KINDS, type Leave, type LeaveState } from '../../../src/leave/leave.js';
import { endLeave, moveLeave } from '../../../src/leave/store.js';
import type { MemberId } from '../../../src/org/member.js';
import { auditEntries } from '../../../src/org/service.js';
import Database from '../../../src/sqlite.js';
import { type Office, testOffice } from '../../support/office.js';
import { reimport } from '../../support/roster.js';
import { button, cardIn, talk, wordsOf } from '../../support/talk.js';
import { days, half, leaveOf, reportBack } from './world.js';

const operator = { operator: 'test' };
const dates = (from: string, to: string): Dates => ({ from: from as PlainDate, to: to as PlainDate });
const november = dates('2026-11-01', '2026-11-30');
async function seen(office: Office, within = november, viewer: { operator: string } | { member: MemberId } = operator) {
  const result = await viewReport(office.leave, { viewer, dates: within });
  if (!result.ok) throw new Error(result.refusal);
  return result;
}

/** The same numbers again whenever it fails: its seed is in the name of the test. */
function random(seed: number) {
  let state = seed;
  return (below: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const PEOPLE = ['601', '602', '603', '101', '104', '801', '803', '302'];
type Told = { readonly leave: Leave; readonly counts: boolean; readonly back: HalfDay | undefined };

/** Requests of all kinds and states over a year and a half; some reported back from early, in time, or late. */
async function history(office: Office, seed: number, count: number): Promise<Told[]> {
  const next = random(seed);
  const told: Told[] = [];
  for (let n = 0; n < count; n++) {
    const from = addDays('2025-10-01' as PlainDate, next(500));
    const until = addDays(from, next(10) === 0 ? 100 + next(100) : next(8));
    const period = days(`${from} ${next(3) === 0 ? 'pm' : 'am'}`, `${until} ${next(3) === 0 && from !== until ? 'am' : 'pm'}`);
    const kind = LEAVE_KINDS[next(LEAVE_KINDS.length)] ?? 'business-trip';
    const leave = await leaveOf(office, PEOPLE[next(PEOPLE.length)] ?? '', period, { kind });
    const fate = next(4);
    if (fate === 0) {
      const state = (['refused', 'returned', 'withdrawn', 'replaced', 'pending'] as const)[next(5)] as Exclude<LeaveState, 'ended'>;
      await office.transact((tx) => moveLeave(tx, leave.id, ['approved'], state));
      told.push({ leave, counts: false, back: undefined });
    } else if (fate === 1) {
      const on = addDays(from, next(12));
      const back: HalfDay = { on, half: next(2) === 0 ? 'morning' : 'afternoon' };
      await reportBack(office, leave, `${on} ${back.half === 'morning' ? 'am' : 'pm'}`);
      told.push({ leave, counts: true, back });
    } else told.push({ leave, counts: true, back: undefined });
  }
  return told;
}

/** Half day by half day, out of what was told, by department and kind. */
function counted(office: Office, told: readonly Told[], { from, to }: Dates): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { leave, counts, back } of told)
    for (const on of counts ? datesFrom(leave.period.from.on, leave.period.until.on) : [])
      for (const half of ['morning', 'afternoon'] as const) {
        const one: HalfDay = { on, half };
        if (compareHalfDays(one, leave.period.from) < 0 || compareHalfDays(one, leave.period.until) > 0) continue;
        if (on < from || on > to || (back && compareHalfDays(back, one) <= 0) || !office.ground.calendar.isWorkday(on)) continue;
        const key = `${leave.departmentId} ${leave.kind}`;
        sums.set(key, (sums.get(key) ?? 0) + 1);
      }
  return sums;
}

test.each([1, 2, 3])('out of a random history (%i), the days of any period are those counted one by one', async (seed) => {
  const office = await testOffice();
  const told = await history(office, seed, 120);
  for (const within of [
    november,
    dates('2026-01-01', '2026-12-31'),
    dates('2025-01-01', '2025-12-31'),
    dates('2026-02-11', '2026-05-04'),
    dates('2026-11-24', '2026-11-24'),
  ]) {
    const report = await seen(office, within);
    const rows = report.departments.flatMap(({ id, days: own }) =>
      LEAVE_KINDS.filter((kind) => own[kind] > 0).map((kind) => [`${id} ${kind}`, own[kind]] as const),
    );
    expect(new Map(rows)).toEqual(counted(office, told, within));
    // Departments and people add up to the total.
    const sum = (some: readonly { readonly total: number }[]) => some.reduce((all, { total }) => all + total, 0);
    expect([sum(report.departments), sum(report.members)]).toEqual([report.total.total, report.total.total]);
  }
});

test('the months of a year add up to the year', async () => {
  const office = await testOffice();
  await history(office, 7, 120);
  let sum = 0;
  for (let first = '2026-01-01' as PlainDate; first < '2027-01-01'; first = addDays(lastOfMonth(first), 1))
    sum += (await seen(office, { from: first, to: lastOfMonth(first) })).total.total;
  expect(sum).toBe((await seen(office, dates('2026-01-01', '2026-12-31'))).total.total);
});

test.each([
  ['before it began', '2025-12-30 am', 0, 0],
  ['in its first year', '2025-12-31 pm', 3, 0],
  ['at the turn of the year', '2026-01-01 am', 4, 0],
  ['in its second year', '2026-01-06 am', 4, 2],
])('of leave whose days were corrected, back %s, a year counts what any cut of it does', async (_when, back, first, second) => {
  const office = await testOffice();
  const leave = await leaveOf(office, '603', days('2025-12-30 am', '2026-01-07 pm'));
  const whole = await office.transact((tx) => daysOf(tx, leave.id));
  // As after a correction of one day in each year: so much less is there to be given back.
  const used = new Map([
    [2025, first],
    [2026, second],
  ]);
  const returned = [...whole].map(([year, stored]) => [year, Math.max(0, stored - Math.max(2, used.get(year) ?? 0))] as const);
  await office.transact((tx) => endLeave(tx, leave.id, half(back), office.now(), new Map(returned.filter(([, days]) => days > 0))));
  const total = async (from: string, to: string) => (await seen(office, dates(from, to))).total.total;
  expect(await total('2025-12-01', '2026-01-31')).toBe(first + second);
  expect((await total('2025-12-01', '2025-12-30')) + (await total('2025-12-31', '2026-01-31'))).toBe(first + second);
});

test('leave counts for the department of the time of request, also when that is no more', async () => {
  const office = await testOffice();
  await leaveOf(office, '603', days('2026-11-02 am', '2026-11-03 am'));
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({
        department_id: tx
          .selectFrom('org_member')
          .select('department_id')
          .where('id', '=', '104' as never),
      })
      .where('id', '=', '603' as never)
      .execute(),
  );
  expect((await seen(office)).departments).toMatchObject([{ name: '规划处', total: 3, people: 1 }]);
});

test.each([
  ['001', ['办公室', '规划处']],
  ['002', ['办公室']],
  ['601', ['规划处']],
  ['302', ['办公室', '规划处']],
  ['104', ['办公室', '规划处']],
] as const)('%s sees the days of %j', async (memberId, expected) => {
  const office = await testOffice();
  await leaveOf(office, '603', days('2026-11-02 am', '2026-11-02 pm'));
  await leaveOf(office, '104', days('2026-11-02 am', '2026-11-02 pm'));
  const report = await seen(office, november, { member: memberId as MemberId });
  expect(report.departments.map(({ name }) => name)).toEqual(expected);
  expect(new Set(report.members.map(({ department }) => department))).toEqual(new Set(expected));
});

test('whoever has no right sees nothing, whatever they type or press', async () => {
  const office = await testOffice();
  await leaveOf(office, '603', days('2026-11-02 am', '2026-11-02 pm'));
  const person = talk(office, '602');
  expect(wordsOf(cardIn(await person.say('请假统计')).blocks)).toContain('查看请假”的权限');
  await person.press('leave.reportFile', '2026-11-01..2026-11-30||0');
  expect(await office.outbox('leave.report:')).toEqual([]);
  expect(await reportFile(office.leave, { from: '2026-11-01', to: '2026-11-30' }, '602' as MemberId)).toBeUndefined();
});

test('on the card: days by department and kind, and of one department by person; each look is recorded', async () => {
  const office = await testOffice();
  await leaveOf(office, '603', days('2026-11-02 am', '2026-11-03 am'));
  await leaveOf(office, '602', days('2026-11-02 am', '2026-11-02 pm'), { kind: 'annual-leave' });
  const words = wordsOf(cardIn(await talk(office, '601').say('请假统计 本月')).blocks);
  expect(words).toContain('2 人，共 2.5 天');
  const one = await talk(office, '101').say('请假统计 本月');
  const unit = button(cardIn(one).blocks, '规划处');
  const byPerson = wordsOf(cardIn(await talk(office, '101').press(unit.id, unit.value)).blocks);
  expect(byPerson).toMatch(/邓禾 1.5 0 1.5/);
  const [entry] = await office.transact((tx) => auditEntries(tx, { limit: 1 }));
  expect(entry).toMatchObject({ action: 'leave.report-viewed', actor: { member: '101' }, subject: '2026-11-01..2026-11-30' });
  expect(wordsOf(cardIn(await talk(office, '601').say('请假统计 去年')).blocks)).toContain('没有请假');
});

test('two of one name in one department are told apart', async () => {
  const office = await testOffice();
  await reimport(office, (csv) => csv.replace('602,梁思远', '602,邓禾'));
  for (const memberId of ['602', '603']) await leaveOf(office, memberId, days('2026-11-24 am', '2026-11-24 pm'));
  const { members } = await seen(office);
  expect(members.map(({ memberId, name }) => name.includes(memberId))).toEqual([true, true]);
});

test('the workbook has the same days, comes once for a press, and holds names as text', async () => {
  const office = await testOffice();
  await office.transact((tx) =>
    tx
      .updateTable('org_member')
      .set({ name: '=1+1' })
      .where('id', '=', '603' as never)
      .execute(),
  );
  await leaveOf(office, '603', days('2026-11-02 am', '2026-11-03 am'));
  const person = talk(office, '101');
  const file = button(cardIn(await person.say('请假统计 本月')).blocks, '导出表格');
  await person.press(file.id, file.value, 'message', 'one');
  await person.press(file.id, file.value, 'message', 'one');
  const [row, ...rest] = await office.outbox('leave.report:');
  expect(rest).toEqual([]);
  const made = await reportFile(office.leave, JSON.parse(row?.content ?? '').args, '101' as MemberId);
  const content = Buffer.from(made?.content ?? '');
  const sheets = await readWorkbook(content);
  const cells = JSON.stringify(sheets);
  expect(cells).toContain('规划处');
  expect(cells).toContain('1.5');
  expect(cells).toContain('=1+1');
  const [entry] = await office.transact((tx) => auditEntries(tx, { limit: 1 }));
  expect(entry).toMatchObject({ action: 'leave.report-exported' });
});

test('the leave of a period is looked for in the indexes', async () => {
  const office = await testOffice();
  const prepare = vi.spyOn(Database.prototype, 'prepare');
  await seen(office, dates('2026-11-01', '2026-12-31'));
  const statements = new Set(prepare.mock.calls.map(([sql]) => sql).filter((sql) => sql.includes('leave_days')));
  prepare.mockRestore();
  const file = new Database(office.path, { readonly: true });
  onTestFinished(() => void file.close());
  const plans = [...statements].map((sql) =>
    file
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(sql.match(/\?/g)?.map(() => '1') ?? [])
      .map(({ detail }) => detail)
      .find((detail) => detail.includes('leave_request')),
  );
  expect(plans).toEqual([
    expect.stringContaining('leave_request USING INDEX leave_request_by_start'),
    expect.stringContaining('leave_request USING INDEX leave_request_long'),
    expect.stringContaining('leave_request USING INDEX leave_request_by_start'),
    expect.stringContaining('leave_request USING INDEX leave_request_by_start'),
  ]);
});
