import { expect, test } from 'vitest';
import { seedSchedules } from '../../src/reflection/schedule-service.js';
import { testOffice } from '../support/office.js';
import { formIn, talk, wordsOf } from '../support/talk.js';

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
