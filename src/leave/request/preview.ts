import { fromTo, type Reader, when } from '../../calendar/reader.js';
import { dateWordsWithYear } from '../../calendar/words.js';
import type { Button, CardBlock, Rich } from '../../chat/card.js';
import type { Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { intervalOf } from '../../meeting/meeting.js';
import type { AlsoAway, Facing } from '../decide/facing.js';
import type { Leave, StepAction, StepRole } from '../leave.js';
import { periodWords } from '../shown.js';
import { standingIn } from '../steps-shown.js';
import { actionText, daysText, holidaysUnknown, kindText, roleText, stateText, writtenText } from '../text.js';
import type { Written } from '../words.js';
import { writtenBlocks } from '../written-shown.js';
import { leftAfter, type YearBalance } from './balances.js';
import { formSentences, formText } from './form-text.js';
import { noteText } from './problem/text.js';
import type { Note } from './rules.js';

/** Who will settle a step, by the office as it is now; nobody in particular where people of a department do. */
export type Ahead = {
  readonly action: StepAction;
  readonly role: StepRole;
  readonly who: { readonly name: string; readonly standsFor: string | undefined } | 'superior' | undefined;
};

/** What the member sees before the one press that submits it. */
export type Preview = {
  readonly draftId: string;
  /** Of the draft, as it is shown here. */
  readonly revision: number;
  readonly leave: Leave;
  readonly written: Written;
  readonly name: string;
  readonly acting: string | undefined;
  readonly counted: ReadonlyMap<number, number>;
  readonly balances: readonly YearBalance[];
  readonly notes: readonly Note[];
  readonly ahead: readonly Ahead[];
  readonly facing: Facing;
  readonly former: Leave | undefined;
  readonly earlier: readonly Leave[];
};

export function previewForm(preview: Preview, reader: Reader): Form {
  const { locale } = reader;
  const { leave } = preview;
  const back: Button = { kind: 'button', id: 'leave.draftBack', label: say(formText.back, locale), value: preview.draftId };
  return {
    id: 'leave.submit',
    title: say(formText.checkTitle, locale),
    submit: say(formText.submit, locale),
    close: say(formText.close, locale),
    context: `${preview.draftId}:${preview.revision}`,
    blocks: [
      { kind: 'heading', text: `${say(kindText[leave.kind], locale)}${locale === 'en' ? ': ' : '：'}${periodWords(leave.period, reader)}` },
      ...warnings(preview, reader),
      { kind: 'facts', facts: factsOf(preview, reader) },
      ...lapseWords(preview.balances, reader).map((sentence): CardBlock => ({ kind: 'note', text: [sentence] })),
      ...writtenBlocks(preview.written, reader),
      ...aheadBlocks(preview, reader),
      ...facingBlocks(preview, reader),
      ...earlierBlocks(preview, reader),
      { kind: 'actions', elements: [back] },
    ],
  };
}

const bold = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(sentence, locale), bold: true }] });
const listed = (heading: Text, items: readonly Rich[], reader: Reader): CardBlock[] =>
  items.length === 0 ? [] : [bold(heading, reader), { kind: 'list', items }];

/** Undefined: for whoever reads it. */
const forWhom = ({ leave, name }: Preview): string | undefined => (leave.requestedBy === leave.memberId ? undefined : name);

function warnings(preview: Preview, reader: Reader): CardBlock[] {
  const { leave, name, notes } = preview;
  const both = preview.facing.bothAway;
  return [
    ...(leave.confirmBy === undefined ? [] : [bold(formSentences.forMember(name, when(leave.confirmBy, reader)), reader)]),
    ...notes.map((note) => bold(noteText[note], reader)),
    ...preview.facing.yearsUnknown.map((year) => bold(holidaysUnknown(year), reader)),
    ...(both ? [bold(formSentences.bothAway(both.department, forWhom(preview), both.other), reader)] : []),
  ];
}

