import { readSheet } from 'read-excel-file/node';
import { expect, test } from 'vitest';
import { minuteMs, type PlainDate } from '../../../src/calendar/instant.js';
import { decide, finish } from '../../../src/leave/decide/decision-service.js';
import { chainWithdrawn } from '../../../src/leave/decide/over-service.js';
import { filingsFile } from '../../../src/leave/filing/service.js';
import { filingsWorkbook } from '../../../src/leave/filing/workbook.js';
import type { LeaveId } from '../../../src/leave/leave.js';
import { reportBack } from '../../../src/leave/request/back/service.js';
import { moveLeave } from '../../../src/leave/store.js';
import type { MemberId } from '../../../src/org/member.js';
import { auditEntries } from '../../../src/org/service.js';
import { at, type Office, testOffice } from '../../support/office.js';
import { alike, reimport } from '../../support/roster.js';
import { button, cardIn, formIn, pressable, talk, wordsOf } from '../../support/talk.js';
import { acting, days, leaveOf } from '../away/world.js';
import { cardNow, requested } from '../decide/world.js';

/** Approved, processed and filed. */
async function annualLeave(office: Office, memberId: string, from: string) {
  const leave = await requested(office, memberId, { kind: 'annual-leave' }, days(`${from} am`, `${from} pm`));
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  return leave;
}

/** Its lines, by the headings of their columns. */
async function linesIn(content: string | Uint8Array | undefined) {
  const [headings = [], ...rows] = await readSheet(Buffer.from(content ?? ''));
  // A moment is a fraction of a day, which is the minute but for its last digit.
  const shown = (cell: unknown) => (cell instanceof Date ? new Date(Math.round(cell.getTime() / minuteMs) * minuteMs) : cell);
  return rows.map((row) => Object.fromEntries(headings.map((heading, index) => [String(heading), shown(row[index])])));
}

test('the office finds what was filed with it this month, with who approved it', async () => {
  const office = await testOffice();
  await annualLeave(office, '603', '2026-12-01');
  const words = wordsOf(cardIn(await talk(office, '104').say('备案')).blocks);
  for (const said of ['2026年11月，共 1 件', '邓禾', '规划处', '年休假', '1 天', '苏明礼于11月24日（周二） 10:00同意'])
    expect(words).toContain(said);
});

test.each([
  ['political work, with which it was filed', '202', true],
  ['the head of the bureau', '001', true],
  ['a member of another department', '602', false],
  ['the approver', '003', false],
  ['personnel, with whom nothing was filed', '302', false],
] as const)('%s: %s', async (_, memberId, isFound) => {
  const office = await testOffice();
  await annualLeave(office, '603', '2026-12-01');
  const words = wordsOf(cardIn(await talk(office, memberId).say('备案')).blocks);
  expect(words.includes('邓禾')).toBe(isFound);
});

test('a trip that the office was only told of stands there as well, and not with political work', async () => {
  const office = await testOffice();
  const leave = await requested(office, '601');
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  expect(wordsOf(cardIn(await talk(office, '104').say('备案')).blocks)).toContain('高思衡');
  expect(wordsOf(cardIn(await talk(office, '202').say('备案')).blocks)).not.toContain('高思衡');
});

test('a trip of the director was approved by the superior organ, and not by whoever entered its reply', async () => {
  const office = await testOffice();
  const leave = await requested(office, '001');
  await decide(office.leave, { id: leave.id, position: 0, memberId: '104', verdict: 'approved', words: '' });
  expect(wordsOf(cardIn(await talk(office, '104').say('备案')).blocks)).toContain('上级机关（李思齐登记）于11月24日（周二） 10:00同意');
  const file = await filingsFile(office.leave, { from: '2026-11-01', to: '2026-11-30' }, '104' as MemberId);
  expect((await linesIn(file?.content))[0]?.批准人).toBe('上级机关（李思齐登记）');
});

test('whoever approved in place of somebody away is named with whom they stood in for', async () => {
  const office = await testOffice();
  await leaveOf(office, '003', days('2026-11-24 am', '2026-11-25 pm'), acting('002'));
  const leave = await requested(office, '601');
  await decide(office.leave, { id: leave.id, position: 0, memberId: '002', verdict: 'approved', words: '' });
  expect(wordsOf(cardIn(await talk(office, '104').say('备案')).blocks)).toContain('林致远（代苏明礼）于');
});

