import type { Instant } from '../../calendar/instant.js';
import { type Reader, when } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import type { Field, Form } from '../../chat/form.js';
import { numberIn } from '../../chat/number-in.js';
import { say, type Text } from '../../chat/text.js';
import { eraseDraftButton } from '../own/list-forms.js';
import type { Prompt } from '../prompt-sets.js';
import { ratingPrompts } from '../rating/rules.js';
import { formTitle, trialNote } from '../round/cards.js';
import { type Answers, MOST_CHARACTERS } from '../rules.js';
import { ratingText, sentences, text } from '../text.js';
import type { Own } from './service.js';

/** What comes back with it: the round, and when the draft was saved that it was filled with; 0: none. */
const contextOf = ({ round, draft }: Own): string => `${round.id}:${draft?.savedAt ?? 0}`;
export function inContext(context: string): { readonly roundId: string; readonly draftAt: Instant } {
  const [roundId = '', draftAt] = context.split(':');
  return { roundId, draftAt: numberIn(draftAt) as Instant };
}

/** The form of one round, filled with the draft or the answer there is. `typed`: what stands in it instead, as the draft there is was saved elsewhere. */
export function answerForm(own: Own, reader: Reader, typed?: Answers): Form {
  const { locale } = reader;
  const { round, draft, answers } = own;
  const leaders = own.sharedWith.filter(({ leads }) => leads);
  const filled = typed ?? draft?.answers ?? answers ?? {};
  const draftNote =
    draft && (typed ? sentences.draftElsewhere(when(draft.savedAt, reader)) : draftWords(draft.savedAt, own.submittedAt, reader));
  return {
    id: 'reflection.submit',
    title: formTitle(round, reader),
    submit: say(text.submit, locale),
    close: say(text.close, locale),
    context: contextOf(own),
    blocks: [
      ...trialNote(round, reader),
      { kind: 'text', text: [say(round.set.introduction, locale)] },
      { kind: 'facts', facts: [{ label: say(text.until, locale), value: when(round.closesAt, reader) }] },
      ...(own.may === 'answerLate' ? [note(say(text.formIntroLate, locale))] : []),
      ...(leaders.length > 0
        ? [note(say(sentences.sharedSoFar(leaders.map(({ name }) => name).join(locale === 'en' ? ', ' : '、')), locale))]
        : []),
      ...round.set.prompts.map((prompt) => field(prompt, filled[prompt.id], reader)),
      {
        kind: 'actions',
        elements: [
          { kind: 'button', id: 'reflection.draft', label: say(text.saveDraft, locale), value: round.id },
          // Of what was submitted, its own page has the button.
          ...(draft ? [eraseDraftButton(round.id, reader)] : []),
        ],
      },
      // Beside the button, where whoever has just pressed it looks.
      ...(draftNote ? [note(say(draftNote, locale))] : []),
      note(say(text.privacy, locale)),
      ...(ratingPrompts(round.set).length > 0 ? [note(say(text.ratingPrivacy, locale))] : []),
    ],
  };
}

/** A draft that an answer has overtaken, written in another form, would pass for the newer of the two. */
const draftWords = (savedAt: Instant, submittedAt: Instant | undefined, reader: Reader): Text =>
  submittedAt !== undefined && submittedAt > savedAt
    ? sentences.draftBefore(when(savedAt, reader), when(submittedAt, reader))
    : sentences.draftSaved(when(savedAt, reader));

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
