import type { PeriodName } from '../../../calendar/period-menu.js';
import type { Reader } from '../../../calendar/reader.js';
import { periodWords } from '../../../calendar/words.js';
import type { Card, CardBlock } from '../../../chat/card.js';
import { button } from '../../../chat/cards.js';
import { say } from '../../../chat/text.js';
import { departmentName, short } from '../../../org/scope-menu.js';
import { kindText } from '../../text.js';
import { viewMenus, viewValue } from '../menus.js';
import type { Figures, Report } from './report.js';
import { sentences, text } from './text.js';

/** A table takes 100 rows and 10,000 characters, a message has room for one (src/block-kit/limits.ts). */
const MOST_ROWS = 60;
const PERIODS: readonly PeriodName[] = ['本月', '上月', '本季度', '上季度', '今年', '去年'];

const days = (halfDays: number): string => `${halfDays / 2}`;

/** By department; of a single one, by person. */
export function reportCard(report: Report, reader: Reader): Card {
  const { locale } = reader;
  const { dates, department, total } = report;
  const heading = [say(text.title, locale), department && short(department.name), periodWords(dates, locale)].filter(Boolean).join(' · ');
  const count = say(sentences.summary(days(total.total), total.people), locale);
  return {
    summary: `${heading}${locale === 'en' ? ': ' : '：'}${count}`,
    blocks: [
      { kind: 'heading', text: heading },
      ...(total.people === 0
        ? [{ kind: 'text' as const, text: [say(text.none, locale)] }]
        : [{ kind: 'text' as const, text: [{ text: count, bold: true }] }, ...tableOf(report, reader)]),
      {
        kind: 'actions',
        elements: [
          ...viewMenus('leave.report', report, PERIODS, locale),
          ...(total.people > 0 ? [button('leave.reportFile', text.file, viewValue(dates, department?.id), reader)] : []),
        ],
      },
      { kind: 'note', text: [say(text.note, locale)] },
    ],
  };
}

function tableOf(report: Report, { locale }: Reader): CardBlock[] {
  const { kinds, total, members } = report;
  const isOne = report.department !== undefined && report.departments.length <= 1;
  const figures = ({ days: own, total: sum }: Figures) => [...kinds.map((kind) => days(own[kind])), days(sum)];
  const lines = isOne
    ? members.map((one) => [short(one.name), ...figures(one)])
    : report.departments.map((one) => [departmentName(one, locale), ...figures(one), `${one.people}`]);
  const first = isOne ? text.name : text.department;
  // Days, as the line above says: on a phone the unit would make the table too wide.
  const rest = [...kinds.map((kind) => kindText[kind]), text.total, ...(isOne ? [] : [text.people])];
  const more = lines.length - MOST_ROWS;
  return [
    {
      kind: 'table',
      columns: [{ title: say(first, locale) }, ...rest.map((title) => ({ title: say(title, locale), align: 'right' as const }))],
      rows: [...lines.slice(0, MOST_ROWS), [say(text.total, locale), ...figures(total), ...(isOne ? [] : [`${total.people}`])]],
    },
    ...(more > 0 ? [{ kind: 'note' as const, text: [say((isOne ? sentences.morePeople : sentences.moreDepartments)(more), locale)] }] : []),
  ];
}
