import type { Reader } from '../../../calendar/reader.js';
import { periodWords } from '../../../calendar/words.js';
import type { Upload } from '../../../chat/chat.js';
import { say } from '../../../chat/text.js';
import { departmentName } from '../../../org/scope-menu.js';
import { workbookFile } from '../../../workbook/in-worker.js';
import { COUNT_FORMAT, DAYS_FORMAT } from '../../../workbook/sheet.js';
import { kindText } from '../../text.js';
import type { Report } from './report.js';
import { text } from './text.js';

/** A sheet of departments and one of people, in days. */
export function reportWorkbook(report: Report, { locale }: Reader): Promise<Upload> {
  const word = (title: string) => ({ title });
  const inDays = (title: string) => ({ title, format: DAYS_FORMAT });
  const [department, name, sum] = [say(text.department, locale), say(text.name, locale), say(text.sum, locale)];
  const kinds = report.kinds.map((kind) => say(kindText[kind], locale));
  const days = ({ days: own, total }: Pick<Report['total'], 'days' | 'total'>) => [...report.kinds.map((kind) => own[kind] / 2), total / 2];
  return workbookFile(`${say(text.title, locale)} ${periodWords(report.dates, locale)}`, [
    {
      name: department,
      columns: [word(department), ...[...kinds, sum].map(inDays), { title: say(text.people, locale), format: COUNT_FORMAT }],
      rows: [
        ...report.departments.map((one) => [departmentName(one, locale), ...days(one), one.people]),
        [say(text.total, locale), ...days(report.total), report.total.people],
      ],
      totalled: true,
    },
    {
      name,
      columns: [word(department), word(name), word(say(text.rank, locale)), ...[...kinds, sum].map(inDays)],
      rows: report.members.map((one) => [
        departmentName({ name: one.department, dissolved: one.dissolved }, locale),
        one.name,
        one.rank,
        ...days(one),
      ]),
    },
  ]);
}
