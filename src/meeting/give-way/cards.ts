import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { Activity } from '../activity/activity.js';
import { restoreButton, timeOf } from '../activity/cards.js';
import { intervalOf, type Meeting } from '../meeting.js';
import type { GiveWay } from './case.js';
import { type CaseState, isUnsettled } from './rules.js';
import { sentences, stateText, text } from './text.js';

/** What the cards of a case show; names are those of today. */
export type Subject = {
  readonly giveWay: GiveWay;
  readonly meeting: Meeting;
  readonly activity: Activity;
  readonly department: string;
  readonly owner: string;
  /** Who asked for the exemption: the owner, or whoever settles it instead of them. */
  readonly asker: string | undefined;
  /** Who decided about the exemption. */
  readonly decider: string | undefined;
};
/** Of whoever reads it: told instead of the owner, whether they may settle it, and whether they may change what has to give way. */
export type Standing = { readonly standIn: boolean; readonly may: boolean; readonly changes: boolean };

const fact = (label: Text, value: string, { locale }: Reader) => ({ label: say(label, locale), value });
const note = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });
export const idOf = ({ meetingId, activityId }: Pick<GiveWay, 'meetingId' | 'activityId'>): string => `${meetingId}:${activityId}`;

export function caseFacts({ giveWay, meeting, activity, department, owner }: Subject, reader: Reader): CardBlock {
  return {
    kind: 'facts',
    facts: [
      fact(text.meetingTime, fromTo(intervalOf(meeting), reader), reader),
      fact(text.activityTime, fromTo(timeOf(activity), reader), reader),
      fact(text.department, department, reader),
      fact(text.owner, owner, reader),
      fact(text.together, say(sentences.people(giveWay.together), reader.locale), reader),
      ...(giveWay.state === 'open' ? [fact(text.deadline, when(giveWay.terms.deadlineAt, reader), reader)] : []),
    ],
  };
}

export function headline({ giveWay, meeting, activity }: Subject, { locale }: Reader): string {
  return say((giveWay.terms.obligation === 'must' ? sentences.must : sentences.asked)(activity.title, meeting.title), locale);
}

/** How it stands, and who decided. */
export function stateLines({ giveWay, decider }: Subject, reader: Reader): string[] {
  const { locale } = reader;
  const decided = giveWay.decided && decider !== undefined ? { by: decider, at: when(giveWay.decided.at, reader) } : undefined;
  const granted = giveWay.state === 'exempted';
  return [
    say(stateText[giveWay.state], locale),
    ...(decided ? [say((granted ? sentences.granted : sentences.refused)(decided.by, decided.at), locale)] : []),
  ];
}

/** States in which its owner can still do something. */
const OPEN_TO_OWNER: ReadonlySet<CaseState> = new Set<CaseState>(['open', 'exemption-asked', 'suspended', 'passed']);

export function ownerButtons({ giveWay, meeting, activity }: Subject, changes: boolean, reader: Reader): Button[] {
  const { locale } = reader;
  const id = idOf(giveWay);
  const value = `${id}:${activity.sequence}`;
  if (!OPEN_TO_OWNER.has(giveWay.state) || meeting.endsAt <= reader.now) return [];
  const exempt = giveWay.state === 'open' && !giveWay.refused ? [button('meeting.giveWayExempt', text.exempt, id, reader)] : [];
  // It has begun: it can no longer be moved or called off, but it may be excused.
  if (activity.startsAt <= reader.now) return exempt;
  // A meeting is changed as a meeting; its people are told there.
  if (activity.origin.source === 'meeting')
    return changes
      ? [button('meeting.change', text.changeMeeting, activity.origin.meetingId, reader, { style: 'primary' }), ...exempt]
      : exempt;
  const confirm = {
    title: say(text.cancel, locale),
    text: say(text.cancelText, locale),
    yes: say(text.cancel, locale),
    no: say(text.keep, locale),
    danger: true,
  };
  return [
    button('meeting.giveWayMove', text.move, id, reader, { style: 'primary' }),
    { ...button('meeting.giveWayCancel', text.cancel, value, reader, { style: 'danger' }), confirm },
    ...exempt,
  ];
}

/** To whoever may settle a departments' meeting and not change it: who may. */
export const changersNote = ({ giveWay, activity }: Subject, changes: boolean, reader: Reader): CardBlock[] =>
  OPEN_TO_OWNER.has(giveWay.state) && activity.origin.source === 'meeting' && !changes ? [note(text.changedByOrganizers, reader)] : [];

/** If nothing is done until the deadline; what has begun by then is suspended no more (rules.ts). */
function whatFollows({ giveWay: { terms }, activity }: Subject): Text {
  if (terms.obligation === 'asked') return text.askedNote;
  return activity.startsAt <= terms.deadlineAt ? text.begunNote : text.mustNote;
}

