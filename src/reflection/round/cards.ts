import type { Instant } from '../../calendar/instant.js';
import { type Reader, when } from '../../calendar/reader.js';
import type { Button, Card, CardBlock, Menu } from '../../chat/card.js';
import { sentenceCard } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { PromptSet } from '../prompt-sets.js';
import type { Snooze } from '../rules.js';
import { sentences, snoozeText, text } from '../text.js';
import type { Round } from './round.js';

/** As the office calls it. A trial, which looks like the round itself, says each time that it is one. */
export function title({ set, trial }: Pick<Round, 'set' | 'trial'>, { locale }: Pick<Reader, 'locale'>): string {
  return trial ? say(sentences.trialOf(set.title), locale) : say(set.title, locale);
}
/** There is no room for more at the head of a form. */
export const formTitle = ({ set }: Pick<Round, 'set'>, { locale }: Reader): string => say(set.title, locale);
export const trialNote = ({ trial }: Pick<Round, 'trial'>, { locale }: Reader): CardBlock[] =>
  trial ? [{ kind: 'note', text: [say(text.trial, locale)] }] : [];
export function answerButton(round: Pick<Round, 'id'>, label: Text, { locale }: Reader, style?: 'primary'): Button {
  return { kind: 'button', id: 'reflection.answer', label: say(label, locale), value: round.id, ...(style ? { style } : {}) };
}

/** What was asked, until when, and who will see what. `snoozes`: what can be chosen of 稍后提醒. */
export function askCard(round: Round, reader: Reader, snoozes: readonly Snooze[]): Card {
  const { locale } = reader;
  return {
    summary: say(sentences.asks(title(round, reader)), locale),
    blocks: [
      ...question(round, reader),
      { kind: 'facts', facts: [{ label: say(text.until, locale), value: when(round.closesAt, reader) }] },
      {
        kind: 'actions',
        elements: [
          answerButton(round, text.answer, reader, 'primary'),
          ...(snoozes.length > 0 ? [snoozeMenu(round, snoozes, reader)] : []),
        ],
      },
      { kind: 'note', text: [say(text.privacy, locale)] },
    ],
  };
}

const snoozeMenu = (round: Round, snoozes: readonly Snooze[], { locale }: Reader): Menu => ({
  kind: 'menu',
  id: 'reflection.snooze',
  placeholder: say(text.later, locale),
  options: snoozes.map((snooze) => ({ label: say(snoozeText[snooze], locale), value: `${snooze}:${round.id}` })),
});

function question(round: Round, reader: Reader): CardBlock[] {
  return [{ kind: 'heading', text: title(round, reader) }, ...trialNote(round, reader), ...asks(round.set, reader)];
}

/** The questions with what introduces them. */
export const asks = ({ introduction, prompts }: PromptSet, { locale }: Reader): CardBlock[] => [
  { kind: 'text', text: [say(introduction, locale)] },
  { kind: 'list', ordered: true, items: prompts.map((prompt) => [say(prompt, locale)]) },
];

/** The ask, once it is answered. Nothing that was written stands in it. */
export function answeredCard(round: Round, answeredAt: Instant, late: boolean, reader: Reader): Card {
  const { locale, now } = reader;
  const done = (late ? sentences.doneLate : sentences.done)(title(round, reader), when(answeredAt, reader));
  const label = now < round.closesAt && round.state === 'open' ? text.edit : text.view;
  return {
    summary: say(done, locale),
    blocks: [
      { kind: 'heading', text: title(round, reader) },
      { kind: 'text', text: [{ text: '✓ ', bold: true }, say(done, locale)] },
      { kind: 'actions', elements: [answerButton(round, label, reader)] },
      { kind: 'note', text: [say(text.privacy, locale)] },
    ],
  };
}

/** The ask after its window, unanswered. */
export function closedCard(round: Round, reader: Reader): Card {
  const over = say(sentences.over(title(round, reader)), reader.locale);
  return {
    summary: over,
    blocks: [
      { kind: 'heading', text: title(round, reader) },
      { kind: 'text', text: [over] },
      { kind: 'actions', elements: [answerButton(round, text.lateAnswer, reader)] },
    ],
  };
}

/** The ask of a round that was withdrawn; whoever has answered is told where what they wrote is. */
export function withdrawnCard(round: Round, answered: boolean, reader: Reader): Card {
  const sentence = say(sentences.withdrawn(title(round, reader)), reader.locale);
  return {
    summary: sentence,
    blocks: [
      { kind: 'heading', text: title(round, reader) },
      { kind: 'text', text: [sentence] },
      ...(answered
        ? [
            { kind: 'text' as const, text: [say(text.writtenStays, reader.locale)] },
            { kind: 'actions' as const, elements: [answerButton(round, text.view, reader)] },
            { kind: 'note' as const, text: [say(text.privacy, reader.locale)] },
          ]
        : []),
    ],
  };
}

/** A reminder of it. */
export const withdrawnReminderCard = (round: Round, reader: Reader): Card =>
  sentenceCard(sentences.reminderWithdrawn(title(round, reader)), reader);

/** `askedBy`: the name of the leader who has them reminded. */
export function reminderCard(round: Round, reader: Reader, askedBy?: string): Card {
  const sentence = say(sentences.reminder(title(round, reader), when(round.closesAt, reader)), reader.locale);
  return {
    summary: sentence,
    blocks: [
      { kind: 'text', text: [sentence] },
      ...(askedBy ? [{ kind: 'note' as const, text: [say(sentences.remindedBy(askedBy), reader.locale)] }] : []),
      { kind: 'actions', elements: [answerButton(round, text.answer, reader, 'primary')] },
    ],
  };
}

/** A reminder that has been seen to, or that comes to nothing any more; the ask itself says the rest. */
export function settledReminderCard(round: Round, answered: boolean, reader: Reader): Card {
  const sentence = say((answered ? sentences.reminderAnswered : sentences.reminderOver)(title(round, reader)), reader.locale);
  return {
    summary: sentence,
    blocks: [
      { kind: 'text', text: [sentence] },
      ...(answered ? [] : [{ kind: 'actions' as const, elements: [answerButton(round, text.lateAnswer, reader)] }]),
    ],
  };
}

type Author = { readonly id: string; readonly name: string };

/** To a leader: somebody lets them see an answer. What was written is shown only when they press. */
export function sharedCard(author: Author, round: Round, reader: Reader): Card {
  const { locale } = reader;
  const sentence = say(sentences.sharedWithYou(author.name, title(round, reader)), locale);
  return {
    summary: sentence,
    blocks: [
      { kind: 'text', text: [sentence] },
      {
        kind: 'actions',
        elements: [{ kind: 'button', id: 'reflection.look', label: say(text.view, locale), value: `${round.id}:0:${author.id}` }],
      },
      { kind: 'note', text: [say(text.sharedNote, locale)] },
    ],
  };
}

/** The same after the content was deleted at the end of its retention. */
export function expiredCard(author: Author, round: Round, reader: Reader): Card {
  return sentenceCard(sentences.expired(author.name, title(round, reader)), reader);
}

export function takenBackCard(author: Author, round: Round, reader: Reader): Card {
  return sentenceCard(sentences.takenBack(author.name, title(round, reader)), reader);
}
