import { expect, test } from 'vitest';
import { decide } from '../../../src/leave/decide/decision-service.js';
import { testOffice } from '../../support/office.js';
import { button, cardIn, formIn, talk, wordsOf } from '../../support/talk.js';
import { cardNow, chainNow, historyNow, requested, stateNow, toldOf } from './world.js';

/** 同意, 不同意 or 办结 on the card that somebody got. */
async function press(office: Awaited<ReturnType<typeof testOffice>>, memberId: string, cardKey: string, label: string) {
  const { id, value } = button((await cardNow(office, cardKey)).blocks, label);
  return talk(office, memberId).press(id, value);
}

test('出差, 副处级 and below: the head of the department approves, and that is all', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  const answer = await press(office, '601', `leave.approve:${leave.id}:601`, '同意');
  expect(cardIn(answer).summary).toContain('已同意邓禾的出差申请');
  expect(await stateNow(office, leave)).toBe('approved');
  expect(await chainNow(office, leave)).toEqual(['approve departmentHead done 601 approved']);
  expect(await historyNow(office, leave)).toEqual(['opened 601', 'approved by 601']);
  expect((await cardNow(office, `leave.approved:${leave.id}`)).summary).toContain('已经同意');
  const card = wordsOf((await cardNow(office, `leave.approve:${leave.id}:601`)).blocks);
  expect(card).toContain('高思衡于11月24日（周二） 10:00同意');
  expect(card).not.toContain('不同意');
});

test('出差, 正处级 and above: the supervising leader approves, and the office is told', async () => {
  const office = await testOffice();
  const leave = await requested(office, '601');
  expect(await toldOf(office, `leave.notify:${leave.id}`)).toEqual([]);
  await press(office, '003', `leave.approve:${leave.id}:003`, '同意');
  expect(await chainNow(office, leave)).toEqual(['approve supervisingLeader done 003 approved', 'notify office done told']);
  expect(await toldOf(office, `leave.notify:${leave.id}`)).toEqual(['101', '102']);
  const card = await cardNow(office, `leave.notify:${leave.id}:101`);
  expect(wordsOf(card.blocks)).toContain('不用审批');
  expect(card.blocks.some(({ kind }) => kind === 'actions')).toBe(false);
});

test('年休假: approved, processed by personnel, and only then filed with the office and political work', async () => {
  const office = await testOffice();
  const leave = await requested(office, '603', { kind: 'annual-leave' });
  await press(office, '003', `leave.approve:${leave.id}:003`, '同意');
  expect(await stateNow(office, leave)).toBe('approved');
  expect(await toldOf(office, 'leave.file:')).toEqual([]);
  expect(await toldOf(office, `leave.process:${leave.id}`)).toEqual(['301']);
  // 302 has no card of it, and is of personnel as well.
  const list = cardIn(await talk(office, '302').say('待办'));
  expect(wordsOf(list.blocks)).toContain('邓禾');
  const { id, value } = button(list.blocks, '办结');
  expect(cardIn(await talk(office, '302').press(id, value)).summary).toContain('已办结');
  expect(await chainNow(office, leave)).toEqual([
    'approve supervisingLeader done 003 approved',
    'process personnel done processed',
    'file office done filed',
    'file political-work done filed',
  ]);
  expect(await toldOf(office, `leave.file:${leave.id}`)).toEqual(['101', '102', '201']);
  expect(await historyNow(office, leave)).toEqual(['opened 003', 'approved by 003', 'opened', 'processed by 302', 'filed', 'filed']);
});

test.each([
  ['不同意', '会期临近，请改期', 'refused', 'leave.refused'],
  ['退回修改', '请写明代管人', 'returned', 'leave.returned'],
] as const)('%s asks why, tells the applicant, and stands on no card', async (label, why, state, key) => {
  const office = await testOffice();
  const leave = await requested(office, '603');
  const form = formIn(await press(office, '601', `leave.approve:${leave.id}:601`, label));
  const boss = talk(office, '601');
  expect(await boss.submit(form, { words: ' \u0000\u0007 ' })).toMatchObject({ do: 'errors' });
  expect(await stateNow(office, leave)).toBe('pending');
  expect(await boss.submit(form, { words: why })).toEqual({ do: 'close', locale: 'zh-CN' });
  expect(await stateNow(office, leave)).toBe(state);
  expect(await toldOf(office, `${key}:${leave.id}`)).toEqual(['603']);
  const sent = (await office.outbox('leave.')).map(({ content }) => content).join('');
  expect(sent).not.toContain(why);
  const details = formIn(await boss.press('leave.details', leave.id));
  expect(wordsOf(details.blocks)).toContain(why);
});

test('the superior organ’s reply on the bureau head’s own request is entered by any member of the office', async () => {
  const office = await testOffice();
  const leave = await requested(office, '001');
  const list = cardIn(await talk(office, '104').say('审批'));
  const { id, value } = button(list.blocks, '上级已同意');
  expect(cardIn(await talk(office, '104').press(id, value)).summary).toContain('已登记上级批复');
  expect(await stateNow(office, leave)).toBe('approved');
  expect(wordsOf((await cardNow(office, `leave.approve:${leave.id}:101`)).blocks)).toContain('上级批复同意，由李思齐于');
});

test('what the superior organ refused is said to be its word, and not that of whoever entered it', async () => {
  const office = await testOffice();
  const leave = await requested(office, '001');
  await decide(office.leave, { id: leave.id, position: 0, memberId: '104', verdict: 'refused', words: '上级另有安排' });
  const words = wordsOf(formIn(await talk(office, '001').press('leave.view', leave.id)).blocks);
  expect(words).toContain('上级机关（李思齐登记）　不同意');
  expect(words).toContain('上级机关（李思齐登记）不同意');
});

test('where policy gives the processing to another department than personnel, its to-do speaks of that one', async () => {
  const office = await testOffice();
  const steps = [
    { action: 'approve' as const, role: 'departmentHead' as const },
    { action: 'process' as const, role: 'office' as const },
  ];
  const chains = [{ when: { kind: ['business-trip' as const] }, steps }];
  const leave = await requested({ ...office, leave: { ...office.leave, policy: { ...office.leave.policy, chains } } }, '603');
  await press(office, '601', `leave.approve:${leave.id}:601`, '同意');
  const words = wordsOf((await cardNow(office, `leave.process:${leave.id}:101`)).blocks);
  expect(words).toContain('办公室任何一人办结即可');
  expect(words).not.toContain('人事');
  expect(JSON.stringify(await cardNow(office, `leave.process:${leave.id}:101`))).not.toContain('转去备案');
});
