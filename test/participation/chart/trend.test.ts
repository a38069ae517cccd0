import { expect, test } from 'vitest';
import type { PlainDate } from '../../../src/calendar/instant.js';
import type { Period } from '../../../src/calendar/period.js';
import { parsePeriod } from '../../../src/calendar/period.js';
import type { MemberId } from '../../../src/org/member.js';
import { trendChart } from '../../../src/participation/chart/trend.js';
import { summaryFile } from '../../../src/participation/export/service.js';
import { NOTHING, trendPeriods } from '../../../src/participation/figures/rules.js';
import { submit } from '../../../src/reflection/response/service.js';
import { sendRound } from '../../../src/reflection/schedule/service.js';
import { at, testOffice } from '../../support/office.js';
import { button, cardIn, talk } from '../../support/talk.js';

const period = (words: string) => parsePeriod(words, '2026-11-24' as PlainDate) as Period;
const answered = (asked: number, some: number) => ({ ...NOTHING, prompts: { asked, answered: some, late: 0, missing: asked - some } });
const answers = { post: '一', expectations: '二', contribution: '三', conscience: '四' };

test('a trend begins with the first period in which there was anything, and has a gap where there was nothing to take a rate of', () => {
  const counts = [NOTHING, NOTHING, answered(8, 1), NOTHING, answered(3, 2), answered(4, 4)];
  const trend = trendPeriods(period('2026-02'))
    .slice(6)
    .map((one, index) => ({ period: one, figures: counts[index] ?? NOTHING }));
  const chart = trendChart(trend, 'prompts', 'zh-CN');
  expect(chart).toMatchObject({ look: 'line', unit: 'percent', categories: ['11月', '12月', '26年1月', '2月'] });
  expect(chart?.series).toEqual([{ name: '作答率', values: [12.5, null, 66.7, 100] }]);
  expect(chart?.alternative).toBe('作答率：11月 12.5%，12月 —，26年1月 66.7%，2月 100.0%');
});

test.each([
  ['本季度', 'zh-CN', '26年四季度'],
  ['本季度', 'en', "Q4 '26"],
  ['今年', 'zh-CN', '2026'],
  ['本周', 'zh-CN', '11/23'],
  ['上月', 'en', 'Oct'],
] as const)('%s in %s is called %s on the axis', (words, locale, label) => {
  const trend = trendPeriods(period(words)).map((one) => ({ period: one, figures: answered(2, 1) }));
  expect(trendChart(trend, 'all', locale)?.categories.at(-1)).toBe(label);
});

test('what never had a figure is not drawn and not spoken of', () => {
  const trend = trendPeriods(period('本月')).map((one) => ({ period: one, figures: answered(2, 1) }));
  const chart = trendChart(trend, 'all', 'zh-CN');
  expect(chart?.series.map(({ name }) => name)).toEqual(['作答率']);
  expect(`${chart?.title} ${chart?.alternative}`).not.toContain('到会率');
  const onLeave = { ...NOTHING, leave: { ...NOTHING.leave, people: 1 } };
  expect(
    trendChart(
      trend.map((one) => ({ ...one, figures: onLeave })),
      'all',
      'zh-CN',
    ),
  ).toBeUndefined();
});

test('a single period is no trend', () => {
  const trend = trendPeriods(period('本月')).map((one, index) => ({ period: one, figures: index === 11 ? answered(2, 1) : NOTHING }));
  expect(trendChart(trend, 'prompts', 'zh-CN')).toBeUndefined();
});

test('the summary has the chart, and its button sends the picture with the figures in words', async () => {
  const office = await testOffice(at('2026-10-20', '10:00'));
  for (const day of ['2026-10-20', '2026-11-24']) {
    office.moveTo(at(day, '10:00'));
    const sent = await sendRound(
      office.reflection,
      { operator: 'test' },
      { promptSet: 'four-questions', audience: { kind: 'members', members: ['602', '603'] }, closes: { workdays: 1 } },
    );
    if (!sent.ok) throw new Error(sent.refusal);
    await submit(office.reflection, { roundId: sent.round.id, memberId: '603', submission: day, answers });
    if (day === '2026-10-20') await submit(office.reflection, { roundId: sent.round.id, memberId: '602', submission: `${day}b`, answers });
  }
  const leader = talk(office, '601');
  const card = cardIn(await leader.say('汇总 作答'));
  expect(card.blocks).toContainEqual(expect.objectContaining({ kind: 'chart', categories: ['10月', '11月'] }));
  const { id, value } = button(card.blocks, '趋势图');
  expect(cardIn(await leader.press(id, value)).summary).toContain('正在生成文件');
  const [row] = await office.outbox('participation.file:601:');
  expect(row).toBeDefined();
  const file = await summaryFile(office.participation, { view: value, format: 'png' }, '601' as MemberId);
  expect(file?.filename).toBe('作答汇总 2026年11月.png');
  expect(
    Buffer.from(file?.content ?? [])
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect(file?.alt).toBe('作答率：10月 100.0%，11月 50.0%');
});
