import { type Reader, when } from '../../calendar/reader.js';
import type { Button, CardBlock, Rich } from '../../chat/card.js';
import { button, field } from '../../chat/cards.js';
import type { Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import type { HistoryLine, Leave } from '../leave.js';
import type { Shown } from '../shown.js';
import { outcomeText, roleText } from '../text.js';
import type { Written } from '../words.js';
import { usualBack } from './back-rules.js';
import { factsOf, marks, ownButtons, progressBlocks } from './cards.js';
import { formSentences, formText, happeningText } from './form-text.js';
import { halves } from './forms.js';
import { type Own, PAGE, type Page } from './own.js';
import { lineOf, toRead } from './preview.js';
import { text } from './text.js';
import type { Said } from './words.js';

const bold = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(sentence, locale), bold: true }] });

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
      ...(written ? toRead(written, reader) : [{ kind: 'note' as const, text: [say(formText.nothingLeft, locale)] }]),
      ...progressBlocks(shown, reader),
      ...saidBlocks(said, shown, reader),
      ...historyBlocks(shown, reader),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
      { kind: 'note', text: [say(formText.privacy, locale)] },
    ],
  };
}

function writtenFacts(written: Written | undefined, { locale }: Reader) {
  const fact = (label: Text, value: string | undefined) => (value ? [{ label: say(label, locale), value }] : []);
  return [...fact(formText.destination, written?.destination), ...fact(formText.phone, written?.phone)];
}

function saidBlocks(said: readonly Said[], { nameOf }: Shown, reader: Reader): CardBlock[] {
  if (said.length === 0) return [];
  return [
    bold(formText.words, reader),
    ...said.flatMap(({ by, at, is, words }): CardBlock[] => [
      { kind: 'note', text: [`${nameOf(by)}　${say(outcomeText[is], reader.locale)}　${when(at, reader)}`] },
      { kind: 'quote', text: [words] },
    ]),
  ];
}

/** More than anybody reads; a request that has gone through more shows the newest. */
const MOST_LINES = 40;

function historyBlocks({ history, steps, nameOf }: Shown, reader: Reader): CardBlock[] {
  const items = history
    .slice(-MOST_LINES)
    .map((line): Rich => [{ text: when(line.at, reader), bold: true }, `　${happened(line, steps, nameOf, reader)}`]);
  return items.length === 0 ? [] : [bold(formText.history, reader), { kind: 'list', items }];
}

function happened(
  { what, actorId, subjectId, position }: HistoryLine,
  steps: Shown['steps'],
  nameOf: Shown['nameOf'],
  { locale }: Reader,
): string {
  const step = steps.find((one) => one.position === position);
  const space = locale === 'en' ? ' ' : '　';
  // A step that is no single person's is that of a department.
  const whom = subjectId ? nameOf(subjectId) : actorId === undefined && step ? say(roleText[step.role], locale) : undefined;
  return [actorId && nameOf(actorId), say(happeningText[what], locale), whom].filter((part) => part).join(space);
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

/** 销假. */
export function backForm(leave: Leave, reader: Reader): Form {
  const { locale } = reader;
  const back = usualBack(leave, reader.now, reader.zone);
  return {
    id: 'leave.back',
    title: say(formText.backTitle, locale),
    submit: say(text.back, locale),
    close: say(formText.close, locale),
    context: leave.id,
    blocks: [
      { kind: 'text', text: [lineOf(leave, reader)] },
      field('on', formText.backOn, { kind: 'date', initial: back.on }, reader, { hint: formText.backHint }),
      field('half', formText.backHalf, halves(back.half, 'morning', reader), reader),
    ],
  };
}
