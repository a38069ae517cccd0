import { expect, test } from 'vitest';
import { changeSchedule, seedSchedules, sendRound } from '../../../src/reflection/schedule/service.js';
import { at, testOffice } from '../../support/office.js';
import { refound } from '../../support/roster.js';
import { formIn, talk, wordsOf } from '../../support/talk.js';

const questions = 'monthly-four-questions';

async function previewed() {
  const office = await testOffice();
  await seedSchedules(office.reflection, office.ground.policy.reflection);
  const admin = talk(office, '102');
  const preview = async () => formIn(await admin.press('reflection.schedule', questions));
  const form = await preview();
  const send = async (from = form) => wordsOf(formIn(await admin.press('reflection.send', questions, { form: from })).blocks);
  const asked = async () => (await office.outbox('reflection.ask:')).map(({ member_id }) => member_id);
  return { office, form, preview, send, asked };
}

test('pressed again, since the answer to the first press was lost, it sends once; from another preview it sends again', async () => {
  const { office, preview, send, asked } = await previewed();
  expect(await send()).toContain('已排入待发，共 26 人');
  office.pass(1 / 360);
  expect(await send()).toContain('没有重复发送');
  expect(await asked()).toHaveLength(26);
  expect(await send(await preview())).toContain('已排入待发');
  expect(await asked()).toHaveLength(52);
});

test('the preview shows what would go out, to whom, and that the same questions are open; one from before they were sent sends nothing', async () => {
  const { form, preview, send, asked } = await previewed();
  const earlier = await preview();
  expect(wordsOf(form.blocks)).toContain('一问我自己的工作与我的岗位对照有什么差距');
  expect(wordsOf(form.blocks)).toContain('全局　发给 26 人');
  expect(wordsOf(form.blocks)).not.toContain('同一套题目');
  await send();
  expect(wordsOf((await preview()).blocks)).toContain('同一套题目已于 11月24日（周二） 10:00 发给 26 人，作答截止 11月27日（周五） 10:00');
  for (const press of ['first', 'second']) expect(await send(earlier), press).toContain('你打开预览之后，同一套题目已经发出');
  expect(await asked()).toHaveLength(26);
});

test('what the schedule reminds of is reminded of in a round that is sent at once, too', async () => {
  const { office, send } = await previewed();
  await send();
  const due = await office.transact((tx) => tx.selectFrom('reflection_reminder').select('due_at').orderBy('due_at').execute());
  // 24 and 4 hours before 11月27日 10:00, in working hours.
  expect(due.map(({ due_at }) => due_at)).toEqual([at('2026-11-26', '10:00'), at('2026-11-27', '08:30')]);
});

test('the preview names departments of the audience that are no more, and nothing where all are there', async () => {
  const { office, form, preview, send, asked } = await previewed();
  expect(wordsOf(form.blocks)).not.toContain('在花名册上已没有');
  const audience = { kind: 'departments' as const, departments: ['规划处', '办公室'] };
  await changeSchedule(office.reflection, { operator: 'test' }, questions, { audience });
  await refound(office, '规划处', '发展规划处');
  const shown = await preview();
  expect(wordsOf(shown.blocks)).toContain('计划范围中的“规划处”在花名册上已没有');
  expect(await send(shown)).toContain('已排入待发，共 4 人');
  expect(await asked()).not.toContain('603');
});

test('it sends what the preview has shown, or nothing: not to others whom somebody has put there meanwhile', async () => {
  const { office, form, preview, send, asked } = await previewed();
  expect(wordsOf(form.blocks)).toContain('作答截止 11月27日（周五） 10:00');
  const audience = { kind: 'members' as const, members: ['603'] };
  await changeSchedule(office.reflection, { operator: 'test' }, questions, { audience });
  expect(await send()).toContain('刚被别人修改过，你的操作没有生效');
  expect(await asked()).toEqual([]);
  expect(await send(await preview())).toContain('共 1 人');
  expect(await asked()).toEqual(['603']);
});

test('what others were asked is nobody’s second time: not in the preview, and no reason to refuse', async () => {
  const { office, form, preview, send, asked } = await previewed();
  const others = { kind: 'members' as const, members: ['601', '602'] };
  await changeSchedule(office.reflection, { operator: 'test' }, questions, { audience: { kind: 'members', members: ['603'] } });
  const earlier = await preview();
  await sendRound(office.reflection, { operator: 'test' }, { promptSet: 'four-questions', audience: others, closes: { workdays: 3 } });
  expect(wordsOf((await preview()).blocks)).not.toContain('同一套题目');
  expect(await send(earlier)).toContain('已排入待发，共 1 人');
  expect(await send(form)).toContain('你的操作没有生效');
  expect(await asked()).toEqual(['601', '602', '603']);
});
