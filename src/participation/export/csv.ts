import type { Upload } from '../../chat/chat.js';
import { type Locale, say } from '../../chat/text.js';
import { departmentName } from '../../org/scope-menu.js';
import { asCsv } from '../../workbook/csv.js';
import { fileName } from '../../workbook/in-worker.js';
import type { Figures } from '../figures/figures.js';
import { EVERY, type Measure, subjectsIn } from '../figures/measures.js';
import { rounded } from '../figures/rules.js';
import type { Exported } from './export.js';
import { text } from './text.js';
import { titleOf } from './title.js';

/** A row a department with every figure, and the total. Rates from 0 to 1 with four decimals, days with halves. */
export function summaryCsv(exported: Exported, locale: Locale): Upload {
  const measures = subjectsIn(exported.subject).flatMap((subject) => EVERY[subject]);
  const row = (name: string, figures: Figures) => [name, ...measures.map((one) => written(one, figures))];
  const title = titleOf(exported, locale);
  const content = asCsv([
    [text.department, ...measures.map(({ label }) => label)].map((heading) => say(heading, locale)),
    ...exported.departments.map((one) => row(departmentName(one, locale), one)),
    row(say(text.total, locale), exported.total),
  ]);
  return { filename: `${fileName(title)}.csv`, title, content };
}

function written({ of, unit }: Measure, figures: Figures): string {
  const value = of(figures);
  return value === null ? '' : `${unit === 'rate' ? rounded(value) : value}`;
}
