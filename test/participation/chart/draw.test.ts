import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PNG } from 'pngjs';
import { describe, expect, test } from 'vitest';
import type { Chart } from '../../../src/chat/card.js';
import { drawChart, type Painting } from '../../../src/participation/chart/draw.js';

const run = promisify(execFile);
const program = join(process.cwd(), 'dist/participation/chart/worker.js');
const font = join(process.cwd(), 'dist/fonts/NotoSansSC-Regular.ttf');
const months = Array.from({ length: 12 }, (_, n) => `${n + 1}月`);

const trend = (more: Partial<Chart> = {}): Chart => ({
  kind: 'chart',
  look: 'line',
  title: '全局参与情况，2025年12月至2026年11月',
  categories: months,
  series: [
    { name: '作答率', values: [96.2, 95, 97.1, 93.4, 94, 96, 91.7, 95.5, 98, 97.2, 96.8, 98.3] },
    { name: '到会率', values: [88, 90.5, null, 91, 85, 89.9, 93, 92.4, 90, 94.1, 95, 93.6] },
  ],
  unit: 'percent',
  alternative: '图',
  ...more,
});

/** Decoded: the same pixels may be packed in different ways. */
async function pixels(chart: Chart, name?: string) {
  const png = await drawChart(chart);
  if (name) {
    mkdirSync('artifacts', { recursive: true });
    writeFileSync(`artifacts/chart-png-${name}.png`, png);
  }
  return PNG.sync.read(Buffer.from(png));
}
const same = (one: PNG, other: PNG) => one.data.equals(other.data);
/** Pixels that are not white, above a line. */
function ink({ data, width, height }: PNG, until = height): number {
  let dark = 0;
  for (let at = 0; at < until * width * 4; at += 4) if ((data[at] ?? 255) < 200) dark += 1;
  return dark;
}

describe('the pictures', () => {
  const pictures: Readonly<Record<string, Chart>> = {
    trend: trend(),
    single: trend({
      title: '作答率',
      series: [{ name: '作答率', values: [96.2, 95, 97.1, 93.4, 94, 96, 91.7, 95.5, 100, 97.2, 96.8, 0] }],
    }),
    columns: trend({
      look: 'bar',
      unit: 'number',
      title: '请假天数',
      series: [{ name: '天', values: [12.5, 30, 8, 44, 51, 20.5, 0, 137, 62, 18, 9, 28] }],
    }),
    departments: trend({
      look: 'bar',
      title: '作答率，按部门',
      categories: ['办公室', '政工部', '人事教育处', '机关党委', '纪律检查和监察处', '直属机关基层党组织建设工作领导小组办公室'],
      series: [
        { name: '本月', values: [100, 98.2, 95, 0, 88.9, 76.5] },
        { name: '上月', values: [100, 96, 97.4, 92, 90, null] },
      ],
    }),
    twelve: trend({
      look: 'bar',
      title: '缺席，按部门',
      unit: 'number',
      categories: Array.from({ length: 12 }, (_, n) => `第${n + 1}基层单位管理站`),
      series: [{ name: '缺席', values: Array.from({ length: 12 }, (_, n) => n * 3) }],
    }),
    six: trend({
      unit: 'number',
      categories: ['2026年第一季度', '2026年第二季度', '2026年第三季度', '2026年第四季度'],
      series: ['出差', '年休假', '事假', '病假', '会议请假的全部天数合计', '其他'].map((name, n) => ({
        name,
        values: [n * 10, n * 7 + 5, n * 9 + 2, n * 11 + 1],
      })),
    }),
  };
  test.each(Object.entries(pictures))('%s: 1200 × 675, opaque, with words in it', async (name, chart) => {
    const png = await pixels(chart, name);
    expect([png.width, png.height]).toEqual([1_200, 675]);
    expect(png.data.every((part, index) => index % 4 !== 3 || part === 255)).toBe(true);
    expect(ink(png, 90)).toBeGreaterThan(500);
    expect(ink(png)).toBeGreaterThan(5_000);
  });
});

