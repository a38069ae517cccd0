import type { CardBlock } from '../chat/card.js';

type Table = Extract<CardBlock, { kind: 'table' }>;

/** A table in fixed-width type, for forms and Home, where Slack has no table block. A Chinese character is two columns wide. */
export function preformatted(table: Table): string {
  const rows = [table.columns.map(({ title }) => title), ...table.rows];
  const widths = table.columns.map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ''))));
  return rows
    .map((row) =>
      table.columns
        .map(({ align }, column) => {
          const text = row[column] ?? '';
          const space = ' '.repeat((widths[column] ?? 0) - width(text));
          return align === 'right' ? space + text : text + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function width(text: string): number {
  return [...text].reduce(
    (total, character) =>
      total + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(character) ? 2 : 1),
    0,
  );
}
