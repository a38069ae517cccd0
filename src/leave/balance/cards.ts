import { monthOf, yearOf } from '../../calendar/plain-date.js';
import type { Reader } from '../../calendar/reader.js';
import type { Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import { daysText } from '../text.js';
import type { Entry } from './balance.js';
import type { Ledger, Standing } from './ledger.js';
import type { CarryOver } from './policy.js';
import { sentences, text } from './text.js';

/** What a button about one member's year carries. */
export const ledgerKey = (year: number, memberId: string): string => `${year}:${memberId}`;

/** The figures of a year and the rule they follow. */
export function standingBlocks(standing: Standing | undefined, carryOver: CarryOver, { locale }: Reader): CardBlock[] {
  if (!standing) return [{ kind: 'text', text: [say(text.unknown, locale)] }];
  const { balance } = standing;
  const fact = (label: Text, value: Text) => ({ label: say(label, locale), value: say(value, locale) });
  const facts = [
    fact(text.entitled, daysText(balance.entitled)),
    ...(balance.ahead === 0 ? [] : [fact(text.ahead, daysText(balance.ahead))]),
    ...(carryOver.years === 1 ? [fact(text.carriedOver, daysText(balance.carriedOver))] : []),
    ...(balance.corrected === 0 ? [] : [fact(text.corrected, sentences.signedDays(balance.corrected))]),
    fact(text.taken, daysText(balance.taken)),
    ...(balance.waiting === 0 ? [] : [fact(text.waiting, daysText(balance.waiting))]),
    fact(text.left, sentences.leftDays(balance.left)),
  ];
  const rule = ruleOf(standing, carryOver).map((sentence) => say(sentence, locale));
  return [
    { kind: 'facts', facts },
    { kind: 'note', text: [rule.join(locale === 'en' ? ' ' : '')] },
  ];
}

function ruleOf({ band, next, isWithout, balance }: Standing, carryOver: CarryOver): Text[] {
  return [
    ...(isWithout ? [text.without] : []),
    band ? sentences.rule(band.years, band.halfDays) : text.notYet,
    ...(next ? [sentences.rises(yearOf(next.from), monthOf(next.from), next.halfDays)] : []),
    ...(carryOver.years === 1 && balance.carriedOver > 0 ? [sentences.carriedUntil(carryOver.untilMonth)] : []),
  ];
}

/** In answer to the word: one's own year, and for personnel the way to everybody's. */
export function ownCard(
  year: number,
  memberId: string,
  standing: Standing | undefined,
  carryOver: CarryOver,
  isKeeper: boolean,
  reader: Reader,
): Card {
  const { locale } = reader;
  return {
    summary: say(sentences.yearTitle(year), locale),
    blocks: [
      { kind: 'heading', text: say(sentences.yearTitle(year), locale) },
      ...standingBlocks(standing, carryOver, reader),
      {
        kind: 'actions',
        elements: [
          button('leave.ledger', text.view, ledgerKey(year, memberId), reader),
          ...(isKeeper ? [button('leave.ledgerSearch', text.search, '', reader), button('leave.recounts', text.recounts, '', reader)] : []),
        ],
      },
      { kind: 'note', text: [say(text.howToAsk, locale)] },
    ],
  };
}

/** In answer to a name, for personnel. */
export function theirCard({ member, year, standing }: Ledger, carryOver: CarryOver, reader: Reader): Card {
  const title = say(sentences.yearOf(member.name, year), reader.locale);
  return {
    summary: title,
    blocks: [
      { kind: 'heading', text: title },
      ...standingBlocks(standing, carryOver, reader),
      { kind: 'actions', elements: [button('leave.ledger', text.view, ledgerKey(year, member.id), reader)] },
      { kind: 'note', text: [say(text.privacy, reader.locale)] },
    ],
  };
}

/** One line, for Home. */
export function homeBlocks(year: number, memberId: string, { balance }: Standing, reader: Reader): CardBlock[] {
  const line = sentences.line(year, sentences.leftDays(balance.left), daysText(balance.entitled));
  return [
    { kind: 'text', text: [say(line, reader.locale)] },
    { kind: 'actions', elements: [button('leave.ledger', text.view, ledgerKey(year, memberId), reader)] },
  ];
}

export function entryWords({ kind, halfDays, undoes }: Pick<Entry, 'kind' | 'halfDays' | 'undoes'>): Text {
  const was = undoes ? -halfDays : halfDays;
  const what =
    kind === 'year-without'
      ? sentences.yearWithout
      : kind === 'correction'
        ? sentences.correction(was)
        : was === 0
          ? sentences.kept
          : sentences.recounted(was);
  return undoes ? sentences.undone(what) : what;
}

/** For whoever it is about; why is in the ledger. */
export function changedCard(entry: Entry, by: string, reader: Reader): Card {
  const words = say(sentences.changed(entry.year, entryWords(entry), by), reader.locale);
  return {
    summary: words,
    blocks: [
      { kind: 'text', text: [words] },
      { kind: 'actions', elements: [button('leave.ledger', text.view, ledgerKey(entry.year, entry.memberId), reader)] },
    ],
  };
}

/** For personnel, once for each year whose days have changed. `fresh`: of which they have not heard. */
export function recountsCard(year: number, leaves: { readonly all: number; readonly fresh: number }, reader: Reader): Card {
  const words = say(sentences.recountsFound(year, leaves), reader.locale);
  return {
    summary: words,
    blocks: [
      { kind: 'text', text: [words] },
      { kind: 'note', text: [say(text.recountNote, reader.locale)] },
      { kind: 'actions', elements: [button('leave.recounts', text.open, '', reader, { style: 'primary' })] },
    ],
  };
}