/** The same in a process of its own, which finds no font on the machine. */
async function withoutSystemFonts(chart: Chart): Promise<PNG> {
  const home = mkdtempSync(join(tmpdir(), 'siwen-no-fonts-'));
  writeFileSync(join(home, 'fonts.conf'), '<?xml version="1.0"?><fontconfig><dir>/nonexistent</dir></fontconfig>');
  const script = `
    const { Worker } = require('node:worker_threads');
    new Worker(${JSON.stringify(program)}, { workerData: ${JSON.stringify({ chart, font } satisfies Painting)} })
      .once('message', (png) => process.stdout.write(Buffer.from(png)));`;
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: home,
    XDG_DATA_HOME: home,
    FONTCONFIG_FILE: join(home, 'fonts.conf'),
    FONTCONFIG_PATH: home,
  };
  const { stdout } = await run(process.execPath, ['-e', script], { env, encoding: 'buffer', maxBuffer: 1e8 });
  return PNG.sync.read(stdout);
}

describe('the words', () => {
  const titled = (title: string) => pixels(trend({ title }));

  test('a machine without any font draws the very same picture', async () => {
    expect(same(await pixels(trend()), await withoutSystemFonts(trend()))).toBe(true);
  });

  test('a Chinese character leaves ink, and another one other ink: no box, and not nothing', async () => {
    const [blank, one, other] = [await titled(''), await titled('率'), await titled('处')];
    expect(ink(one, 90)).toBeGreaterThan(ink(blank, 90) + 100);
    expect(same(one, other)).toBe(false);
  });

  test.each<[string, (word: string) => Partial<Chart>]>([
    ['a category', (word) => ({ categories: [word, ...months.slice(1)] })],
    ['a series', (word) => ({ series: trend().series.map((series) => ({ ...series, name: `${word}率` })) })],
  ])('so it is in the name of %s', async (_where, named) => {
    expect(same(await pixels(trend(named('甲'))), await pixels(trend(named('乙'))))).toBe(false);
  });

  const painted = (path: string) =>
    run(process.execPath, [
      '-e',
      `const { Worker } = require('node:worker_threads');
       new Worker(${JSON.stringify(program)}, { workerData: ${JSON.stringify({ chart: trend(), font: path } satisfies Painting)} });`,
    ]);

  test('without its font nothing is drawn, and the error says which file is missing', async () => {
    await expect(painted('/nowhere/NotoSansSC-Regular.ttf')).rejects.toThrow(
      /font for charts can't be read: \/nowhere\/NotoSansSC-Regular\.ttf/,
    );
  });

  test('a font that the renderer would pass over without a word is refused', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'siwen-font-')), 'font.woff2');
    writeFileSync(path, 'wOF2 and so on');
    await expect(painted(path)).rejects.toThrow(/no TrueType font/);
  });
});

test.each([
  ['markup', '<script>alert(1)</script><image href="file:///etc/passwd"/>'],
  ['ampersands', '&amp; & &#0; ]]>'],
  ['emoji', '👨‍👩‍👧‍👦 办公室 😀'],
  ['80 characters', '直属机关'.repeat(20)],
  ['new lines and tabs', '办公室\n\r\n\t（一）'],
  ['control characters', '\u0000\u0001\u001b[31m\u007f\ufffe\uffff'],
  ['half a character', `${'😀'.slice(0, 1)}办`],
  ['writing turned around', '李\u202e四'],
  ['what echarts itself might read', '{a|x}{b}{c} %s {@[0]}'],
  ['nothing', ''],
])('%s in every name breaks nothing', async (_what, name) => {
  for (const look of ['line', 'bar'] as const) {
    const png = await pixels(
      trend({
        look,
        title: name,
        categories: [name, name, `${name}二`],
        series: [
          { name, values: [1, null, 3] },
          { name, values: [4, 5, 6] },
        ],
      }),
    );
    expect([png.width, png.height]).toEqual([1_200, 675]);
    expect(ink(png)).toBeGreaterThan(1_000);
  }
});

test('markup in a name is seen as it is written', async () => {
  expect(same(await pixels(trend({ title: '<b>办公室</b>' })), await pixels(trend({ title: '办公室' })))).toBe(false);
  expect(same(await pixels(trend({ title: '甲&lt;乙' })), await pixels(trend({ title: '甲<乙' })))).toBe(false);
});

test('nothing to show is an empty frame under its title', async () => {
  for (const series of [[], [{ name: '作答率', values: [] }], [{ name: '作答率', values: [Number.NaN, Number.POSITIVE_INFINITY] }]])
    expect(ink(await pixels(trend({ series, categories: series.length === 0 ? [] : months })), 90)).toBeGreaterThan(500);
});

test('the office goes on meanwhile', async () => {
  let turns = 0;
  const ticking = setInterval(() => {
    turns += 1;
  }, 1);
  await drawChart(trend());
  clearInterval(ticking);
  expect(turns).toBeGreaterThan(10);
});
