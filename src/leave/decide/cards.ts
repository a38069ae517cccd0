import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import { intervalOf } from '../../meeting/meeting.js';
import { grouped } from '../../org/grouped.js';
import type { MemberId } from '../../org/member.js';
import { factsOf, marks, progressBlocks } from '../request/cards.js';
import { mayConfirm } from '../request/may.js';
import { sentences as requestSentences } from '../request/text.js';
import { periodWords, type Shown } from '../shown.js';
import { daysText, holidaysUnknown, kindText, roleText } from '../text.js';
import { approvalButtons, finishButton } from './buttons.js';
import type { Facing } from './facing.js';
import { openStepOf } from './open-step.js';
import { settledWords } from './settled.js';
import { sentences, text } from './text.js';
import { warningOf } from './to-weigh.js';

/** A request as it is now, who may settle what it waits for, and what they have before them. */
export type View = Shown & { readonly may: ReadonlySet<MemberId>; readonly facing: Facing | undefined };
type Fact = { readonly label: string; readonly value: string };

const MOST_NAMED = 5;
const note = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });
const bold = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(sentence, locale), bold: true }] });

/** Who asks, and for what: all that may stand on a card. */
export function requestFacts(shown: Shown, reader: Reader): Fact[] {
  const { leave, nameOf, department, position } = shown;
  const who = [nameOf(leave.memberId), department, ...(position ? [position] : []), leave.rank].join('　');
  return [{ label: say(text.applicant, reader.locale), value: who }, ...factsOf(shown, reader)];
}

/** What of the request itself is not sure yet: its working days, and whether it is as somebody entered it. */
export const doubts = ({ leave, facing }: Pick<View, 'leave' | 'facing'>, reader: Reader): Text[] => [
  ...(facing?.yearsUnknown ?? []).map(holidaysUnknown),
  ...(mayConfirm(leave) && leave.confirmBy !== undefined ? [requestSentences.unconfirmed(when(leave.confirmBy, reader))] : []),
];

/** What whoever decides should know of, the worst first. */
export function warnings({ leave, nameOf, facing }: Pick<View, 'leave' | 'nameOf' | 'facing'>, reader: Reader): CardBlock[] {
  const alsoAway = grouped(facing?.alsoAway ?? [], warningOf);
  const away = (['actingAway', 'standsIn', 'headAway'] as const).flatMap((warning) => {
    const some = alsoAway.get(warning) ?? [];
    const named = some.slice(0, MOST_NAMED);
    return [
      ...named.map(({ name, period }) => bold(sentences[warning](name, periodWords(period, reader)), reader)),
      ...(some.length > named.length ? [note(sentences.moreTimes(named.length, some.length), reader)] : []),
    ];
  });
  const both = facing?.bothAway;
  const unsure = doubts({ leave, facing }, reader).map((doubt) => bold(doubt, reader));
  return [...unsure, ...(both ? [bold(sentences.bothAway(both.department, nameOf(leave.memberId), both.other), reader)] : []), ...away];
}

/** What is left of annual leave in each year. */
export const balanceFacts = ({ facing }: Pick<View, 'facing'>, { locale }: Reader): Fact[] =>
  (facing?.balances ?? []).map(({ year, figures }) => ({
    label: say(sentences.balanceOf(year), locale),
    value: say(figures ? sentences.balance(daysText(figures.all), sentences.leftDays(figures.left)) : text.balanceUnknown, locale),
  }));

/** What else there is to weigh. */
export function facingFacts({ facing }: Pick<View, 'facing'>, reader: Reader): Fact[] {
  const { locale } = reader;
  const meetings = (facing?.meetings ?? []).map((meeting) => `${meeting.title}　${fromTo(intervalOf(meeting), reader)}`);
  const others = (facing?.alsoAway ?? []).filter((one) => warningOf(one) === undefined);
  const named = others.slice(0, MOST_NAMED).map(({ name, period }) => `${name}　${periodWords(period, reader)}`);
  const between = locale === 'en' ? '; ' : '；';
  const away = named.join(between);
  return [
    ...balanceFacts({ facing }, reader),
    ...(meetings.length > 0 ? [{ label: say(text.meetings, locale), value: meetings.slice(0, MOST_NAMED).join(between) }] : []),
    ...(others.length > 0
      ? [
          {
            label: say(text.alsoAway, locale),
            value:
              others.length > named.length
                ? say(sentences.andMore(away, new Set(others.map(({ memberId }) => memberId)).size), locale)
                : away,
          },
        ]
      : []),
  ];
}

const headingOf = (sentence: (name: string, kind: string) => Text, { leave, nameOf }: Shown, { locale }: Reader): string =>
  say(sentence(nameOf(leave.memberId), say(kindText[leave.kind], locale)), locale);

/** To whoever decides, and decided: once it is settled or with somebody else, every one of them says so. */
export function approverCard(view: View, reader: Reader, to: MemberId): Card {
  const heading = headingOf(sentences.asks, view, reader);
  const open = openStepOf(view.leave, view.steps);
  const isTheirs = open?.action === 'approve' && view.may.has(to);
  const settled = isTheirs ? undefined : settledWords(view, reader);
  return {
    summary: `${heading}　${periodWords(view.leave.period, reader)}`,
    blocks: [
      { kind: 'heading', text: heading },
      ...marks(view, reader),
      ...(settled ? [bold(settled, reader)] : []),
      ...(isTheirs ? warnings(view, reader) : []),
      { kind: 'facts', facts: [...requestFacts(view, reader), ...(isTheirs ? facingFacts(view, reader) : [])] },
      ...progressBlocks(view, reader),
      { kind: 'actions', elements: [...(isTheirs ? approvalButtons(view, open, reader) : []), detailsButton(view, reader)] },
      ...(isTheirs && open.assigneeId === undefined ? [note(text.superiorNote, reader)] : []),
      ...(isTheirs ? [note(text.privacyNote, reader)] : []),
    ],
  };
}

const detailsButton = ({ leave }: Shown, reader: Reader) => button('leave.details', text.details, leave.id, reader);

/** To personnel: 待办. */
export function todoCard(view: View, reader: Reader, to: MemberId): Card {
  const heading = headingOf(sentences.todo, view, reader);
  const open = openStepOf(view.leave, view.steps);
  const isOpen = open?.action === 'process' && view.may.has(to);
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: heading },
      ...marks(view, reader),
      ...(isOpen ? doubts(view, reader).map((doubt) => bold(doubt, reader)) : []),
      { kind: 'facts', facts: [...requestFacts(view, reader), ...(isOpen ? facingFacts({ facing: view.facing }, reader) : [])] },
      ...progressBlocks(view, reader),
      ...(isOpen
        ? [{ kind: 'actions' as const, elements: [finishButton(view, open, reader)] }, note(sentences.anyOf(roleText[open.role]), reader)]
        : []),
    ],
  };
}

/** 备案、打招呼: information only. */
export const recordCard =
  (action: 'notify' | 'file') =>
  (view: View, reader: Reader): Card => {
    const heading = headingOf(action === 'file' ? sentences.filed : sentences.told, view, reader);
    return {
      summary: heading,
      blocks: [
        { kind: 'heading', text: heading },
        { kind: 'facts', facts: requestFacts(view, reader) },
        ...progressBlocks(view, reader),
        note(action === 'file' ? text.recordNote : text.noticeNote, reader),
      ],
    };
  };
