import { expect, test } from 'vitest';
import { days, leaveOf } from '../../leave/away/world.js';
import { at } from '../../support/office.js';
import { button, cardIn, talk, wordsOf } from '../../support/talk.js';
import { ALL, answerAll, autumn, bureau, round } from '../bulletin/world.js';

test('while people still answer, answers are held against no period before: it would look as if fewer answered', async () => {
  const office = await bureau();
  await autumn(office);
  round(office, '2026-11-30', ALL, [], at('2026-12-03', '15:00'));
  office.moveTo(at('2026-12-01', '10:00'));
  const words = async (subject: string) => wordsOf(cardIn(await talk(office, '001').say(`汇总 11月 ${subject}`)).blocks);
  for (const subject of ['作答', '']) {
    const early = await words(subject);
    expect(early).toContain('有 1 次推送尚未截止，作答数字还会变化，不与上期相比。');
    expect(early).not.toContain('个百分点');
  }
  await answerAll(office);
  office.moveTo(at('2026-12-03', '15:00'));
  const later = await words('作答');
  expect(later).toContain('个百分点');
  expect(later).not.toContain('尚未截止');
});

test('…and a period that is over is held against none before that people still answer', async () => {
  const office = await bureau();
  // 四提醒 of two weeks, answered by all; 四问 of 30 September is open beyond the holidays.
  round(office, '2026-09-28', ALL, ALL);
  round(office, '2026-10-08', ALL, ALL);
  round(office, '2026-09-30', ALL, [], at('2026-10-12', '15:00'));
  office.moveTo(at('2026-10-12', '09:00'));
  const words = async () => wordsOf(cardIn(await talk(office, '001').say('汇总 上周 作答')).blocks);
  expect(await words()).not.toContain('个百分点');
  await answerAll(office);
  office.moveTo(at('2026-10-12', '15:00'));
  expect(await words()).toContain('持平');
});

test('what has not begun, or not gone out yet, is held against nothing: it would look as if fewer were asked', async () => {
  const office = await bureau();
  round(office, '2026-11-23', ALL, ALL);
  round(office, '2026-10-30', ALL, ALL);
  await leaveOf(office, '603', days('2026-10-12 am', '2026-10-13 pm'));
  await leaveOf(office, '603', days('2026-11-16 am', '2026-11-17 pm'));
  await leaveOf(office, '603', days('2026-11-30 am', '2026-12-02 pm'));
  const words = async (period: string) => wordsOf(cardIn(await talk(office, '001').say(`汇总 ${period}`)).blocks);
  // 四提醒 of the week goes out at 08:30, 四问 of the month at 15:00.
  office.moveTo(at('2026-11-30', '08:20'));
  for (const period of ['本周', '今天', '下月', '12月']) expect(await words(period)).not.toMatch(/应答 0（|没有未作答/);
  expect(await words('本月')).toMatch(/请假天数 3（截至昨天 2，[\s\S]*与2026年10月1日至29日相比/);
  expect(await words('12月')).toContain('请假天数 2（−1）');
});

test('what went out before and is still open is led to, where who has not answered can be reminded', async () => {
  const office = await bureau();
  round(office, '2026-11-30', ALL, ALL.slice(1), at('2026-12-03', '15:00'));
  office.moveTo(at('2026-12-01', '10:00'));
  const leader = talk(office, '001');
  for (const words of ['汇总', '汇总 今天 作答']) {
    const card = cardIn(await leader.say(words));
    expect(wordsOf(card.blocks)).toContain('另有 1 次推送在此前发出、尚未截止，计入2026年11月。');
    const { id, value } = button(card.blocks, '查看2026年11月');
    expect(wordsOf(cardIn(await leader.press(id, value)).blocks)).toContain('未答 1 次');
  }
  expect(wordsOf(cardIn(await talk(office, '001', 'en').say('summary')).blocks)).toContain(
    '1 round that went out before is still open and counts in November 2026.',
  );
  for (const words of ['汇总 请假', '汇总 去年', '汇总 11月', '汇总 本周', '汇总 今年'])
    expect(wordsOf(cardIn(await leader.say(words)).blocks)).not.toContain('在此前发出');
  office.moveTo(at('2026-12-03', '15:00'));
  expect(wordsOf(cardIn(await leader.say('汇总')).blocks)).not.toContain('在此前发出');
});
