import { closeSync, openSync, readSync } from 'node:fs';
import { createRequire } from 'node:module';
import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Chart } from '../../chat/card.js';
import { chartOption, FONT_FAMILY, HEIGHT, WIDTH } from './option.js';

/** Compiled, so it is loaded from node_modules (docs/decisions/009-few-files-to-start.md). */
const { Resvg } = createRequire(import.meta.url)('@resvg/resvg-js') as typeof import('@resvg/resvg-js');

use([BarChart, LineChart, GridComponent, LegendComponent, TitleComponent, SVGRenderer]);

/** A PNG with the words in the font of that file and in no other: the machine's own fonts play no part. */
export function paint(chart: Chart, font: string): Uint8Array {
  mustBeTrueType(font);
  const drawing = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: HEIGHT });
  drawing.setOption(chartOption(chart));
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  const fonts = { loadSystemFonts: false, fontFiles: [font], defaultFontFamily: FONT_FAMILY };
  return new Resvg(svg, { font: fonts }).render().asPng();
}

/** The renderer passes over a font that it can't read, and leaves the words out without one of its own. */
function mustBeTrueType(font: string): void {
  const head = Buffer.alloc(4);
  try {
    const file = openSync(font, 'r');
    readSync(file, head, 0, 4, 0);
    closeSync(file);
  } catch (cause) {
    throw new Error(`the font for charts can't be read: ${font}; install siwen anew or run npm run build`, { cause });
  }
  if (head.readUInt32BE() !== 0x00_01_00_00) throw new Error(`the font for charts is no TrueType font: ${font}`);
}
