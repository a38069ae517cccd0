import type { Reader } from '../../../calendar/reader.js';
import type { Button, CardBlock } from '../../../chat/card.js';
import { button, field } from '../../../chat/cards.js';
import type { Form } from '../../../chat/form.js';
import { say, type Text } from '../../../chat/text.js';
import type { HalfDay } from '../../half-days.js';
import { historyBlocks } from '../../history-shown.js';
import type { Leave } from '../../leave.js';
import { saidBlocks, writtenBlocks, writtenFacts } from '../../written-shown.js';
import { factsOf, marks, ownButtons, progressBlocks } from '../cards.js';
import { formSentences, formText } from '../form-text.js';
import { halves } from '../forms.js';
import { lineOf } from '../preview.js';
import { text } from '../text.js';
import { type Own, PAGE, type Page } from './own.js';

/** The member's own request, with everything written by either side and all that has happened: 谁、何时、为何. */
export function ownForm({ shown, written, said }: Own, reader: Reader): Form {
  const { locale } = reader;
  const { leave } = shown;
  const buttons = ownButtons(leave, reader);
  return {
    id: 'leave.own',
    title: say(formText.ownTitle, locale),
    close: say(formText.closeView, locale),
    context: leave.id,
    blocks: [
      ...marks(shown, reader),
      { kind: 'facts', facts: [...factsOf(shown, reader), ...writtenFacts(written, reader)] },
      ...writtenBlocks(written, reader),
      ...progressBlocks(shown, reader),
      ...saidBlocks(said, shown, reader),
      ...historyBlocks(shown, reader),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
      { kind: 'note', text: [say(formText.privacy, locale)] },
    ],
  };
}

/** One's own requests, the newest first. */
export function listForm({ leaves, offset, more }: Page, reader: Reader): Form {
  const { locale } = reader;
  const turn = (label: Text, to: number): Button => button('leave.list', label, String(to), reader);
  const turns = [
    ...(offset > 0 ? [turn(formText.previous, Math.max(0, offset - PAGE))] : []),
    ...(more ? [turn(formText.following, offset + PAGE)] : []),
  ];
  const page = formSentences.page(offset + 1, offset + leaves.length);
  return {
    id: 'leave.listed',
    title: say(formText.listTitle, locale),
    close: say(formText.closeView, locale),
    context: String(offset),
    blocks: [
      ...(leaves.length === 0 ? [{ kind: 'note' as const, text: [say(formText.none, locale)] }] : []),
      ...leaves.flatMap((leave) => lineBlocks(leave, reader)),
      ...(turns.length > 0
        ? [
            { kind: 'actions' as const, elements: turns },
            { kind: 'note' as const, text: [say(page, locale)] },
          ]
        : []),
    ],
  };
}

/** A request in two blocks. */
export const lineBlocks = (leave: Leave, reader: Reader): CardBlock[] => [
  { kind: 'text', text: [lineOf(leave, reader)] },
  { kind: 'actions', elements: [button('leave.view', text.view, leave.id, reader)] },
];

/** 销假. `back`: what is proposed. */
export function backForm({ leave, back }: { readonly leave: Leave; readonly back: HalfDay }, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'leave.back',
    title: say(formText.backTitle, locale),
    submit: say(text.back, locale),
    close: say(formText.close, locale),
    context: leave.id,
    blocks: [
      { kind: 'text', text: [lineOf(leave, reader)] },
      field('on', formText.backOn, { kind: 'date', initial: back.on }, reader, {
        hint: leave.kind === 'annual-leave' ? formText.backHint : formText.backEarlyHint,
      }),
      field('half', formText.backHalf, halves(back.half, 'morning', reader), reader),
    ],
  };
}
