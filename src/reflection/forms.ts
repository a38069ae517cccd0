import type { Button, CardBlock } from '../chat/card.js';
import type { Field, Form } from '../chat/form.js';
import { say } from '../chat/text.js';
import { readable } from './answers.js';
import { answerButton, type Reader, title, when } from './cards.js';
import type { Prompt } from './prompt-sets.js';
import type { Listed, Own } from './response-service.js';
import type { Round } from './round.js';
import { type Answers, MOST_CHARACTERS } from './rules.js';
import { ratingText, sentences, text } from './text.js';

/** The form of one round, filled with the draft or the answer there is. `saved`: what 暂存 has just kept. */
export function answerForm(own: Own, reader: Reader): Form {
  const { locale } = reader;
  const { round, draft, answers } = own;
  const filled = draft?.answers ?? answers ?? {};
  return {
    id: 'reflection.submit',
    title: title(round, reader),
    submit: say(text.submit, locale),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      { kind: 'text', text: [say(round.set.introduction, locale)] },
      { kind: 'facts', facts: [{ label: say(text.until, locale), value: when(round.closesAt, reader) }] },
      ...(own.may === 'answerLate' ? [note(say(text.formIntroLate, locale))] : []),
      ...round.set.prompts.map((prompt) => field(prompt, filled[prompt.id], reader)),
      { kind: 'actions', elements: [{ kind: 'button', id: 'reflection.draft', label: say(text.saveDraft, locale), value: round.id }] },
      // Beside the button, where whoever has just pressed it looks.
      ...(draft ? [note(say(sentences.draftSaved(when(draft.savedAt, reader)), locale))] : []),
      note(say(text.privacy, locale)),
    ],
  };
}

const note = (sentence: string): CardBlock => ({ kind: 'note', text: [sentence] });

function field(prompt: Prompt, initial: string | undefined, { locale }: Reader): Field {
  const optional = prompt.optional ? { optional: true } : {};
  const base = { kind: 'field' as const, name: prompt.id, label: say(prompt, locale), ...optional };
  const chosen = initial ? { initial } : {};
  switch (prompt.kind) {
    case 'text':
      return { ...base, input: { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS.text, ...chosen } };
    case 'longText':
      return { ...base, input: { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS.longText, ...chosen } };
    case 'rating':
      return {
        ...base,
        input: {
          kind: 'choice',
          look: 'radio',
          options: ratingText.map((words, n) => ({ label: say(words, locale), value: String(n + 1) })),
          ...chosen,
        },
      };
    case 'choice':
      return {
        ...base,
        input: {
          kind: 'choice',
          look: 'radio',
          options: prompt.options.map((option) => ({ label: say(option, locale), value: option.id })),
          ...chosen,
        },
      };
    case 'acknowledge':
      return {
        ...base,
        input: {
          kind: 'choices',
          look: 'checkbox',
          options: [{ label: say(text.acknowledged, locale), value: 'yes' }],
          ...(initial ? { initial: [initial] } : {}),
        },
      };
  }
}

function written(round: Round, answers: Answers, { locale }: Reader): CardBlock[] {
  return round.set.prompts.flatMap((prompt): CardBlock[] => [
    { kind: 'text', text: [{ text: say(prompt, locale), bold: true }] },
    { kind: 'quote', text: [readable(prompt, answers[prompt.id], locale) || '—'] },
  ]);
}

/** One's own answer, and what may be done with it. */
export function ownForm(own: Own, reader: Reader): Form {
  const { locale } = reader;
  const { round } = own;
  const buttons: Button[] = own.answers
    ? [
        ...(own.may === 'edit' ? [answerButton(round, text.edit, reader, 'primary')] : []),
        { kind: 'button', id: 'reflection.share', label: say(text.share, locale), value: round.id },
        eraseButton(round.id, reader),
      ]
    : [];
  return {
    id: 'reflection.own',
    title: title(round, reader),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      { kind: 'facts', facts: [{ label: say(text.status, locale), value: statusOf(own, reader) }] },
      ...(own.answers ? written(round, own.answers, reader) : [note(say(own.erased ? text.contentErased : text.noneYet, locale))]),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
      ...own.sharedWith.flatMap(({ leaderId, name }): CardBlock[] => [
        note(say(sentences.sharedByYou(name), locale)),
        {
          kind: 'actions',
          elements: [{ kind: 'button', id: 'reflection.unshare', label: say(text.unshare, locale), value: `${round.id}:${leaderId}` }],
        },
      ]),
      note(say(text.privacy, locale)),
    ],
  };
}

