import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import type { Chart } from '../../src/chat/card.js';
import { renderMessage } from '../../src/slack/message.js';
import type { Block } from '../../src/workspace/protocol.js';
import { launchBrowser, screenshot } from './browser.js';
import { faintText, sideways } from './measure.js';
import { message, scene } from './scene.js';
import { openStage } from './stage.js';
import { visit } from './visit.js';

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const months = Array.from({ length: 12 }, (_, n) => `${n + 1}月`);
const base = { kind: 'chart', unit: 'percent', alternative: '图' } as const;
const charts: Readonly<Record<string, Chart>> = {
  trend: {
    ...base,
    look: 'line',
    title: '全局 · 最近12个月',
    categories: months,
    series: [
      { name: '作答率', values: [96.2, 95, 97.1, 93.4, 94, 96, 91.7, 95.5, 98, 97.2, 96.8, 98.3] },
      { name: '到会率', values: [88, 90.5, 87.2, 91, 85, 89.9, 93, 92.4, 90, 94.1, 95, 93.6] },
    ],
  },
  single: {
    ...base,
    look: 'line',
    title: '作答率',
    categories: months,
    series: [{ name: '作答率', values: [96.2, 95, 97.1, 93.4, 94, 96, 91.7, 95.5, 100, 97.2, 96.8, 0] }],
  },
  columns: {
    ...base,
    look: 'bar',
    unit: 'number',
    title: '请假天数',
    categories: months,
    series: [{ name: '天数', values: [12.5, 30, 8, 44, 51, 20.5, 0, 137, 62, 18, 9, 28] }],
  },
  rows: {
    ...base,
    look: 'bar',
    title: '作答率，按部门',
    categories: ['办公室', '政工部', '人事教育处', '机关党委', '纪律检查和监察处', '直属机关基层党组织建设工作领导小组…'],
    series: [
      { name: '本月', values: [100, 98.2, 95, 0, 88.9, 76.5] },
      { name: '上月', values: [100, 96, 97.4, 92, 90, 81] },
    ],
  },
  six: {
    ...base,
    look: 'line',
    unit: 'number',
    title: '请假天数，按类别',
    categories: ['2026年第一季度', '2026年第二季度', '2026年第三季度', '2026年第四季度'],
    series: ['出差', '年休假', '事假', '病假', '会议请假', '其他'].map((name, n) => ({
      name,
      values: [n * 10, n * 7 + 5, n * 9 + 2, n * 11 + 1],
    })),
  },
};
const blocksOf = (chart: Chart): Block[] => JSON.parse(JSON.stringify(renderMessage([chart])));
const history = Object.entries(charts).map(([name, chart], n) => message(n, 'UBOT', name, { blocks: blocksOf(chart) }));

async function shown(options: Parameters<typeof visit>[2] & { readonly width?: number } = {}) {
  const stage = await openStage(scene({ conversations: scene().conversations }), history);
  onTestFinished(() => stage.close());
  const visited = await visit(browser, stage.address, options);
  if (options.width) await visited.page.setViewportSize({ width: options.width, height: 780 });
  await visited.page.locator('.chart-block').nth(4).waitFor();
  return visited;
}

/** Words that lie over each other or stick out of their picture, and letters smaller than nine pixels. */
const unreadable = `[...document.querySelectorAll('.chart-block > svg')].flatMap((picture) => {
  const frame = picture.getBoundingClientRect();
  const words = [...picture.querySelectorAll('text')].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
  const out = words.filter(({ box }) => box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1);
  const small = parseFloat(getComputedStyle(picture).fontSize) * (frame.width / picture.viewBox.baseVal.width) < 9 ? ['small letters'] : [];
  const over = words.flatMap((one, n) => words.slice(n + 1).filter(({ box }) =>
    Math.min(one.box.right, box.right) - Math.max(one.box.left, box.left) > 1 && Math.min(one.box.bottom, box.bottom) - Math.max(one.box.top, box.top) > 4
  ).map(({ text }) => one.text + ' over ' + text));
  return [...out.map(({ text }) => 'out: ' + text), ...small, ...over];
})`;

