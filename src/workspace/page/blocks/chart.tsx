import type { Block } from '../../protocol.js';
import { usePage } from '../context.js';
import { texts } from '../text.js';
import { BESIDE, Columns, ROOM } from './chart-columns.js';
import { breadth, type ChartData, chartOf } from './chart-data.js';
import { Line, Mark } from './chart-lines.js';
import { Rows } from './chart-rows.js';
import { SIZE } from './chart-size.js';

/** Drawn as Slack would, in SVG: what can't be seen is heard as one sentence. */
export function ChartBlock({ block }: { block: Block }) {
  const { say } = usePage();
  const chart = chartOf(block);
  return (
    <figure class="chart-block">
      <figcaption>{chart.title}</figcaption>
      {needsRows(chart) ? (
        <Rows chart={chart} words={say(texts.chart(chart))} />
      ) : (
        <Columns chart={chart} words={say(texts.chart(chart))} />
      )}
      {chart.series.length > 1 && (
        <ul class="chart-legend" aria-hidden="true">
          {chart.series.map(({ name }, index) => (
            <li key={`${index}`} class={`series-${index + 1}`}>
              <svg viewBox="0 0 24 12" width="24" height="12" aria-hidden="true">
                {chart.look === 'line' && <Line of={index} d="M0 6H24" />}
                {chart.look === 'line' ? <Mark of={index} x={12} y={6} /> : <rect x="6" width="12" height="12" rx="1" />}
              </svg>
              <span>{name}</span>
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}

/** Names, unlike months, can't be left out below their columns: they head rows instead where they don't fit. */
const needsRows = ({ look, labels }: ChartData): boolean =>
  look === 'bar' && labels.some((label) => breadth(label) > A_MONTH && (breadth(label) + BESIDE) * SIZE > ROOM / labels.length);

/** 2026-11, in letters. */
const A_MONTH = 4.1;
