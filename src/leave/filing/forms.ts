import type { Period } from '../../calendar/period.js';
import { type Reader, when } from '../../calendar/reader.js';
import { periodWords as wholePeriod } from '../../calendar/words.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import type { Form } from '../../chat/form.js';
import { say } from '../../chat/text.js';
import { periodWords } from '../shown.js';
import { daysText, kindText, stateText } from '../text.js';
import type { Filing } from './filing.js';
import { filingText } from './text.js';

export type FilingsPage = {
  readonly period: Period;
  readonly page: number;
  readonly filings: readonly Filing[];
  readonly count: number;
  readonly hasMore: boolean;
};

/** What a button carries: the page, and of which days. */
export const pageKey = ({ from, to }: Period, page: number): string => `${page}:${from}..${to}`;

export function filingsForm(page: FilingsPage, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'leave.filingsList',
    title: say(filingText.title, locale),
    close: say(filingText.close, locale),
    context: pageKey(page.period, page.page),
    blocks: blocksOf(page, reader),
  };
}

export const filingsCard = (page: FilingsPage, reader: Reader): Card => ({
  summary: say(filingText.title, reader.locale),
  blocks: [{ kind: 'heading', text: say(filingText.title, reader.locale) }, ...blocksOf(page, reader)],
});

function blocksOf({ period, page, filings, count, hasMore }: FilingsPage, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const turns: Button[] = [
    ...(page > 0 ? [button('leave.filingsBefore', filingText.previous, pageKey(period, page - 1), reader)] : []),
    ...(hasMore ? [button('leave.filingsAfter', filingText.next, pageKey(period, page + 1), reader)] : []),
    ...(count > 0 ? [button('leave.filingsExport', filingText.export, pageKey(period, page), reader)] : []),
  ];
  return [
    { kind: 'text', text: [{ text: say(filingText.count(count, wholePeriod(period, locale)), locale), bold: true }] },
    ...(filings.length === 0
      ? [{ kind: 'note' as const, text: [say(filingText.none, locale)] }]
      : [
          { kind: 'list' as const, items: filings.map((filing) => [{ text: whoseOf(filing), bold: true }, `　${restOf(filing, reader)}`]) },
        ]),
    ...(turns.length > 0 ? [{ kind: 'actions' as const, elements: turns }] : []),
    { kind: 'note', text: [say(filingText.audited, locale)] },
  ];
}

const whoseOf = ({ name, department }: Filing): string => `${name}　${department}`;

function restOf({ leave, halfDays, approved }: Filing, reader: Reader): string {
  const { locale } = reader;
  return [
    say(kindText[leave.kind], locale),
    periodWords(leave.period, reader),
    say(daysText(halfDays), locale),
    ...(approved ? [say(filingText.approvedBy(approved.words(reader), when(approved.at, reader)), locale)] : []),
    ...(leave.state === 'approved' ? [] : [say(stateText[leave.state], locale)]),
  ].join('　');
}
