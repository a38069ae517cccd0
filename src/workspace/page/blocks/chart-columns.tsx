import { breadth, type ChartData, figure, ticksOf } from './chart-data.js';
import { Line, Mark } from './chart-lines.js';
import { SIZE, WIDTH } from './chart-size.js';

const [LEFT, TOP, BOTTOM, HEIGHT] = [34, 16, 20, 190];
/** For all categories together. */
export const ROOM = WIDTH - LEFT - 4;
/** Between two labels, in letters. */
export const BESIDE = 0.5;

/** Lines or columns above their categories. */
export function Columns({ chart, words }: { chart: ChartData; words: string }) {
  const { labels, series, unit, look } = chart;
  const ticks = ticksOf(chart);
  const [low, high] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const y = (value: number) => round(TOP + (HEIGHT - TOP - BOTTOM) * (1 - (value - low) / (high - low)));
  const step = ROOM / labels.length;
  const x = (index: number) => round(LEFT + step * (index + 0.5));
  // So that the newest always has its name.
  const every = Math.max(1, Math.ceil((Math.max(...labels.map(breadth)) + BESIDE) * (SIZE / step)));
  const width = Math.min(28, (step * 0.76) / series.length);
  const between = look === 'bar' ? width : step;
  const named =
    (series.length === 1 || look === 'bar') && series.every(({ values }) => values.every((value) => fits(figure(value, ''), between)));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={words} font-size={SIZE}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class="chart-grid" x1={LEFT} x2={WIDTH} y1={y(tick)} y2={y(tick)} />
          <text x={LEFT - 4} y={y(tick) + 4} text-anchor="end">
            {figure(tick, unit)}
          </text>
        </g>
      ))}
      {labels.map((label, index) => {
        if ((labels.length - 1 - index) % every !== 0) return null;
        const half = (breadth(label) * SIZE) / 2;
        const sticksOut = x(index) + half > WIDTH;
        return (
          <text key={`${index}`} x={sticksOut ? WIDTH : x(index)} y={HEIGHT - 5} text-anchor={sticksOut ? 'end' : 'middle'}>
            {label}
          </text>
        );
      })}
      {series.map(({ values }, n) => (
        <g key={`${n}`} class={`series-${n + 1}`}>
          {look === 'line' && <Line of={n} d={values.map((value, index) => `${index ? 'L' : 'M'}${x(index)} ${y(value)}`).join('')} />}
          {values.map((value, index) => {
            const at = look === 'line' ? x(index) : x(index) + width * (n - (series.length - 1) / 2);
            return (
              <g key={`${index}`}>
                {look === 'line' ? (
                  <Mark of={n} x={at} y={y(value)} />
                ) : (
                  <rect x={at - width * 0.46} width={width * 0.92} y={Math.min(y(0), y(value))} height={Math.abs(y(0) - y(value))} />
                )}
                {named && (
                  <text class="chart-figure" x={at} y={y(value) - 6} text-anchor="middle">
                    {figure(value, '')}
                  </text>
                )}
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}

const round = (length: number): number => Math.round(length * 10) / 10;
const fits = (words: string, width: number): boolean => breadth(words) * SIZE <= width + 2;
