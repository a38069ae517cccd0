import { expect, test } from 'vitest';
import { personAt, wordsOf } from '../support/person.js';
import { newDataDir, startProgram } from '../support/running.js';

test('the whole conversation over Socket Mode, every step acknowledged in time', { timeout: 60_000 }, async () => {
  const bot = await startProgram(newDataDir());
  const cadre = await personAt(bot, '邓禾');
  const leader = await personAt(bot, '苏明礼');

  const card = await cadre.message('一问');
  await cadre.press('作答', card);
  await cadre.form('四问');
  await cadre.fill({ 一问: '甲', 二问: '乙' });
  await cadre.press('暂存');
  await cadre.closeForm();

  await cadre.press('作答', card);
  await cadre.form('四问');
  expect(cadre.holds('二问')).toMatchObject({ value: '乙' });
  expect(await cadre.submit()).toMatchObject({ kind: 'errors' });
  await cadre.fill({ 三问: '丙', 四问: '丁' });
  expect(await cadre.submit()).toEqual({ kind: 'closed' });
  await cadre.changed(card, '已作答');
  const receipt = await cadre.message('四问已作答');

  await cadre.press('修改', receipt);
  await cadre.form('四问');
  expect(cadre.holds('一问')).toMatchObject({ value: '甲' });
  await cadre.fill({ 一问: '甲，补充' });
  expect(await cadre.submit()).toEqual({ kind: 'closed' });
  await cadre.message('修改');

  await leader.say('汇总');
  const summary = await leader.message('参与汇总');
  expect(wordsOf(summary)).not.toContain('甲');
  await leader.say('天气怎么样');
  await leader.message('帮助');
  await leader.say('/siwen help');
  await leader.openHome();
  await leader.homeWith('汇总');

  for (const person of [cadre, leader]) expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
  expect(await bot.stop()).toBe(0);
});

test('where everybody reads English, so is the first card', { timeout: 60_000 }, async () => {
  const bot = await startProgram(newDataDir(), { SIWEN_LOCALE: 'en' });
  const cadre = await personAt(bot, '邓禾');
  expect(wordsOf(await cadre.message('Four Questions'))).toContain('Answer');
  expect(await bot.stop()).toBe(0);
});
