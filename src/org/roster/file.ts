import { CsvError, parse } from 'csv-parse/sync';
import type { Text } from '../../chat/text.js';
import { unescapeFormula } from '../../workbook/csv.js';
import { fileText } from './text.js';

/** Cells as text, trimmed. Row i of the grid is what Excel shows as row i + 1. */
export type Grid = readonly (readonly string[])[];
export type ReadGrid =
  /** `others`: further sheets of the workbook that have something in them. */
  | { readonly ok: true; readonly grid: Grid; readonly others: readonly { readonly name: string; readonly grid: Grid }[] }
  | { readonly ok: false; readonly expected: Text; readonly row?: number };

const wrong = (expected: Text): ReadGrid => ({ ok: false, expected });
const startsWith = (content: Uint8Array, ...bytes: number[]) => bytes.every((byte, index) => content[index] === byte);

/** The stream in which Excel keeps a workbook with a password ([MS-OFFCRYPTO] 2.3.4.4); the file around it is made like an old one. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** Spaces, tabs and line breaks inside a cell count as one space: they come from how the cell was wrapped, not from what it says. */
export const tidy = (cell: string): string => cell.replace(/[\s\u200b\ufeff]+/gu, ' ').trim();

/** Reads CSV (UTF-8, UTF-16 with a mark, GBK, GB18030) or XLSX, whatever the file is called. */
export async function readGrid(content: Uint8Array): Promise<ReadGrid> {
  if (content.length === 0) return wrong(fileText.empty);
  if (startsWith(content, 0x50, 0x4b)) return readWorkbook(content);
  if (startsWith(content, 0xd0, 0xcf, 0x11, 0xe0))
    return wrong(Buffer.from(content).includes(ENCRYPTED) ? fileText.encrypted : fileText.oldWorkbook);
  const text = await decode(content);
  if (text === undefined) return wrong(fileText.notATable);
  if (text.trim() === '') return wrong(fileText.empty);
  return readCsv(text);
}

async function readWorkbook(content: Uint8Array): Promise<ReadGrid> {
  // Only when there is a workbook: a start need not read its hundred files.
  const { default: readSheets } = await import('read-excel-file/node');
  const sheets = await readSheets(Buffer.from(await readable(content))).catch(() => undefined); // a docx is a zip as well
  const [first, ...others] = sheets?.map(({ sheet, data }) => ({ name: sheet, grid: gridOf(data) })) ?? [];
  if (!first) return wrong(fileText.notAWorkbook);
  if (first.grid.length === 0) return wrong(fileText.emptySheet);
  return { ok: true, grid: first.grid, others: others.filter(({ grid }) => grid.length > 0) };
}

const gridOf = (rows: readonly (readonly unknown[])[]): Grid => rows.map((row) => row.map((cell) => tidy(cellText(cell))));

/**
 * The reader takes a cell whose formula has failed for an empty one; written as text it arrives as what Excel shows, such as #N/A. Of a sheet whose
 * borders or colours go down to the last row it would make a million rows: cells with nothing in them are left out, where others say their own place.
 */
async function readable(content: Uint8Array): Promise<Uint8Array> {
  const { strFromU8, strToU8, unzipSync, zipSync } = await import('fflate');
  try {
    const files = unzipSync(content);
    const sheets = Object.entries(files).flatMap(([name, bytes]) => {
      if (!/^xl\/worksheets\/[^/]+\.xml$/i.test(name)) return [];
      const sheet = strFromU8(bytes);
      const asText = sheet.replace(/(<(?:\w+:)?c\s(?:[^>]*\s)?t=)(["'])e\2/g, '$1"str"');
      const filled = withoutEmpty(asText);
      return filled === sheet ? [] : [[name, strToU8(filled)] as const];
    });
    return sheets.length === 0 ? content : zipSync({ ...files, ...Object.fromEntries(sheets) }, { level: 0 });
  } catch {
    return content; // the reader says what is wrong with it
  }
}

/** [ECMA-376] 18.3.1: `c` cells, `row` rows, `dimension` what there is of both. */
const withoutEmpty = (sheet: string): string =>
  /<(?:\w+:)?c(?=[\s>])(?![^>]*\sr=)/.test(sheet)
    ? sheet
    : sheet
        .replace(/<(?:\w+:)?c\s[^>]*\/>/g, '')
        .replace(/<(?:\w+:)?row\s[^>]*(?:\/>|>\s*<\/(?:\w+:)?row>)/g, '')
        .replace(/<(?:\w+:)?dimension\s[^>]*\/>/, '');

/** Excel keeps dates as days without a zone; the reader gives them as midnight UTC. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object' && 'toISOString' in cell && typeof cell.toISOString === 'function') {
    return String(cell.toISOString()).slice(0, 'YYYY-MM-DD'.length);
  }
  return typeof cell === 'string' || typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

/** UTF-8 first: Chinese text in GBK is practically never valid UTF-8, while every UTF-8 text would pass for GBK. */
async function decode(content: Uint8Array): Promise<string | undefined> {
  if (startsWith(content, 0xff, 0xfe)) return inFull(content, 'utf-16le');
  if (content.includes(0)) return undefined;
  const text = inFull(content, 'utf-8');
  if (text !== undefined) return text;
  // Its tables are a good part of the program: a start need not read them.
  const { default: iconv } = await import('iconv-lite');
  const chinese = iconv.decode(Buffer.from(content), 'gb18030');
  return chinese.includes('\ufffd') ? undefined : chinese;
}

/** Undefined: not a text in this encoding, or cut off in the middle of a character. */
function inFull(content: Uint8Array, encoding: 'utf-8' | 'utf-16le'): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

function readCsv(text: string): ReadGrid {
  const [firstLine = ''] = text.split(/\r?\n/, 1);
  // Excel's “Unicode text” is separated by tabs.
  const delimiter = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ',';
  try {
    const records = parse(text, { delimiter, relax_column_count: true, skip_empty_lines: false });
    return { ok: true, grid: records.map((record) => record.map((cell) => unescapeFormula(tidy(cell)))), others: [] };
  } catch (error) {
    if (error instanceof CsvError)
      return { ok: false, expected: fileText.quotes, ...(typeof error.records === 'number' ? { row: error.records + 1 } : {}) };
    throw error;
  }
}
