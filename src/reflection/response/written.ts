import type { Reader } from '../../calendar/reader.js';
import type { Button, CardBlock } from '../../chat/card.js';
import { say } from '../../chat/text.js';
import type { Round } from '../round/round.js';
import type { Answers } from '../rules.js';
import { sentences, text } from '../text.js';
import { readable } from './answers.js';

/** Slack gives no number for the text of a form. A message takes 13,200 characters (src/block-kit/limits.ts); this leaves room for the rest. */
const MOST_ON_A_PAGE = 10_000;

/** What somebody wrote, prompt by prompt, on as many pages as it needs: at least one prompt on each, and nothing is ever cut. */
function pagesOf(round: Round, answers: Answers, { locale }: Reader): CardBlock[][] {
  const pages: CardBlock[][] = [];
  let room = 0;
  for (const prompt of round.set.prompts) {
    const label = say(prompt, locale);
    const answer = readable(prompt, answers[prompt.id], locale) || '—';
    const needed = label.length + answer.length;
    if (pages.length === 0 || needed > room) {
      pages.push([]);
      room = MOST_ON_A_PAGE;
    }
    room -= needed;
    pages.at(-1)?.push({ kind: 'text', text: [{ text: label, bold: true }] }, { kind: 'quote', text: [answer] });
  }
  return pages;
}

/** One page of it, with buttons to the others; `turn` makes the button that leads to a page. */
export function written(
  round: Round,
  answers: Answers,
  page: number,
  reader: Reader,
  turn: (page: number) => Pick<Button, 'id' | 'value'>,
): CardBlock[] {
  const { locale } = reader;
  const pages = pagesOf(round, answers, reader);
  const shown = Math.min(Math.max(0, page), pages.length - 1);
  if (pages.length === 1) return pages[0] ?? [];
  const button = (to: number, label: string): Button => ({ kind: 'button', label, ...turn(to) });
  return [
    ...(pages[shown] ?? []),
    { kind: 'note', text: [say(sentences.page(shown + 1, pages.length), locale)] },
    {
      kind: 'actions',
      elements: [
        ...(shown > 0 ? [button(shown - 1, say(text.previous, locale))] : []),
        ...(shown < pages.length - 1 ? [button(shown + 1, say(text.next, locale))] : []),
      ],
    },
  ];
}
