import type { KnownBlock } from '@slack/types';
import type { DataVisualizationBlock } from '../block-kit/data-visualization.js';
import { limits } from '../block-kit/limits.js';
import type { Chart } from '../chat/card.js';
import { fitted } from './fitted.js';
import { plain } from './plain.js';

const most = limits.dataVisualization;

/** What Slack can draw of a chart; undefined: nothing. `whole`: nothing had to be left out. */
type Drawn = { readonly block: DataVisualizationBlock; readonly whole: boolean };

/**
 * A series must have a number for every category, so a gap can't be drawn, and a number made up for it would be a lie: categories without any figure are left out,
 * and then the series that still have a gap.
 */
export function renderChart({ look, title, categories, series, unit }: Chart): Drawn | undefined {
  const valueAt = (values: readonly (number | null)[], index: number) => {
    const value = values[index] ?? null;
    return value !== null && Number.isFinite(value) ? value : null;
  };
  const kept = categories.flatMap((_, index) => (series.some(({ values }) => valueAt(values, index) !== null) ? [index] : []));
  const labels = distinct(
    kept.map((index) => categories[index] ?? ''),
    most.label,
  );
  const full = series.filter(({ values }) => kept.every((index) => valueAt(values, index) !== null)).slice(0, most.series);
  if (labels.length === 0 || labels.length > most.points || full.length === 0) return undefined;
  const names = distinct(
    full.map(({ name }) => name),
    most.label,
  );
  return {
    whole: kept.length === categories.length && full.length === series.length,
    block: {
      type: 'data_visualization',
      // With one line no legend is drawn: the heading says what it is.
      title: shortened(full.length === 1 && series.length > 1 ? (full[0]?.name ?? title) : title, most.title),
      chart: {
        type: look,
        series: full.map(({ values }, n) => ({
          name: names[n] ?? '',
          data: kept.map((index, point) => ({ label: labels[point] ?? '', value: valueAt(values, index) ?? 0 })),
        })),
        axis_config: { categories: labels, ...(unit === 'percent' ? { y_label: '%' } : {}) },
      },
    },
  };
}

/** In place of the chart, or below it where something was left out. */
export const chartInWords = ({ alternative, title }: Chart): KnownBlock => ({
  type: 'context',
  elements: [plain(fitted(alternative || title || '–', limits.text.text))],
});

/** One line of at most so many characters. */
const shortened = (words: string, length: number, ending?: string) =>
  fitted(words.replace(/[\s\p{Cc}]+/gu, ' ').trim() || '–', length, ending);

/** Slack tells series and categories apart by their names alone: two that are the same once shortened are numbered. */
function distinct(names: readonly string[], length: number): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let label = shortened(name, length);
    for (let n = 2; taken.has(label); n += 1) label = shortened(name, length, `…${n}`);
    taken.add(label);
    return label;
  });
}
