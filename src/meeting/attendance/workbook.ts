import type { Instant } from '../../calendar/instant.js';
import { type Reader, timeOn } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import type { Upload } from '../../chat/chat.js';
import { say } from '../../chat/text.js';
import type { Line, Report } from './report.js';
import { columnText, remarksOf, sentences, statusText } from './text.js';

/** 部门 姓名 职级 状态 签到时间 备注. Every cell is stored as text, so that Excel runs none as a formula. */
export async function workbookOf(report: Report, reader: Reader): Promise<Upload> {
  const { locale } = reader;
  const { title, startsAt } = report.meeting;
  const rows = report.departments.flatMap(({ name, lines }) => lines.map((line) => [name, ...cellsOf(line, startsAt, reader)]));
  const headings = Object.values(columnText).map((heading) => say(heading, locale));
  const cells = [headings, ...rows].map((row, index) =>
    row.map((value) => (value === '' ? null : { value, type: String, ...(index === 0 ? { fontWeight: 'bold' as const } : {}) })),
  );
  // Only when there is a workbook to write.
  const { default: writeWorkbook } = await import('write-excel-file/node');
  const sheet = say(sentences.sheet, locale);
  const content = await writeWorkbook(cells, { sheet, stickyRowsCount: 1, columns: headings.map(() => ({ width: 18 })) }).toBuffer();
  const name = say(sentences.file(title, dateOf(startsAt, reader.zone)), locale);
  return { filename: `${fileName(name)}.xlsx`, title: name, content };
}

function cellsOf(line: Line, startsAt: Instant, reader: Reader): string[] {
  const { member, status, checkedInAt } = line;
  return [
    member.name,
    member.rank,
    say(statusText[status], reader.locale),
    checkedInAt === undefined ? '' : timeOn(startsAt, checkedInAt, reader),
    remarksOf(line)
      .map((remark) => say(remark, reader.locale))
      .join(reader.locale === 'en' ? '; ' : '；'),
  ];
}

/** No system takes these in a name. */
const fileName = (name: string): string => name.replace(/[\\/:*?"<>|\p{Cc}]/gu, ' ').slice(0, 80);
