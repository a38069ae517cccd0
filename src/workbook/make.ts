import type { Cell, Column, Sheet } from './sheet.js';

/** An XLSX file. It holds the loop for as long as it takes, a third of a second for 3,000 rows: whoever serves people has it made in a thread (in-worker.ts). */
export async function makeWorkbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  // Only when there is a workbook to write.
  const { default: writeWorkbook } = await import('write-excel-file/node');
  return writeWorkbook(sheets.map(written)).toBuffer();
}

function written({ name, columns, rows, totalled }: Sheet) {
  const headings = columns.map(({ title }) => ({ value: title, type: String, fontWeight: 'bold' as const }));
  const last = rows.length - 1;
  return {
    sheet: sheetName(name),
    data: [
      headings,
      ...rows.map((row, index) => row.map((cell, place) => cellOf(cell, columns[place], totalled === true && index === last))),
    ],
    stickyRowsCount: 1,
    columns: columns.map(({ width = 14 }) => ({ width })),
  };
}

function cellOf(value: Cell, column: Column | undefined, isTotal: boolean) {
  if (value === null || value === '') return null;
  const weight = isTotal ? { fontWeight: 'bold' as const } : {};
  if (typeof value === 'number')
    return { value, type: Number, ...(column?.format === undefined ? {} : { format: column.format }), ...weight };
  return { value, type: String, ...weight };
}

/** Excel takes 31 characters, and none of these. */
const sheetName = (name: string): string => name.replace(/[\\/:*?[\]]/g, ' ').slice(0, 31);