export function statusOf({ round, ask }: Pick<Own, 'round' | 'ask'>, reader: Reader): string {
  const { locale, now } = reader;
  if (ask.answeredAt !== undefined) return `${say(ask.late ? text.answeredLate : text.answered, locale)} ${when(ask.answeredAt, reader)}`;
  return say(now < round.closesAt && round.state === 'open' ? text.open : text.missing, locale);
}

function eraseButton(roundId: string | undefined, { locale }: Reader): Button {
  return {
    kind: 'button',
    id: roundId === undefined ? 'reflection.eraseAll' : 'reflection.erase',
    label: say(roundId === undefined ? text.eraseAll : text.erase, locale),
    ...(roundId === undefined ? {} : { value: roundId }),
    style: 'danger',
    confirm: {
      title: say(text.eraseTitle, locale),
      text: say(roundId === undefined ? text.eraseAllText : text.eraseOneText, locale),
      yes: say(text.yesErase, locale),
      no: say(text.no, locale),
      danger: true,
    },
  };
}

/** What a leader sees of an answer shared with them. */
export function sharedForm(shown: { readonly round: Round; readonly member: string; readonly answers: Answers }, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'reflection.look',
    title: title(shown.round, reader),
    close: say(text.close, locale),
    context: shown.round.id,
    blocks: [{ kind: 'heading', text: shown.member }, ...written(shown.round, shown.answers, reader)],
  };
}

export function shareForm(round: Pick<Round, 'id'>, { locale }: Reader): Form {
  return {
    id: 'reflection.shareWith',
    title: say(text.shareTitle, locale),
    submit: say(text.shareConfirm, locale),
    close: say(text.close, locale),
    context: round.id,
    blocks: [
      {
        kind: 'field',
        name: 'leader',
        label: say(text.shareWith, locale),
        hint: say(text.shareHint, locale),
        input: { kind: 'search', source: 'reflection.leaders', placeholder: say(text.searchLeader, locale) },
      },
    ],
  };
}

/** A line of 我的作答 with the button that goes with it. */
export function listBlocks(rounds: Listed['rounds'], reader: Reader): CardBlock[] {
  return rounds.flatMap(({ round, ask }): CardBlock[] => {
    const open = ask.answeredAt === undefined;
    const id = open ? 'reflection.answer' : 'reflection.view';
    return [
      {
        kind: 'text',
        text: [{ text: title(round, reader), bold: true }, `　${when(round.opensAt, reader)}　${statusOf({ round, ask }, reader)}`],
      },
      { kind: 'actions', elements: [{ kind: 'button', id, label: say(open ? text.answer : text.view, reader.locale), value: round.id }] },
    ];
  });
}

export const PAGE = 10;

/** 全部作答, a page at a time. */
export function listForm(listed: Listed, page: number, reader: Reader): Form {
  const { locale } = reader;
  const turn = (to: number, label: string): Button => ({ kind: 'button', id: 'reflection.page', label, value: String(to) });
  const turns = [
    ...(page > 0 ? [turn(page - 1, say(text.previous, locale))] : []),
    ...(listed.more ? [turn(page + 1, say(text.next, locale))] : []),
  ];
  return {
    id: 'reflection.list',
    title: say(text.mine, locale),
    close: say(text.close, locale),
    context: String(page),
    blocks: [
      ...(listed.rounds.length === 0 ? [note(say(text.noneYet, locale))] : listBlocks(listed.rounds, reader)),
      ...(turns.length > 0 ? [{ kind: 'actions' as const, elements: turns }] : []),
      { kind: 'divider' },
      { kind: 'actions', elements: [exportButton(reader), eraseButton(undefined, reader)] },
    ],
  };
}

export function exportButton({ locale }: Reader): Button {
  return { kind: 'button', id: 'reflection.export', label: say(text.export, locale) };
}

export function sentenceForm(heading: string, sentence: string, { locale }: Reader): Form {
  return {
    id: 'reflection.said',
    title: heading,
    close: say(text.close, locale),
    context: '',
    blocks: [{ kind: 'text', text: [sentence] }],
  };
}
