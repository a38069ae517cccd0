import { median } from './numbers.js';

/** One line of the result. `ratios`: siwen's figure divided by the baseline's, one for each pair that was run. */
export type Figure = {
  readonly what: string;
  readonly siwen: string;
  readonly baseline: string;
  readonly ratios: readonly number[];
  readonly target: string;
  /** Undefined: no target, for information. */
  readonly met: boolean | undefined;
};

export type Pair<T> = { readonly baseline: T; readonly siwen: T };

/** `count` pairs, first the baseline, then siwen, and again: whatever else the machine does meanwhile meets both. */
export async function pairs<T>(count: number, baseline: () => Promise<T>, siwen: () => Promise<T>): Promise<Pair<T>[]> {
  const done: Pair<T>[] = [];
  for (let pair = 0; pair < count; pair++) done.push({ baseline: await baseline(), siwen: await siwen() });
  return done;
}

/** The figure from what was measured in each pair; `limit` is for the median of the ratios; without one, the figure explains another. */
export function compared<T>(
  what: string,
  done: readonly Pair<T>[],
  of: (measured: T) => number,
  words: (value: number) => string,
  limit?: { readonly atLeast: number } | { readonly atMost: number },
): Figure {
  // Of what is too little to be measured there is no ratio.
  const ratios = done.map((pair) => of(pair.siwen) / of(pair.baseline)).filter(Number.isFinite);
  const middle = median(ratios);
  const least = limit && 'atLeast' in limit;
  return {
    what,
    siwen: words(median(done.map((pair) => of(pair.siwen)))),
    baseline: words(median(done.map((pair) => of(pair.baseline)))),
    ratios,
    ...(least
      ? { target: `≥ ${limit.atLeast}`, met: middle >= limit.atLeast }
      : { target: limit ? `≤ ${limit.atMost}` : '–', met: limit && middle <= limit.atMost }),
  };
}

const HEAD = ['what', 'siwen', 'baseline', 'ratio (least–most)', 'target', 'met'];

const lineOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;

/** A table in Markdown, so that docs/performance.md takes it as it is: its head, and then a line for each figure. */
export const head = lineOf(HEAD) + lineOf(HEAD.map(() => '---'));

export function line({ what, siwen, baseline, ratios, target, met }: Figure): string {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  const ratio = ratios.length === 0 ? '–' : `${median(ratios).toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;
  return lineOf([what, siwen, baseline, ratio, target, met === undefined ? '–' : met ? 'yes' : '**no**']);
}