function factsOf(preview: Preview, reader: Reader) {
  const { locale } = reader;
  const { leave, written, acting, counted, balances, former } = preview;
  const fact = (label: Text, value: string | undefined) => (value ? [{ label: say(label, locale), value }] : []);
  const days = (halfDays: number) => say(daysText(halfDays), locale);
  const separator = locale === 'en' ? '; ' : '；';
  const years = [...counted].filter(([, halfDays]) => halfDays > 0);
  const ofYears = years.map(([year, halfDays]) => say(formSentences.ofYear(year, days(halfDays)), locale)).join(separator);
  const left = balances.flatMap((one) => {
    const after = leftAfter(one);
    return one.before === undefined || after === undefined
      ? []
      : [say(formSentences.balance(one.year, days(one.before), days(after)), locale)];
  });
  return [
    ...fact(
      formText.days,
      years.length > 1
        ? `${days(leave.halfDays)}${locale === 'en' ? ' (' : '（'}${ofYears}${locale === 'en' ? ')' : '）'}`
        : days(leave.halfDays),
    ),
    ...fact(formText.balance, left.join(separator)),
    ...fact(writtenText.destination, written.destination),
    ...fact(formText.acting, acting),
    ...fact(writtenText.phone, written.phone),
    ...fact(formText.replaces, former && formerWords(former, reader)),
  ];
}

/** Why there is less than the ledger shows. */
export const lapseWords = (balances: readonly YearBalance[], { locale }: Reader): string[] =>
  balances.flatMap(({ lapsesOn }) => (lapsesOn ? [say(formSentences.lapses(dateWordsWithYear(lapsesOn, locale)), locale)] : []));

const formerWords = ({ kind, period, state }: Leave, reader: Reader): string =>
  `${say(kindText[kind], reader.locale)}　${periodWords(period, reader)}${state === 'approved' ? say(formText.untilApproved, reader.locale) : ''}`;

function aheadBlocks({ ahead }: Preview, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const items = ahead.map(({ action, role, who }): Rich => {
    const part = `${say(roleText[role], locale)}${locale === 'en' ? ' ' : ''}${say(actionText[action], locale)}`;
    const name = who === 'superior' ? say(formText.superior, locale) : who && standingIn(who.name, who.standsFor, reader);
    return [
      { text: part, bold: true },
      ...(name ? [`　${name}`] : []),
      ...(action === 'approve' ? [] : [say(formText.afterApproval, locale)]),
    ];
  });
  return listed(formText.decides, items, reader);
}

function facingBlocks(preview: Preview, reader: Reader): CardBlock[] {
  const { facing } = preview;
  const meetings = facing.meetings.map(
    (meeting): Rich => [{ text: meeting.title, bold: true }, `　${fromTo(intervalOf(meeting), reader)}`],
  );
  const away = facing.alsoAway.map((one): Rich => [say(awayWords(one, forWhom(preview), reader), reader.locale)]);
  return [...listed(formText.meetings, meetings, reader), ...listed(formText.alsoAway, away, reader)];
}

/** `by`: who is to be in charge for them, where it is not whoever reads it. */
function awayWords({ name, period, isHead, isStoodInFor }: AlsoAway, by: string | undefined, reader: Reader): Text {
  const words = periodWords(period, reader);
  if (isStoodInFor) return formSentences.standsIn(name, words, by);
  return isHead ? formSentences.headAway(name, words) : formSentences.away(name, words);
}

/** Which kind, when, and what has come of it. */
export const lineOf = ({ kind, period, state }: Pick<Leave, 'kind' | 'period' | 'state'>, reader: Reader): string => {
  const { locale } = reader;
  return say(formSentences.line(say(kindText[kind], locale), periodWords(period, reader), say(stateText[state], locale)), locale);
};

const earlierBlocks = ({ earlier }: Preview, reader: Reader): CardBlock[] =>
  listed(
    formText.earlier,
    earlier.map((leave): Rich => [lineOf(leave, reader)]),
    reader,
  );
