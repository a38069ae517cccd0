import type { Instant } from '../../calendar/instant.js';
import { type Reader, timeOn } from '../../calendar/reader.js';
import { dateOf } from '../../calendar/zone.js';
import type { Upload } from '../../chat/chat.js';
import { say } from '../../chat/text.js';
import { workbookFile } from '../../workbook/in-worker.js';
import type { Line, Report } from './report.js';
import { columnText, remarksOf, sentences, statusText } from './text.js';

/** 部门 姓名 职级 状态 签到时间 备注. */
export function workbookOf(report: Report, reader: Reader): Promise<Upload> {
  const { locale } = reader;
  const { title, startsAt } = report.meeting;
  const columns = Object.values(columnText).map((heading) => ({ title: say(heading, locale), width: 18 }));
  const rows = report.departments.flatMap(({ name, lines }) => lines.map((line) => [name, ...cellsOf(line, startsAt, reader)]));
  return workbookFile(say(sentences.file(title, dateOf(startsAt, reader.zone)), locale), [
    { name: say(sentences.sheet, locale), columns, rows },
  ]);
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
