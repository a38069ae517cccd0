import type { BarSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { GridComponentOption, LegendComponentOption, TitleComponentOption } from 'echarts/components';
import type { ComposeOption } from 'echarts/core';
import type { Chart } from '../../chat/card.js';
import { breadth, within } from './words.js';

export type ChartOption = ComposeOption<
  LineSeriesOption | BarSeriesOption | GridComponentOption | LegendComponentOption | TitleComponentOption
>;

export const WIDTH = 1_200;
export const HEIGHT = 675;
/** As the font calls itself. */
export const FONT_FAMILY = 'Noto Sans SC';

/** On a phone the picture is about a third as wide: letters of 30 come out at ten pixels. */
const [TITLE, SIZE, MARGIN] = [40, 30, 32];
const [INK, QUIET, GRID] = ['#20242a', '#4d5157', '#dcd9d1'];
const ROOM = WIDTH - 2 * MARGIN;
/** Legible on white and apart from each other, also to eyes that see no red or green, which have the strokes and marks as well. */
const COLORS = ['#0a5c9e', '#d0600a', '#00806f', '#7d1560', '#4d473b', '#7a5ce8'];
const STROKES = ['solid', 'dashed', 'dotted', [14, 5, 3, 5], [6, 5], [22, 7]] as const;
const MARKS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect'];
/** Of the legend, where names are long. */
const NAMES_PER_ROW = 3;
const [KEY, KEY_GAP] = [56, 28];

/** A chart as echarts draws it: sober, on white, every word shortened to where it stands. */
export function chartOption(chart: Chart): ChartOption {
  const { title, series, look, categories } = chart;
  const names = series.map(({ name }) => within(name, ROOM / NAMES_PER_ROW / SIZE - 3.4));
  const rows = names.length > 1 ? rowsOf(names) : 0;
  const top = MARGIN + TITLE * 1.6 + rows * SIZE * 1.6 + SIZE * 1.4;
  // Names of departments don't fit below their columns; months do, every second or third of them.
  const longest = Math.max(0, ...categories.map((label) => breadth(within(label, ROOM / SIZE))));
  const lying = look === 'bar' && longest > 4.3 && (longest + 0.5) * SIZE > (ROOM - 100) / categories.length;
  return {
    animation: false,
    backgroundColor: '#ffffff',
    color: COLORS,
    textStyle: { fontFamily: FONT_FAMILY, color: INK, fontSize: SIZE },
    title: {
      text: within(title, ROOM / TITLE),
      left: MARGIN,
      top: MARGIN - 6,
      padding: 0,
      textStyle: { fontFamily: FONT_FAMILY, fontSize: TITLE, fontWeight: 'normal', color: INK },
    },
    legend: {
      show: rows > 0,
      left: MARGIN,
      top: MARGIN + TITLE * 1.6,
      width: ROOM,
      padding: 0,
      itemGap: KEY_GAP,
      itemWidth: KEY,
      itemHeight: 22,
      icon: look === 'bar' ? 'rect' : 'inherit',
      lineStyle: { width: 4 },
      textStyle: { fontFamily: FONT_FAMILY, fontSize: SIZE, color: INK },
      // A series goes by its number: two may have one name.
      data: series.map((_, index) => String(index)),
      formatter: (index) => names[Number(index)] ?? '',
    },
    ...(lying ? lyingBars(chart, top) : standing(chart, top)),
  };
}

/** So many lines the names take, beside each other as far as they fit. */
function rowsOf(names: readonly string[]): number {
  let [rows, taken] = [1, 0];
  for (const name of names) {
    const width = KEY + 8 + breadth(name) * SIZE + KEY_GAP;
    if (taken > 0 && taken + width > ROOM) [rows, taken] = [rows + 1, 0];
    taken += width;
  }
  return rows;
}

const figure = (value: unknown, unit: Chart['unit']): string =>
  typeof value === 'number' ? `${Math.round(value * 10) / 10}${unit === 'percent' ? '%' : ''}` : '';
const numberOf = (value: number | null | undefined): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const valuesOf = ({ categories }: Chart, values: readonly (number | null)[]) => categories.map((_, index) => numberOf(values[index]));

const letters = { fontFamily: FONT_FAMILY, fontSize: SIZE, color: QUIET };
/** Of a figure, kept clear of the lines behind it. */
const figures = { fontFamily: FONT_FAMILY, color: INK, textBorderColor: '#ffffff', textBorderWidth: 6 };
const valueAxis = ({ unit }: Chart) => ({
  type: 'value' as const,
  ...(unit === 'percent' ? { min: 0, max: 100, interval: 25 } : {}),
  splitNumber: 4,
  axisLabel: { ...letters, formatter: (value: number) => figure(value, unit) },
  splitLine: { lineStyle: { color: GRID, width: 2 } },
});

/** Lines or columns above their categories. */
function standing(chart: Chart, top: number): Pick<ChartOption, 'grid' | 'xAxis' | 'yAxis' | 'series'> {
  const { look, unit, categories, series } = chart;
  const widest = Math.max(3, ...series.flatMap(({ values }) => values.map((value) => breadth(figure(value, unit)))));
  const left = MARGIN + (widest + 0.6) * SIZE;
  const step = (WIDTH - MARGIN - left) / Math.max(1, categories.length);
  const labels = categories.map((label) => within(label, ROOM / 4 / SIZE));
  // So that the newest always has its name.
  const every = Math.max(1, Math.ceil(((Math.max(0, ...labels.map(breadth)) + 0.5) * SIZE) / step));
  const each = look === 'bar' ? step / Math.max(1, series.length) : step;
  const shown = (values: readonly (number | null)[]) => values.map((value) => breadth(figure(value, 'number')));
  const fits = (series.length === 1 || look === 'bar') && Math.max(0, ...series.flatMap(({ values }) => shown(values))) * SIZE < each * 1.1;
  const label = {
    show: fits,
    position: 'top' as const,
    ...figures,
    fontSize: SIZE - 2,
    formatter: ({ value }: { readonly value?: unknown }) => figure(value, 'number'),
  };
  return {
    grid: { left, right: MARGIN, top, bottom: MARGIN + SIZE * 1.6, outerBoundsMode: 'none' },
    xAxis: {
      type: 'category',
      data: labels,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: QUIET, width: 2 } },
      axisLabel: { ...letters, margin: 14, interval: (index: number) => (labels.length - 1 - index) % every === 0 },
    },
    yAxis: valueAxis(chart),
    series: series.map(({ values }, index): LineSeriesOption | BarSeriesOption =>
      look === 'bar'
        ? { type: 'bar', name: String(index), data: valuesOf(chart, values), barMaxWidth: 72, label }
        : {
            type: 'line',
            name: String(index),
            data: valuesOf(chart, values),
            label,
            symbol: MARKS[index] ?? 'circle',
            symbolSize: 14,
            showAllSymbol: true,
            lineStyle: { width: 4, type: strokeOf(index) },
          },
    ),
  };
}

