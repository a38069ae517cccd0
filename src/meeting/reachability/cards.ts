import type { Instant } from '../../calendar/instant.js';
import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { Button, Card, CardBlock, Rich } from '../../chat/card.js';
import { sentenceCard } from '../../chat/cards.js';
import { type Locale, say, type Text } from '../../chat/text.js';
import type { Check, Listed, Report, ReportLine } from './check.js';
import type { Figures } from './rules.js';
import { sentences, text } from './text.js';

export function askCard(check: Check, reader: Reader): Card {
  const { locale } = reader;
  return {
    summary: `${say(text.title, locale)}${locale === 'en' ? ': ' : '：'}${say(sentences.asks, locale)}`,
    blocks: [
      { kind: 'heading', text: say(text.title, locale) },
      { kind: 'text', text: [say(sentences.asks, locale)] },
      { kind: 'facts', facts: [{ label: say(text.until, locale), value: when(check.closesAt, reader) }] },
      { kind: 'actions', elements: [hereButton(check, reader)] },
    ],
  };
}

/** `where`: on the question, which then shows that it is answered, or elsewhere. */
export const hereButton = ({ id }: Check, { locale }: Reader, where: 'question' | 'elsewhere' = 'question'): Button => ({
  kind: 'button',
  id: 'meeting.reachable',
  label: say(text.here, locale),
  value: where === 'question' ? id : `${id}:${where}`,
  style: 'primary',
});

export const answeredCard = (check: Check, at: Instant, reader: Reader): Card =>
  sentenceCard(sentences.answeredAt(when(at, reader), sentences.duration(at - check.askedAt)), reader);

export const closedCard = (check: Check, reader: Reader): Card =>
  sentenceCard(sentences.closedUnanswered(when(check.closesAt, reader)), reader);

const took = (ms: number | undefined, locale: Locale): string => (ms === undefined ? '—' : say(sentences.duration(ms), locale));

/** A card has room for so many departments; the rest are summed up in the last line. */
const MOST_LINES = 30;
const MOST_NAMES = 15;
/** Of each of the two lists of names. */
const MOST_LISTED = 12;

export function reportCard({ check, total, lines }: Report, reader: Reader): Card {
  const { locale } = reader;
  // Until then a question may still arrive.
  const isOver = check.state === 'closed';
  const row = (name: string, { asked, answered, undelivered, medianMs, longestMs }: Figures) => [
    name,
    `${asked}`,
    `${answered}`,
    ...(isOver ? [`${undelivered}`] : []),
    took(medianMs, locale),
    took(longestMs, locale),
  ];
  const silent = isOver ? text.notAnswered : text.notYetAnswered;
  return {
    summary: say(sentences.report(total.answered, total.asked), locale),
    blocks: [
      { kind: 'heading', text: say(sentences.report(total.answered, total.asked), locale) },
      { kind: 'note', text: [`${fromTo({ start: check.askedAt, end: check.closesAt }, reader)}　${say(text[check.state], locale)}`] },
      {
        kind: 'table',
        columns: [
          { title: say(text.department, locale) },
          ...[text.asked, text.answered, ...(isOver ? [text.notDelivered] : []), text.median, text.longest].map((title) => ({
            title: say(title, locale),
            align: 'right' as const,
          })),
        ],
        rows: [...lines.slice(0, MOST_LINES).map((line) => row(line.department, line)), row(say(text.total, locale), total)],
      },
      ...(check.onLeave > 0 ? [{ kind: 'note' as const, text: [say(sentences.wereOnLeave(check.onLeave), locale)] }] : []),
      ...named(silent, lines, ({ notAnswered }) => notAnswered, locale),
      ...named(text.notDelivered, lines, ({ notDelivered }) => notDelivered, locale),
    ],
  };
}

function named(title: Text, lines: readonly ReportLine[], of: (line: ReportLine) => readonly string[], locale: Locale): CardBlock[] {
  const all = lines.filter((line) => of(line).length > 0);
  const missing = all.slice(0, MOST_LISTED);
  if (missing.length === 0) return [];
  const names = (all: readonly string[]): string => {
    const shown = all.slice(0, MOST_NAMES).join(locale === 'en' ? ', ' : '、');
    return all.length <= MOST_NAMES
      ? shown
      : locale === 'en'
        ? `${shown} and ${all.length - MOST_NAMES} more`
        : `${shown}等 ${all.length} 人`;
  };
  return [
    { kind: 'text', text: [{ text: say(title, locale), bold: true }] },
    {
      kind: 'list',
      items: missing.map((line): Rich => [{ text: `${line.department}　`, bold: true }, names(of(line))]),
    },
    ...(all.length > missing.length
      ? [{ kind: 'note' as const, text: [say(sentences.moreDepartments(all.length - missing.length), locale)] }]
      : []),
  ];
}

export function listCard(listed: readonly Listed[], reader: Reader): Card {
  const { locale } = reader;
  const start: Button = { kind: 'button', id: 'meeting.newCheck', label: say(text.start, locale), style: 'primary' };
  return {
    summary: say(text.title, locale),
    blocks: [
      { kind: 'heading', text: say(text.title, locale) },
      ...(listed.length === 0 ? [{ kind: 'note' as const, text: [say(text.none, locale)] }] : []),
      ...listed.flatMap(({ check, total }): CardBlock[] => [
        {
          kind: 'text',
          text: [
            `${when(check.askedAt, reader)}　${say(sentences.report(total.answered, total.asked), locale)}　${say(text[check.state], locale)}`,
          ],
        },
        { kind: 'actions', elements: [{ kind: 'button', id: 'meeting.checkReport', label: say(text.view, locale), value: check.id }] },
      ]),
      { kind: 'actions', elements: [start] },
      { kind: 'note', text: [say(text.rule, locale)] },
    ],
  };
}
