import type { Upload } from '../../chat/chat.js';
import type { Locale } from '../../chat/text.js';
import { fileName } from '../../workbook/in-worker.js';
import { drawChart } from '../chart/draw.js';
import { trendChart } from '../chart/trend.js';
import type { Exported } from './export.js';
import { titleOf } from './title.js';

/** The trend as a PNG, with what it shows in words for who can't see it. Undefined: a single period is no trend. */
export async function trendPicture(exported: Exported, locale: Locale): Promise<Upload | undefined> {
  const chart = trendChart(exported.trend, exported.subject, locale);
  if (!chart) return undefined;
  const title = titleOf(exported, locale);
  return {
    filename: `${fileName(title)}.png`,
    title,
    content: await drawChart({ ...chart, title: `${title} · ${chart.title}` }),
    alt: chart.alternative,
  };
}
