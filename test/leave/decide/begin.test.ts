import { expect, test } from 'vitest';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { facing } from '../../../src/leave/decide/facing.js';
import { chainWithdrawn } from '../../../src/leave/decide/over-service.js';
import { moveLeave } from '../../../src/leave/store.js';
import { at, testOffice } from '../../support/office.js';
import { cardIn, talk, wordsOf } from '../../support/talk.js';
import { bureau } from '../absence/world.js';
import { acting, days, leaveOf } from '../away/world.js';
import { cardNow, chainNow, historyNow, requested, stepsNow, toldOf } from './world.js';

test.each([
  ['a trip of a 科员 is for the head of the department', '603', 'business-trip', 'approve departmentHead open 601'],
  ['a trip of a 正处级 is for the supervising leader', '601', 'business-trip', 'approve supervisingLeader open 003'],
  ['annual leave is for the supervising leader', '603', 'annual-leave', 'approve supervisingLeader open 003'],
  ['a supervising leader’s own is for the head of the bureau', '003', 'business-trip', 'approve supervisingLeader open 001'],
  ['the head of the bureau is decided on by the superior organ', '001', 'business-trip', 'approve supervisingLeader open'],
] as const)('%s', async (_, memberId, kind, first) => {
  const office = await testOffice();
  const leave = await requested(office, memberId, { kind });
  expect((await chainNow(office, leave))[0]).toBe(first);
});

test('the whole chain is there from the beginning, and only its first step is open', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  expect(await chainNow(office, leave)).toEqual([
    'approve supervisingLeader open 003',
    'process personnel waiting',
    'file office waiting',
    'file political-work waiting',
  ]);
  expect(await historyNow(office, leave)).toEqual(['opened 003']);
});

test('an approver has on one card who asks for what, and what speaks against it', async () => {
  const office = await testOffice();
  await leaveOf(office, '602', days('2026-12-02 am', '2026-12-02 pm'));
  const leave = await requested(office, '603', acting('602', 'accepted'));
  const words = wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks);
  for (const said of ['邓禾', '规划处', '规划专员', '科员', '出差', '3 天', '梁思远', '同期也不在岗', '同意', '不同意', '退回修改', '详情'])
    expect(words).toContain(said);
  expect(words).not.toContain('西安');
});

test('while an approver is away, their acting person gets the request in their place', async () => {
  const office = await testOffice();
  await leaveOf(office, '601', days('2026-11-24 am', '2026-11-25 pm'), acting('602'));
  const leave = await requested(office, '603');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead open 602 for 601']);
});

test('whoever was asked at a quarter to six is not nudged at a quarter to six of the next day, but in working hours', async () => {
  const office = await testOffice();
  office.pass(7.75);
  const leave = await requested(office, '603');
  expect((await stepsNow(office, leave))[0]?.dueAt).toBe(at('2026-11-26', '08:30'));
});

test('the office as a whole is asked to enter the superior organ’s reply', async () => {
  const office = await testOffice();
  const leave = await requested(office, '001');
  expect(await toldOf(office, `leave.approve:${leave.id}`)).toEqual(['101', '102']);
  expect(wordsOf((await cardNow(office, `leave.approve:${leave.id}:101`)).blocks)).toContain('上级');
});

test('a request that is withdrawn waits for nobody, and the approver’s card says so', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  await office.transact(async (tx) => {
    await moveLeave(tx, leave.id, ['pending'], 'withdrawn');
    await chainWithdrawn(tx, office.leave, leave);
  });
  expect((await stepsNow(office, leave))[0]?.dueAt).toBeUndefined();
  const words = wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks);
  expect(words).toContain('已撤回');
  expect(words).not.toContain('退回修改');
});

test('with annual leave an approver and personnel see what is left once it is granted', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  const words = wordsOf((await cardNow(office, `leave.approve:${leave.id}:003`)).blocks);
  expect(words).toContain('2026年年休假');
  expect(words).toContain('共 5 天，计入这次后剩 2 天');
  await decide(office.leave, { id: leave.id, position: 0, memberId: '003', verdict: 'approved', words: '' });
  expect(wordsOf((await cardNow(office, `leave.process:${leave.id}:301`)).blocks)).toContain('剩 2 天');
});

test('an announced bureau meeting within the leave stands on the approver’s card', async () => {
  const { office } = await bureau({ startsAt: at('2026-12-02', '09:00'), title: '机关干部大会' });
  const leave = await requested(office, '603');
  const words = wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks);
  expect(words).toContain('机关干部大会');
});

test('whoever extends their own leave is not named as away as well', async () => {
  const office = await testOffice();
  const before = await leaveOf(office, '603', days('2026-12-01 am', '2026-12-02 pm'));
  const leave = await requested(office, '603', { replaces: before.id });
  expect(wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks)).not.toContain('同期不在岗');
});

test('a colleague who is away then is named, without a warning', async () => {
  const office = await testOffice();
  await leaveOf(office, '602', days('2026-12-02 am', '2026-12-02 pm'));
  const leave = await requested(office, '603');
  const words = wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks);
  expect(words).toMatch(/同期不在岗 梁思远　12月2日/);
});

test('of the colleagues who are away those are named who are of the department now, wherever they were when they asked', async () => {
  const office = await testOffice();
  await leaveOf(office, '602', days('2026-12-02 am', '2026-12-02 pm'));
  await leaveOf(office, '801', days('2026-12-02 am', '2026-12-02 pm'));
  const come = await leaveOf(office, '702', days('2026-12-02 am', '2026-12-02 pm'));
  const leave = await leaveOf(office, '603', days('2026-12-01 am', '2026-12-03 pm'), { state: 'pending' });
  await office.transact(async (tx) => {
    const update = tx.updateTable('org_member');
    await update.set({ department_id: leave.departmentId }).where('id', '=', '702').execute();
    await update.set({ department_id: come.departmentId }).where('id', '=', '602').execute();
    await update.set({ department_id: leave.departmentId, active: 0 }).where('id', '=', '801').execute();
  });
  const { alsoAway } = await office.transact((tx) => facing(tx, office.leave, leave));
  expect(alsoAway.map(({ name }) => name)).toEqual(['曾求索']);
});

test.each([
  ['the head asks and the second is away', '601', '602', /高思衡和梁思远是.+排名前两位.*同期都不在岗/],
  ['the second asks and the head is away', '602', '601', /梁思远和高思衡是.+排名前两位.*同期都不在岗/],
  ['the second asks and somebody below them is away', '602', '603', undefined],
  ['somebody below them asks and the head is away', '603', '601', undefined],
  ['the head asks and somebody below the second is away', '601', '603', undefined],
  ['the head of the bureau asks and the first deputy is away', '001', '002', /是局领导排名前两位/],
] as const)('%s: whoever decides is told who and of what where both who lead would be away', async (_, memberId, away, warning) => {
  const office = await testOffice();
  await leaveOf(office, away, days('2026-12-02 am', '2026-12-02 pm'));
  const leave = await requested(office, memberId);
  const [to = ''] = await toldOf(office, `leave.approve:${leave.id}`);
  const words = wordsOf((await cardNow(office, `leave.approve:${leave.id}:${to}`)).blocks);
  if (warning) expect(words).toMatch(warning);
  else expect(words).not.toContain('排名前两位');
  if (warning) expect(wordsOf(cardIn(await talk(office, to).say('审批')).blocks)).toContain('有需要留意的情况');
});
