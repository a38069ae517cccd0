import { join } from 'node:path';
import type { Chart } from '../../chat/card.js';
import { inThread } from '../../in-thread.js';
import { packageDir } from '../../package-dir.js';

export type Painting = { readonly chart: Chart; readonly font: string };

/** Built, and put there by vite.config.ts: this file may be read from its source by a test. */
const program = join(packageDir, 'dist/participation/chart/worker.js');
const font = join(packageDir, 'dist/fonts/NotoSansSC-Regular.ttf');

let last: Promise<unknown> = Promise.resolve();

/** A PNG of 1200 × 675, drawn in a thread of its own, one at a time: each takes half a second of a core and some 50 MB. */
export function drawChart(chart: Chart): Promise<Uint8Array> {
  const drawn = last.then(() => inThread<Uint8Array>(program, { chart, font } satisfies Painting));
  last = drawn.catch(() => undefined);
  return drawn;
}
