import { type JsonObject, numberOf, objectOf, objectsOf, stringOf } from '../json.js';

/** What a data_visualization block says. */
export type ChartData = {
  readonly look: 'line' | 'bar';
  readonly title: string;
  readonly labels: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly number[] }[];
  /** Stands behind each figure. */
  readonly unit: string;
};

export function chartOf(block: JsonObject): ChartData {
  const chart = objectOf(block.chart) ?? {};
  const axis = objectOf(chart.axis_config) ?? {};
  const series = objectsOf(chart.series).map((one) => ({ name: stringOf(one.name) ?? '', points: objectsOf(one.data) }));
  return {
    look: chart.type === 'bar' ? 'bar' : 'line',
    title: stringOf(block.title) ?? '',
    labels: (series[0]?.points ?? []).map(({ label }) => stringOf(label) ?? ''),
    series: series.map(({ name, points }) => ({ name, values: points.map(({ value }) => numberOf(value) ?? 0) })),
    unit: axis.y_label === '%' ? '%' : '',
  };
}

export const figure = (value: number, unit: string): string => `${Math.round(value * 10) / 10}${unit}`;

/** Where lines go across: 0 to 100 for shares, else round numbers around what there is, from 0 where it can be. */
export function ticksOf({ series, unit }: ChartData): number[] {
  const values = series.flatMap((one) => one.values);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  if (unit === '%' && least >= 0 && most <= 100) return [0, 25, 50, 75, 100];
  const rough = (most - least || 1) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5, 10].find((times) => times * power >= rough) ?? 10);
  const from = Math.floor(least / step);
  const to = Math.max(from + 1, Math.ceil(most / step));
  return Array.from({ length: to - from + 1 }, (_, index) => Number(((from + index) * step).toPrecision(12)));
}

/** About how wide the words are, in their own height: a Chinese character is as wide as high. */
export const breadth = (words: string): number => [...words].reduce((total, one) => total + (one.charCodeAt(0) > 0x2e7f ? 1 : 0.58), 0);