/** To the owner: what has to give way to what, until when, and what they can do; the same card later says what became of it. */
export function caseCard(subject: Subject, { standIn, may, changes }: Standing, reader: Reader): Card {
  const { giveWay } = subject;
  const summary = headline(subject, reader);
  const view = button('meeting.giveWay', text.details, idOf(giveWay), reader);
  const buttons = may ? [...ownerButtons(subject, changes, reader), view] : [];
  const settled = giveWay.state !== 'open' || giveWay.refused;
  return {
    summary,
    blocks: [
      { kind: 'text', text: [{ text: summary, bold: true }] },
      caseFacts(subject, reader),
      ...(settled ? [{ kind: 'text' as const, text: [stateLines(subject, reader).join('　')] }] : []),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
      ...(may ? changersNote(subject, changes, reader) : []),
      ...(giveWay.state === 'open' ? [note(whatFollows(subject), reader)] : []),
      ...(standIn ? [note((may ? sentences.standIn : sentences.standInFyi)(subject.owner), reader)] : []),
    ],
  };
}

/** An older card of a case that has been asked anew. */
export function supersededCard(subject: Subject, reader: Reader): Card {
  const summary = headline(subject, reader);
  return {
    summary,
    blocks: [{ kind: 'text', text: [{ text: summary, bold: true }] }, note(text.superseded, reader)],
  };
}

/** One sentence about a case, with the way to it. */
export function noticeCard(sentence: Text, { giveWay }: Pick<Subject, 'giveWay'>, reader: Reader): Card {
  const summary = say(sentence, reader.locale);
  return {
    summary,
    blocks: [
      { kind: 'text', text: [summary] },
      { kind: 'actions', elements: [button('meeting.giveWay', text.details, idOf(giveWay), reader, { style: 'primary' })] },
    ],
  };
}

/** To the organizers of the meeting: somebody asks not to give way. The reason stands in the form behind the button, never here. */
export function exemptionCard(subject: Subject, reader: Reader): Card {
  const { giveWay, meeting, activity, owner, asker } = subject;
  const summary = say(sentences.exemptionAsked(asker ?? owner, activity.title, meeting.title), reader.locale);
  const decide = button('meeting.exemption', text.decide, idOf(giveWay), reader, { style: 'primary' });
  return {
    summary,
    blocks: [
      { kind: 'text', text: [{ text: summary, bold: true }] },
      caseFacts(subject, reader),
      giveWay.state === 'exemption-asked'
        ? { kind: 'actions', elements: [decide] }
        : { kind: 'text', text: [stateLines(subject, reader).join('　')] },
    ],
  };
}

/** To the owner: what was suspended may take place again. */
export function offerCard(subject: Subject, changes: boolean, reader: Reader): Card {
  const { activity, meeting } = subject;
  const summary = say(sentences.offer(activity.title, meeting.title), reader.locale);
  const buttons =
    activity.origin.source === 'meeting'
      ? changes
        ? [button('meeting.change', text.changeMeeting, activity.origin.meetingId, reader)]
        : []
      : [button('meeting.activityMove', text.move, activity.id, reader)];
  return {
    summary,
    blocks: [
      { kind: 'text', text: [{ text: summary, bold: true }] },
      { kind: 'facts', facts: [fact(text.activityTime, fromTo(timeOf(activity), reader), reader)] },
      {
        kind: 'actions',
        elements: [
          ...(activity.startsAt > reader.now ? [{ ...restoreButton(activity, reader), style: 'primary' as const }] : []),
          ...buttons,
        ],
      },
    ],
  };
}

/** States in the order the board counts them. */
const COUNTED: readonly CaseState[] = ['open', 'exemption-asked', 'moved', 'cancelled', 'exempted', 'suspended', 'passed', 'released'];

/** To whoever announced the meeting: how the conflicts shrink to none. */
export function boardCard(meeting: Meeting, cases: readonly GiveWay[], reader: Reader): Card {
  const { locale } = reader;
  const open = cases.filter(isUnsettled).length;
  const summary = say(sentences.boardOf(meeting.title), locale);
  const counts = COUNTED.flatMap((state) => {
    const n = cases.filter((one) => one.state === state).length;
    return n === 0 ? [] : [fact(stateText[state], say(sentences.count(n), locale), reader)];
  });
  return {
    summary,
    blocks: [
      { kind: 'text', text: [{ text: summary, bold: true }] },
      { kind: 'text', text: [say(sentences.progress(open, cases.length), locale)] },
      { kind: 'facts', facts: counts },
      { kind: 'actions', elements: [button('meeting.cases', text.list, meeting.id, reader)] },
    ],
  };
}

export type Outcome = { readonly state: 'suspended' | 'passed' | 'exemption-asked'; readonly title: string; readonly department: string };

/** Once for everything that was due at the same time: to organizers of the meeting, or to the head of a department that has none. */
export function dueCard(meeting: Meeting, outcomes: readonly Outcome[], organizing: boolean, reader: Reader): Card {
  const { locale } = reader;
  const summary = say(sentences.due(meeting.title), locale);
  const words = { suspended: sentences.dueSuspended, passed: sentences.duePassed, 'exemption-asked': sentences.dueUndecided };
  return {
    summary,
    blocks: [
      { kind: 'text', text: [{ text: summary, bold: true }] },
      {
        kind: 'list',
        items: outcomes.slice(0, MOST_LISTED).map(({ state, title, department }) => [say(words[state](title, department), locale)]),
      },
      organizing ? { kind: 'actions', elements: [button('meeting.cases', text.list, meeting.id, reader)] } : note(text.noOrganizer, reader),
    ],
  };
}

/** Well under what a message takes; the list behind the button has them all. */
const MOST_LISTED = 30;
