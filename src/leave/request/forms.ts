import type { Reader } from '../../calendar/reader.js';
import type { CardBlock, Option } from '../../chat/card.js';
import { field as fieldOf } from '../../chat/cards.js';
import { type Field, type Form, type FormValues, type Input, one } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { HALVES, type Half } from '../half-days.js';
import type { Leave, LeaveKind } from '../leave.js';
import { periodWords } from '../shown.js';
import { halfText, kindText, writtenText } from '../text.js';
import { LONGEST } from './draft/draft.js';
import { formSentences, formText } from './form-text.js';
import type { FieldName } from './problem/problem.js';

/** A form that is open, with what its fields show as chosen. */
export type Opened = {
  readonly draftId: string;
  readonly onBehalf: boolean;
  readonly values: FormValues;
  readonly kinds: readonly LeaveKind[];
  readonly member: Option | undefined;
  readonly acting: Option | undefined;
  /** The request that it changes, and the words with which that was returned. */
  readonly former: { readonly leave: Leave; readonly returned: Returned | undefined } | undefined;
};
export type Returned = { readonly by: string; readonly at: string; readonly words: string };

/** `unclear`: what in the line that was typed could be read in more than one way. */
export function requestForm(opened: Opened, unclear: readonly string[], reader: Reader): Form {
  const { locale } = reader;
  const { values, onBehalf, former } = opened;
  const field = (name: FieldName, label: Text, input: Input, more: { optional?: boolean; hint?: Text } = {}): Field =>
    fieldOf(name, label, input, reader, more);
  const typed = (name: keyof typeof LONGEST, multiline = false): Input => ({
    kind: 'text',
    multiline,
    maxLength: LONGEST[name],
    ...initialOf(values, name),
  });
  return {
    id: 'leave.draft',
    title: say(former ? formText.changeTitle : onBehalf ? formText.behalfTitle : formText.newTitle, locale),
    submit: say(formText.next, locale),
    close: say(formText.close, locale),
    context: opened.draftId,
    blocks: [
      ...unclearBlocks(unclear, reader),
      ...(former ? formerBlocks(former, reader) : []),
      ...(onBehalf ? [field('member', formText.member, searchPeople(opened.member, reader))] : []),
      field('kind', formText.kind, kinds(opened, reader)),
      field('from', formText.from, { kind: 'date', ...initialOf(values, 'from') }),
      field('fromHalf', formText.fromHalf, halves(one(values, 'fromHalf'), 'morning', reader)),
      field('until', formText.until, { kind: 'date', ...initialOf(values, 'until') }),
      field('untilHalf', formText.untilHalf, halves(one(values, 'untilHalf'), 'afternoon', reader)),
      field('destination', writtenText.destination, typed('destination'), { optional: true, hint: formText.destinationHint }),
      field('reason', writtenText.reason, typed('reason', true), { optional: true, hint: formText.reasonHint }),
      field('acting', formText.acting, searchPeople(opened.acting, reader), { optional: true, hint: formText.actingHint }),
      field('phone', writtenText.phone, typed('phone'), { optional: true }),
      field('attachments', writtenText.attachments, typed('attachments', true), { optional: true, hint: formText.attachmentsHint }),
      { kind: 'note', text: [say(formText.privacy, locale)] },
    ],
  };
}

function kinds({ kinds: offered, values }: Opened, { locale }: Reader): Input {
  const options = offered.map((kind) => ({ label: say(kindText[kind], locale), value: kind }));
  const initial = offered.find((kind) => kind === one(values, 'kind')) ?? (offered.length === 1 ? offered[0] : undefined);
  return { kind: 'choice', look: 'radio', options, ...(initial ? { initial } : {}) };
}

export const halves = (value: string | undefined, usual: Half, { locale }: Reader): Input => ({
  kind: 'choice',
  look: 'radio',
  options: HALVES.map((half) => ({ label: say(halfText[half], locale), value: half })),
  initial: HALVES.find((half) => half === value) ?? usual,
});

const searchPeople = (initial: Option | undefined, { locale }: Reader): Input => ({
  kind: 'search',
  source: 'leave.people',
  placeholder: say(formText.search, locale),
  ...(initial ? { initial } : {}),
});

function initialOf(values: FormValues, name: FieldName): { initial?: string } {
  const value = one(values, name) ?? '';
  return value === '' ? {} : { initial: value };
}

export function unclearBlocks(unclear: readonly string[], { locale }: Pick<Reader, 'locale'>): CardBlock[] {
  if (unclear.length === 0) return [];
  return [
    { kind: 'text', text: [{ text: say(formText.unclear, locale), bold: true }] },
    { kind: 'list', items: unclear.map((sentence) => [sentence]) },
  ];
}

/** What is changed; and why it was returned, before the eyes of whoever changes it. */
function formerBlocks({ leave, returned }: NonNullable<Opened['former']>, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const [kind, period] = [say(kindText[leave.kind], locale), periodWords(leave.period, reader)];
  const sentence = leave.state === 'approved' ? formSentences.changing(kind, period) : formSentences.submittingAnew(kind, period);
  return [
    { kind: 'note', text: [say(sentence, locale)] },
    ...(returned
      ? [
          { kind: 'text' as const, text: [{ text: say(formSentences.returnedBy(returned.by, returned.at), locale), bold: true }] },
          { kind: 'quote' as const, text: [returned.words] },
        ]
      : []),
  ];
}

/** Another acting person in place of one who can't. */
export const nameActingForm = ({ id, kind, period }: Leave, reader: Reader): Form => ({
  id: 'leave.nameActing',
  title: say(formText.actingTitle, reader.locale),
  submit: say(formText.submit, reader.locale),
  close: say(formText.close, reader.locale),
  context: id,
  blocks: [
    { kind: 'note', text: [say(formSentences.away(say(kindText[kind], reader.locale), periodWords(period, reader)), reader.locale)] },
    fieldOf('acting', formText.acting, searchPeople(undefined, reader), reader),
  ],
});