test('two of one name in one department are told apart on the record', async () => {
  const office = await testOffice();
  await reimport(office, (csv) => csv.replace('602,梁思远', '602,邓禾'));
  await annualLeave(office, '602', '2026-12-01');
  await annualLeave(office, '603', '2026-12-01');
  const words = wordsOf(cardIn(await talk(office, '104').say('备案')).blocks);
  expect(words).toMatch(/邓禾（[^）]*603）/);
  expect(words).toMatch(/邓禾（[^）]*602）/);
});

test('what was withdrawn after it was filed says so', async () => {
  const office = await testOffice();
  const leave = await annualLeave(office, '603', '2026-12-01');
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['approved'], 'withdrawn');
    await chainWithdrawn(tx, office.leave, leave);
  });
  expect(wordsOf(cardIn(await talk(office, '104').say('备案')).blocks)).toContain('已撤回');
});

test('leave that was cut short counts what was spent', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' }, days('2026-11-30 am', '2026-12-04 pm'));
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  await finish(office.leave, { id: leave.id, position: 1, memberId: '301' });
  office.moveTo(at('2026-12-01', '09:00'));
  await reportBack(office.leave, { id: leave.id, memberId: '603', on: '2026-12-01', half: 'morning' });
  const words = wordsOf(cardIn(await talk(office, '104').say('备案 2026-11-01..2026-12-31')).blocks);
  expect(words).toMatch(/　1 天　.*已销假/);
  const args = { from: '2026-11-01', to: '2026-12-31' };
  const file = await filingsFile(office.leave, args, '104' as MemberId);
  const [row] = await linesIn(file?.content);
  expect([row?.结束, row?.工作日, row?.返岗, row?.状态]).toEqual([new Date('2026-12-04'), 1, new Date('2026-12-01'), '已销假']);
});

test('a period is what it says: last month has nothing of today, and nonsense is answered with examples', async () => {
  const office = await testOffice();
  await annualLeave(office, '603', '2026-12-01');
  const reader = talk(office, '104');
  expect(wordsOf(cardIn(await reader.say('备案 上月')).blocks)).toContain('没有备案');
  expect(wordsOf(cardIn(await reader.say('备案 2026-11-24')).blocks)).toContain('邓禾');
  expect(wordsOf(cardIn(await reader.say('备案 2026-11-25..2026-11-30')).blocks)).toContain('没有备案');
  expect(cardIn(await reader.say('备案 随便')).summary).toContain('没有看懂');
  expect(wordsOf(formIn(await reader.press('leave.filings', '99999999999999999999:今年')).blocks)).toContain('邓禾');
});

test('more than a page is turned, each leave on exactly one page', async () => {
  const office = await testOffice();
  for (let day = 1; day <= 12; day++) {
    office.pass(0.1);
    await annualLeave(office, '603', `2026-12-${String(day).padStart(2, '0')}`);
  }
  const reader = talk(office, '001');
  const first = cardIn(await reader.say('备案 今年'));
  const { id, value } = button(first.blocks, '下一页');
  const second = formIn(await reader.press(id, value));
  const lines = [first, second].flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'list' ? block.items : [])));
  expect(lines.map((line) => /12月\d+日/.exec(wordsOf([{ kind: 'list', items: [line] }]))?.[0] ?? '').sort()).toEqual(
    Array.from({ length: 12 }, (_, day) => `12月${day + 1}日`).sort(),
  );
  expect(pressable(second.blocks).map(({ label }) => label)).toEqual(['上一页', '导出 Excel']);
});