function strokeOf(index: number): 'solid' | 'dashed' | 'dotted' | number[] {
  const stroke = STROKES[index] ?? 'solid';
  return typeof stroke === 'string' ? stroke : [...stroke];
}

/** Bars below each other, their names to the left. */
function lyingBars(chart: Chart, top: number): Pick<ChartOption, 'grid' | 'xAxis' | 'yAxis' | 'series'> {
  const { categories, series, unit } = chart;
  const bottom = MARGIN + SIZE * 1.6;
  const row = (HEIGHT - top - bottom) / Math.max(1, categories.length);
  const size = Math.min(SIZE, row * 0.9);
  const names = categories.map((label) => within(label, (ROOM * 0.4) / size));
  const left = MARGIN + (Math.max(0, ...names.map(breadth)) + 0.6) * size;
  const valueSize = Math.min(SIZE, (row / Math.max(1, series.length)) * 0.7);
  return {
    grid: { left, right: MARGIN + SIZE * 4, top: top - SIZE * 0.8, bottom, outerBoundsMode: 'none' },
    xAxis: valueAxis(chart),
    yAxis: {
      type: 'category',
      inverse: true,
      data: names,
      axisTick: { show: false },
      axisLine: { lineStyle: { color: QUIET, width: 2 } },
      axisLabel: { ...letters, fontSize: size, interval: 0 },
    },
    series: series.map(({ values }, index) => ({
      type: 'bar' as const,
      name: String(index),
      data: valuesOf(chart, values),
      barMaxWidth: 36,
      label: {
        show: true,
        position: 'right' as const,
        ...figures,
        fontSize: valueSize,
        formatter: ({ value }: { readonly value?: unknown }) => figure(value, unit),
      },
    })),
  };
}
