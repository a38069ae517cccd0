import type { Reader } from '../../calendar/reader.js';
import { periodWords } from '../../calendar/words.js';
import type { Upload } from '../../chat/chat.js';
import { say } from '../../chat/text.js';
import { kindText } from '../text.js';
import type { Report } from './report.js';
import { departmentName } from './report-cards.js';
import { text } from './report-text.js';

type Cell = { readonly value: string | number; readonly type: typeof String | typeof Number; readonly fontWeight?: 'bold' } | null;

/** A sheet of departments and one of people, in days. Names are stored as text, so that Excel runs none as a formula. */
export async function reportWorkbook(report: Report, { locale }: Reader): Promise<Upload> {
  const kinds = report.kinds.map((kind) => say(kindText[kind], locale));
  const days = ({ days: own, total }: Pick<Report['total'], 'days' | 'total'>) => [...report.kinds.map((kind) => own[kind] / 2), total / 2];
  const departments = [
    [say(text.department, locale), ...kinds, say(text.sum, locale), say(text.people, locale)],
    ...report.departments.map((one) => [departmentName(one, locale), ...days(one), one.people]),
    [say(text.total, locale), ...days(report.total), report.total.people],
  ];
  const people = [
    [say(text.department, locale), say(text.name, locale), say(text.rank, locale), ...kinds, say(text.sum, locale)],
    ...report.members.map((one) => [one.department, one.name, one.rank, ...days(one)]),
  ];
  // Only when there is a workbook to write.
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const sheet = (name: string, rows: readonly (readonly (string | number)[])[]) => ({
    sheet: name,
    data: rows.map((row, index) => row.map((value) => cellOf(value, index === 0))),
    stickyRowsCount: 1,
    columns: rows[0]?.map(() => ({ width: 14 })) ?? [],
  });
  const content = await writeWorkbook([sheet(say(text.department, locale), departments), sheet(say(text.name, locale), people)]).toBuffer();
  const title = `${say(text.title, locale)} ${periodWords(report.dates, locale)}`;
  return { filename: `${title.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ')}.xlsx`, title, content };
}

const cellOf = (value: string | number, heading: boolean): Cell =>
  value === '' ? null : { value, type: typeof value === 'number' ? Number : String, ...(heading ? { fontWeight: 'bold' as const } : {}) };
