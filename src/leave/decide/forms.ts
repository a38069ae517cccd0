import type { Reader } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import { field } from '../../chat/cards.js';
import type { Field, Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { short } from '../../org/scope-menu.js';
import { historyBlocks } from '../history-shown.js';
import type { Leave, Step } from '../leave.js';
import { marks, progressBlocks } from '../request/cards.js';
import type { Written } from '../words.js';
import { type Said, saidBlocks, writtenBlocks, writtenFacts } from '../written-shown.js';
import { approvalButtons, finishButton, keyOf } from './buttons.js';
import { facingFacts, requestFacts, type View, warnings } from './cards.js';
import { openStepOf } from './open-step.js';
import { MOST_CHARACTERS } from './rules.js';
import { queue, text } from './text.js';

const note = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });

/** Why it is refused or returned. `context`: the step, and which of the two. */
export function whyForm(verdict: 'refused' | 'returned', view: View, step: Step, reader: Reader): Form {
  const { locale } = reader;
  const [title, label, hint] =
    verdict === 'refused' ? [text.refuse, text.whyRefused, text.whyHint] : [text.return, text.whyReturned, text.whyHint];
  return {
    id: 'leave.decision',
    title: say(title, locale),
    submit: say(title, locale),
    close: say(text.back, locale),
    context: `${verdict}:${keyOf(view.leave, step)}`,
    blocks: [
      { kind: 'facts', facts: requestFacts(view, reader) },
      field('words', label, { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS }, reader, { hint }),
    ],
  };
}

export type Look = {
  readonly view: View;
  readonly written: Written | undefined;
  readonly said: readonly Said[];
  readonly isShown: boolean;
};

/** 详情: all there is to a request, with what was written where that is for the reader. */
export function detailsForm({ view, written, said, isShown }: Look, to: string, reader: Reader): Form {
  const { locale } = reader;
  const open = openStepOf(view.leave, view.steps);
  const isTheirs = open !== undefined && [...view.may].some((id) => id === to);
  const buttons = !isTheirs ? [] : open.action === 'approve' ? approvalButtons(view, open, reader) : [finishButton(view, open, reader)];
  return {
    id: 'leave.detail',
    title: say(text.details, locale),
    close: say(text.close, locale),
    context: view.leave.id,
    blocks: [
      ...marks(view, reader),
      ...(isTheirs ? warnings(view, reader) : []),
      {
        kind: 'facts',
        facts: [...requestFacts(view, reader), ...writtenFacts(written, reader), ...(isTheirs ? facingFacts(view, reader) : [])],
      },
      ...(isShown ? writtenBlocks(written, reader) : [note(text.notInDetail, reader)]),
      ...saidBlocks(said, view, reader),
      ...progressBlocks(view, reader),
      ...historyBlocks(view, reader),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
    ],
  };
}

/** As many as the chat can tick off at once (Slack: Checkbox group). */
export const MOST_AT_ONCE = 10;
/** With each of them, what fits into the context (Slack: 3,000 characters); what has more to weigh is approved by itself. */
const MOST_MARKS = 40;

export type Choice = {
  readonly leave: Pick<Leave, 'id'>;
  readonly step: Pick<Step, 'position'>;
  readonly line: string;
  /** What else is said of it; may be empty. */
  readonly more: string;
  readonly toWeigh: readonly string[];
};

/** 同意 several at once: those that are chosen. `context`: what there was to weigh with each, since something else may have come up by then. */
export function severalForm(choices: readonly Choice[], more: number, reader: Reader): Form {
  const { locale } = reader;
  const offered = choices.slice(0, MOST_AT_ONCE);
  const options = offered.map(({ leave, step, line, more: words }) => ({
    label: short(line),
    value: keyOf(leave, step),
    ...(words === '' ? {} : { description: short(words) }),
  }));
  const choose: Field = field('chosen', queue.choose, { kind: 'choices', look: 'checkbox', options }, reader);
  return {
    id: 'leave.severalDecision',
    title: say(queue.several, locale),
    submit: say(text.approve, locale),
    close: say(text.back, locale),
    context: offered.map(({ leave, step, toWeigh }) => `${keyOf(leave, step)}=${toWeigh.slice(0, MOST_MARKS).join('.')}`).join(' '),
    blocks: [choose, ...(more > 0 ? [note(queue.more(more), reader)] : []), note(queue.severalNote, reader)],
  };
}

/** As `severalForm` has put it into the context. */
export const weighedIn = (context: string): ReadonlyMap<string, ReadonlySet<string>> =>
  new Map(
    context.split(' ').map((one) => {
      const [key = '', toWeigh = ''] = one.split('=');
      return [key, new Set(toWeigh.split('.'))] as const;
    }),
  );