describe.each(['light', 'dark'] as const)('%s', (scheme) => {
  test.each([
    ['desktop', undefined],
    ['phone', 390],
    ['phone', 360],
  ] as const)('charts can be read (%s %s)', async (size, width) => {
    const { page, mishaps, foreign } = await shown({ size, scheme, ...(width ? { width } : {}) });
    for (const [n, name] of Object.keys(charts).entries()) {
      await page.locator('.chart-block').nth(n).scrollIntoViewIfNeeded();
      await screenshot(page, `chart-${width ?? size}-${scheme}-${name}`);
    }
    expect(await page.evaluate(unreadable)).toEqual([]);
    expect(await page.evaluate(faintText)).toEqual([]);
    expect(await page.evaluate(sideways)).toBe(0);
    expect([...mishaps, ...foreign]).toEqual([]);
  });
});

test('who can’t see the chart hears its figures, in their own language', async () => {
  const { page } = await shown();
  const name = /^图表《作答率，按部门》。本月：办公室 100%，政工部 98.2%，.*上月：办公室 100%/;
  await page.getByRole('img', { name }).waitFor();
  const other = await shown({ as: 'Helen Fong' });
  await other.page.getByRole('img', { name: /^Chart “请假天数”\. 天数: 1月 12\.5, 2月 30,/ }).waitFor();
});

test('bars are as long as their figures, and start at nothing', async () => {
  const { page } = await shown();
  const heights: number[] = await page
    .locator('.chart-block')
    .nth(2)
    .locator('svg rect')
    .evaluateAll((bars) => bars.map((bar) => Number(bar.getAttribute('height'))));
  const [per = 0] = heights.map((height, n) => height / (charts.columns?.series[0]?.values[n] ?? 1));
  for (const [n, height] of heights.entries())
    expect(Math.abs(height - per * (charts.columns?.series[0]?.values[n] ?? 0))).toBeLessThan(0.5);
});

type Color = readonly [number, number, number];

/** Brettel, Viénot and Mollon’s projections in one matrix each (Viénot 1999), on linear light. */
const eyes: Readonly<Record<string, readonly Color[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.1124, 0.8876, 0],
    [0.1124, 0.8876, 0],
    [0.004, -0.004, 1],
  ],
  deuteranopia: [
    [0.2928, 0.7072, 0],
    [0.2928, 0.7072, 0],
    [-0.0223, 0.0223, 1],
  ],
};
const linear = (part: number) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
const seenBy = (matrix: readonly Color[], color: Color): Color => {
  const [r, g, b] = color.map(linear);
  const [x = 0, y = 0, z = 0] = matrix.map(([m, n, o]) => m * (r ?? 0) + n * (g ?? 0) + o * (b ?? 0));
  return [x, y, z];
};
/** CIE 1976 L*a*b*; a difference of 10 is plain to see side by side. */
function lab([r, g, b]: Color): Color {
  const f = (t: number) => (t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116);
  const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
  const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}
const light = ([r, g, b]: Color) => 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;

test.each(['light', 'dark'] as const)(
  'series can be told apart and from their ground, by eyes that see no red or green too (%s)',
  async (scheme) => {
    const { page } = await shown({ scheme });
    const read = (expression: string) => page.evaluate<string>(expression);
    const parse = (text: string): Color => {
      const [r = 0, g = 0, b = 0] = (text.match(/\d+/g) ?? []).map(Number);
      return [r, g, b];
    };
    const ground = parse(await read(`getComputedStyle(document.querySelector('.chart-block')).backgroundColor`));
    const colors = await Promise.all(
      [1, 2, 3, 4, 5, 6].map(async (n) =>
        parse(await read(`getComputedStyle(document.querySelectorAll('.chart-block')[4].querySelector('.series-${n}')).color`)),
      ),
    );
    for (const [eye, matrix] of Object.entries(eyes)) {
      const seen = colors.map((color) => seenBy(matrix, color));
      for (const color of seen) {
        const [high = 1, low = 1] = [light(color), light(seenBy(matrix, ground))].sort((a, b) => b - a);
        expect(high / low, eye).toBeGreaterThan(3);
      }
      const apart = seen.flatMap((one, n) =>
        seen.slice(n + 1).map((other) => Math.hypot(...lab(one).map((part, k) => part - (lab(other)[k] ?? 0)))),
      );
      expect(Math.min(...apart), eye).toBeGreaterThan(15);
    }
  },
);
