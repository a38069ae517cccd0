import { expect, test } from 'vitest';
import { at } from '../../support/office.js';
import { cardIn, talk, wordsOf } from '../../support/talk.js';
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
