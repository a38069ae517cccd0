import type { PeriodName } from '../../../calendar/period-menu.js';
import type { Reader } from '../../../calendar/reader.js';
import { periodWords as datesWords } from '../../../calendar/words.js';
import type { Button, Card, CardBlock, Rich } from '../../../chat/card.js';
import { button } from '../../../chat/cards.js';
import { say } from '../../../chat/text.js';
import { grouped } from '../../../org/grouped.js';
import { short } from '../../../org/scope-menu.js';
import { periodWords } from '../../shown.js';
import { kindText } from '../../text.js';
import { viewMenus, viewValue } from '../menus.js';
import type { AwayLine, Overview } from './overview.js';
import { sentences, text } from './text.js';

/** Read on a phone: two lines each, and a department's name above. A message holds 50 blocks (src/block-kit/limits.ts). */
const ON_PAGE = 15;
const PERIODS: readonly PeriodName[] = ['今天', '明天', '本周', '下周', '本月'];

export function overviewCard(overview: Overview, page: number, reader: Reader): Card {
  const { locale } = reader;
  const { dates, department, lines, people, overdue } = overview;
  const pages = Math.max(1, Math.ceil(lines.length / ON_PAGE));
  const at = Math.min(Math.max(page, 0), pages - 1);
  const heading = [say(text.title, locale), department && short(department.name), datesWords(dates, locale)].filter(Boolean).join(' · ');
  const count = say(sentences.count(people, overdue), locale);
  return {
    summary: `${heading}${locale === 'en' ? ': ' : '：'}${count}`,
    blocks: [
      { kind: 'heading', text: heading },
      ...(lines.length === 0
        ? [{ kind: 'text' as const, text: [say(text.none, locale)] }]
        : [
            { kind: 'text' as const, text: [{ text: count, bold: true }] },
            ...byDepartment(lines.slice(at * ON_PAGE, (at + 1) * ON_PAGE), reader),
          ]),
      ...turning(overview, at, pages, reader),
      { kind: 'actions', elements: viewMenus('leave.away', overview, PERIODS, locale) },
      { kind: 'note', text: [say(text.note, locale)] },
    ],
  };
}

function byDepartment(lines: readonly AwayLine[], reader: Reader): CardBlock[] {
  return [...grouped(lines, ({ department }) => department)].flatMap(([department, some]): CardBlock[] => [
    { kind: 'text', text: [{ text: department, bold: true }] },
    { kind: 'list', items: some.map((line) => itemOf(line, reader)) },
  ]);
}

function itemOf({ name, kind, period, acting, overdue }: AwayLine, reader: Reader): Rich {
  const { locale } = reader;
  return [
    { text: name, bold: true },
    `　${say(kindText[kind], locale)}　${periodWords(period, reader)}`,
    ...(acting ? [`　${say(sentences.acting(acting), locale)}`] : []),
    ...(overdue ? ['　', { text: say(text.overdue, locale), bold: true }] : []),
  ];
}

function turning({ dates, department }: Overview, at: number, pages: number, reader: Reader): CardBlock[] {
  if (pages === 1) return [];
  const to = (page: number): string => viewValue(dates, department?.id, page);
  const elements: Button[] = [
    ...(at > 0 ? [button('leave.away', text.previous, to(at - 1), reader)] : []),
    ...(at < pages - 1 ? [button('leave.away', text.next, to(at + 1), reader)] : []),
  ];
  return [
    { kind: 'note', text: [say(sentences.page(at + 1, pages), reader.locale)] },
    { kind: 'actions', elements },
  ];
}