test('the workbook is asked for once, made for whoever may have it when it is sent, and audited', async () => {
  const office = await testOffice(at('2026-11-24', '10:00'));
  await annualLeave(office, '603', '2026-12-01');
  const reader = talk(office, '104');
  const { id, value } = button(cardIn(await reader.say('备案')).blocks, '导出 Excel');
  expect(cardIn(await reader.press(id, value)).summary).toContain('稍后');
  const [sent] = await office.outbox('leave.filings:');
  const { source, args } = JSON.parse(sent?.content ?? '');
  expect(source).toBe('leave.filings');
  const file = await filingsFile(office.leave, args, '104' as MemberId);
  expect(file?.filename).toContain('2026年11月');
  // Days are numbers, dates are dates: they can be added up, sorted and filtered.
  expect(await linesIn(file?.content)).toEqual([
    {
      备案时间: new Date('2026-11-24T10:00:00Z'),
      部门: '规划处',
      姓名: '邓禾',
      职级: '科员',
      类别: '年休假',
      开始: new Date('2026-12-01'),
      '开始（上午、下午）': '上午',
      结束: new Date('2026-12-01'),
      '结束（上午、下午）': '下午',
      工作日: 1,
      返岗: null,
      代管人: null,
      批准人: '苏明礼',
      批准时间: new Date('2026-11-24T10:00:00Z'),
      状态: '已同意',
    },
  ]);
  expect(await filingsFile(office.leave, args, '602' as MemberId)).toBeUndefined();
  const entries = await office.transact((tx) => auditEntries(tx, { limit: 100 }));
  expect(
    entries
      .filter(({ action }) => action.startsWith('leave.filings'))
      .map(({ action }) => action)
      .sort(),
  ).toEqual(['leave.filings-exported', 'leave.filings-viewed']);
});

/** As many more, each of another number of days, as they would have been filed in a year. */
async function manyLike(office: Office, { id }: { readonly id: LeaveId }, count: number): Promise<void> {
  await office.transact(async (tx) => {
    const request = await tx.selectFrom('leave_request').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    const steps = await tx.selectFrom('leave_step').selectAll().where('leave_id', '=', id).execute();
    const ids = Array.from({ length: count }, (_, index) => `many${index}` as LeaveId);
    for (const [index, copy] of ids.entries()) {
      await tx
        .insertInto('leave_request')
        .values({ ...request, id: copy, half_days: 2 * (index + 4) })
        .execute();
      await tx
        .insertInto('leave_step')
        .values(steps.map((step) => ({ ...step, leave_id: copy })))
        .execute();
    }
  });
}

test('a workbook of a year is read piece by piece, so that whoever asks for leave meanwhile does not wait for it', async () => {
  const office = await testOffice();
  await manyLike(office, await annualLeave(office, '603', '2026-12-01'), 600);
  let transactions = 0;
  const transact: typeof office.transact = (work) => {
    transactions += 1;
    return office.transact(work);
  };
  const file = await filingsFile({ ...office.leave, transact }, { from: '2026-11-01', to: '2026-11-30' }, '104' as MemberId);
  expect(transactions).toBeGreaterThanOrEqual(4);
  const lines = await linesIn(file?.content);
  expect(new Set(lines.map(({ 工作日 }) => 工作日)).size).toBe(601);
  expect(lines.every(({ 姓名, 批准人 }) => 姓名 === '邓禾' && 批准人 === '苏明礼')).toBe(true);
});

test.each([
  ['all of it', 1, undefined],
  ['the newest of it', 20_001, /最近的 1 件.*共 20001 件/],
] as const)('a workbook with %s says so', async (_, count, said) => {
  const office = await testOffice();
  const leave = await annualLeave(office, '603', '2026-12-01');
  const filing = {
    leave,
    halfDays: leave.halfDays,
    filedAt: office.now(),
    name: '邓禾',
    department: '规划处',
    actingName: undefined,
    approved: undefined,
  };
  const reader = { zone: office.leave.zone, now: office.now(), locale: 'zh-CN' as const };
  const period = { from: '2026-11-01' as PlainDate, to: '2026-11-30' as PlainDate };
  const rows = await readSheet(Buffer.from((await filingsWorkbook({ period, count, filings: [filing] }, reader)).content));
  expect(rows.length).toBe(said ? 3 : 2);
  expect(String(rows[2]?.[0])).toMatch(said ?? 'undefined');
});

test('nobody else has it exported with a forged button', async () => {
  const office = await testOffice();
  expect(cardIn(await talk(office, '602').press('leave.filingsExport', '0:今年')).summary).toContain('没有这项权限');
  expect(await office.outbox('leave.filings:')).toEqual([]);
});

test('of departments that share a name, it is said which, on the record and to whoever processes a request', async () => {
  const office = await testOffice();
  await reimport(office, alike);
  const leave = await annualLeave(office, '803', '2026-12-01');
  expect(wordsOf((await cardNow(office, `leave.process:${leave.id}:301`)).blocks)).toContain('综合科（第一工程管理所）');
  expect(wordsOf(cardIn(await talk(office, '104').say('备案')).blocks)).toContain('综合科（第一工程管理所）');
});
