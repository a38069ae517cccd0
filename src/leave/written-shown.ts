import { type Reader, when } from '../calendar/reader.js';
import type { CardBlock, Rich } from '../chat/card.js';
import { say, type Text } from '../chat/text.js';
import type { Step } from './leave.js';
import type { Shown } from './shown.js';
import { deciderWords } from './steps-shown.js';
import { outcomeText, writtenText } from './text.js';
import type { Written } from './words.js';

/*
 * What either side wrote. It stands in forms, which go, and never on cards, which stay in the chat.
 */

/** What was said with the outcome of a step. */
export type Said = { readonly step: Step; readonly words: string };

const bold = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(sentence, locale), bold: true }] });

/** Destination and phone, where there are any. */
export function writtenFacts(written: Pick<Written, 'destination' | 'phone'> | undefined, { locale }: Reader) {
  const { destination = '', phone = '' } = written ?? {};
  return [
    { label: say(writtenText.destination, locale), value: destination },
    { label: say(writtenText.phone, locale), value: phone },
  ].filter(({ value }) => value !== '');
}

/** Reason and attachments; a sentence once they are gone. */
export function writtenBlocks(written: Pick<Written, 'reason' | 'attachments'> | undefined, reader: Reader): CardBlock[] {
  if (!written) return [{ kind: 'note', text: [say(writtenText.gone, reader.locale)] }];
  const { reason, attachments } = written;
  const links = attachments.map(({ title, url }): Rich => [{ link: url, text: title === '' ? url : title }]);
  return [
    ...(reason === '' ? [] : [bold(writtenText.reason, reader), { kind: 'quote' as const, text: [reason] }]),
    ...(links.length === 0 ? [] : [bold(writtenText.attachments, reader), { kind: 'list' as const, items: links }]),
  ];
}

/** Why it was refused or returned: by whom, when, in their words. */
export const saidBlocks = (said: readonly Said[], names: Pick<Shown, 'nameOf'>, reader: Reader): CardBlock[] =>
  said.flatMap(({ step, words }): CardBlock[] => {
    const { outcome } = step;
    if (outcome?.by === undefined) return [];
    const title = `${deciderWords(step, outcome.by, names, reader)}　${say(outcomeText[outcome.is], reader.locale)}　${when(outcome.at, reader)}`;
    return [
      { kind: 'text', text: [{ text: title, bold: true }] },
      { kind: 'quote', text: [words] },
    ];
  });
