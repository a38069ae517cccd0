import { stringify } from 'csv-stringify/sync';

/** Excel takes a cell that starts so for a formula. Written with a leading apostrophe, which reading takes off again. */
const FORMULA = /^'*[=+\-@＝＋－＠]/u;
const escapeFormula = (cell: string): string => (FORMULA.test(cell) ? `'${cell}` : cell);
export const unescapeFormula = (cell: string): string => (cell.startsWith("'") && FORMULA.test(cell) ? cell.slice(1) : cell);

/** With a byte order mark and CRLF, as Excel in China expects of UTF-8; no cell is run as a formula. */
export function asCsv(table: readonly (readonly string[])[]): Uint8Array {
  const cells = table.map((row) => row.map(escapeFormula));
  return new TextEncoder().encode(stringify(cells, { bom: true, record_delimiter: '\r\n' }));
}
