import { breadth, type ChartData, figure, ticksOf } from './chart-data.js';
import { SIZE, WIDTH } from './chart-size.js';

const [NAME, BAR, BETWEEN, GAP] = [18, 12, 3, 8];

/** Bars below each other, each category's name above its own: for names of departments. */
export function Rows({ chart, words }: { chart: ChartData; words: string }) {
  const { labels, series, unit } = chart;
  const ticks = ticksOf(chart);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const beside = Math.max(...series.flatMap(({ values }) => values.map((value) => breadth(figure(value, unit))))) * SIZE + 6;
  const x = (value: number) => Math.round(((WIDTH - beside) * (value - low)) / (high - low));
  const row = NAME + series.length * (BAR + BETWEEN) + GAP;
  return (
    <svg viewBox={`0 0 ${WIDTH} ${labels.length * row - GAP + 4}`} role="img" aria-label={words} font-size={SIZE}>
      {labels.map((label, index) => (
        <g key={`${index}`} transform={`translate(0 ${index * row})`}>
          <text y={SIZE + 3}>{label}</text>
          {series.map(({ values }, n) => {
            const value = values[index] ?? 0;
            const y = NAME + n * (BAR + BETWEEN);
            const [from, to] = [Math.min(x(0), x(value)), Math.max(x(0), x(value))];
            return (
              <g key={`${n}`} class={`series-${n + 1}`}>
                <rect x={from} y={y} width={Math.max(1, to - from)} height={BAR} />
                <text class="chart-figure" x={to + 4} y={y + BAR - 2}>
                  {figure(value, unit)}
                </text>
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}
