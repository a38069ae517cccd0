import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import { intervalOf, type Meeting } from '../../meeting/meeting.js';
import { type Absence, isOpen } from './absence.js';
import { mayWithdraw } from './rules.js';
import { answerText, sentences, stateText, text, unconfirmedText } from './text.js';

/** A request with the names on it. Never what was written: a card stays in the chat. */
export type Shown = {
  readonly absence: Absence;
  readonly meeting: Meeting;
  readonly applicant: { readonly name: string; readonly department: string };
  readonly substitute: string | undefined;
  readonly decidedBy: string | undefined;
};

const sentenceWith = (sentence: Text, { locale }: Reader, elements: readonly Button[]): Card => ({
  summary: say(sentence, locale),
  blocks: [{ kind: 'text', text: [say(sentence, locale)] }, ...(elements.length > 0 ? [{ kind: 'actions' as const, elements }] : [])],
});

export function statusOf({ absence, decidedBy }: Pick<Shown, 'absence' | 'decidedBy'>, reader: Reader): string {
  const state = say(isUnconfirmed(absence) ? unconfirmedText : stateText[absence.state], reader.locale);
  if (!absence.decision || !decidedBy || !(absence.state === 'approved' || absence.state === 'refused')) return state;
  return say(sentences.by(state, decidedBy, when(absence.decision.at, reader)), reader.locale);
}

type Fact = { readonly label: string; readonly value: string };

export function factsOf(shown: Shown, reader: Reader): Fact[] {
  const { locale } = reader;
  const { absence, meeting, applicant, substitute } = shown;
  const fact = (label: Text, value: string): Fact => ({ label: say(label, locale), value });
  const { name, department } = applicant;
  return [
    fact(text.meeting, meeting.title),
    fact(text.time, fromTo(intervalOf(meeting), reader)),
    fact(text.applicant, locale === 'en' ? `${name} (${department})` : `${name}（${department}）`),
    fact(text.requested, when(absence.requestedAt, reader)),
    ...(absence.substitute && substitute
      ? [fact(text.substitute, `${substitute}　${say(answerText[absence.substitute.answer], locale)}`)]
      : []),
    fact(text.status, statusOf(shown, reader)),
  ];
}

const lateMark = ({ absence }: Shown, { locale }: Reader): CardBlock[] =>
  absence.late ? [{ kind: 'text', text: [{ text: say(text.lateMark, locale), bold: true }] }] : [];

/** To everybody who may decide; the decision stands on each of them. */
export function approverCard(shown: Shown, reader: Reader): Card {
  const { locale } = reader;
  const { absence, meeting } = shown;
  const isPending = absence.state === 'pending';
  const heading = say(sentences.asks(shown.applicant.name, meeting.title), locale);
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: say(text.title, locale) },
      ...lateMark(shown, reader),
      { kind: 'facts', facts: factsOf(shown, reader) },
      ...(absence.replaces && isPending ? [{ kind: 'note' as const, text: [say(text.anew, locale)] }] : []),
      {
        kind: 'actions',
        elements: [
          isPending
            ? button('leave.absenceDecide', text.decide, absence.id, reader, { style: 'primary' })
            : button('leave.absenceDecide', text.view, absence.id, reader),
        ],
      },
      ...(isPending ? [{ kind: 'note' as const, text: [say(text.approverNote, locale)] }] : []),
    ],
  };
}

export function withdrawButton({ id }: Pick<Absence, 'id'>, reader: Reader): Button {
  const { locale } = reader;
  return button('leave.absenceWithdraw', text.withdraw, id, reader, {
    confirm: {
      title: say(text.withdrawTitle, locale),
      text: say(text.withdrawText, locale),
      yes: say(text.withdraw, locale),
      no: say(text.keep, locale),
    },
  });
}

/** The applicant's own. */
export function applicantCard(shown: Shown, reader: Reader): Card {
  const { locale } = reader;
  const { absence, meeting } = shown;
  return {
    summary: say(sentences.own(meeting.title), locale),
    blocks: [
      { kind: 'heading', text: say(text.title, locale) },
      ...lateMark(shown, reader),
      { kind: 'facts', facts: factsOf(shown, reader).filter(({ label }) => label !== say(text.applicant, locale)) },
      {
        kind: 'actions',
        elements: [
          button('leave.absenceView', text.view, absence.id, reader),
          ...(mayWithdraw(absence, meeting, reader.now) && absence.state !== 'asked' ? [withdrawButton(absence, reader)] : []),
        ],
      },
      { kind: 'note', text: [say(text.privacy, locale)] },
    ],
  };
}

export function decidedCard({ absence, meeting }: Shown, reader: Reader): Card {
  const sentence = absence.state === 'approved' ? sentences.approved : sentences.refused;
  return sentenceWith(sentence(meeting.title), reader, [button('leave.absenceView', text.view, absence.id, reader)]);
}

/** 仍需请假 / 可以参会, in one tap; once it is answered the card says what came of it. */
export function movedCard(shown: Shown, reader: Reader): Card {
  const { absence, meeting } = shown;
  if (absence.state !== 'asked') return sentenceWith({ zh: statusOf(shown, reader), en: statusOf(shown, reader) }, reader, []);
  return sentenceWith(sentences.moved(meeting.title, fromTo(intervalOf(meeting), reader)), reader, answerButtons(absence, reader));
}

/** To whether it still stands, now that the meeting was moved. */
export const answerButtons = ({ id }: Absence, reader: Reader): Button[] => [
  button('leave.stillNeeded', text.stillNeeded, id, reader),
  button('leave.canAttend', text.canAttend, id, reader, { style: 'primary' }),
];

/** The question about a time that is no longer the newest. */
export const movedAgainCard = ({ meeting }: Shown, reader: Reader): Card =>
  sentenceWith(sentences.moved(meeting.title, fromTo(intervalOf(meeting), reader)), reader, []);

/** To the substitute, as long as they are wanted, and then that they are not any more. */
export function substituteCard(shown: Shown, reader: Reader): Card {
  const { locale } = reader;
  const { absence, meeting, applicant } = shown;
  const isWanted = isOpen(absence) && absence.state !== 'asked';
  if (!isWanted || !absence.substitute) return sentenceWith(sentences.standInOff(applicant.name, meeting.title), reader, []);
  const { answer } = absence.substitute;
  const sentence = say((absence.state === 'approved' ? sentences.standInSure : sentences.standIn)(applicant.name, meeting.title), locale);
  const elements = [
    ...(answer === 'asked' ? [button('leave.substituteAccept', text.accept, absence.id, reader, { style: 'primary' })] : []),
    ...(answer === 'declined' ? [] : [declineButton(absence, reader)]),
  ];
  return {
    summary: sentence,
    blocks: [
      { kind: 'text', text: [sentence] },
      {
        kind: 'facts',
        facts: [
          { label: say(text.time, locale), value: fromTo(intervalOf(meeting), reader) },
          ...(meeting.place ? [{ label: say(text.place, locale), value: meeting.place }] : []),
          { label: say(text.status, locale), value: say(answerText[answer], locale) },
        ],
      },
      ...materialOf(meeting, reader),
      ...(elements.length > 0 ? [{ kind: 'actions' as const, elements }] : []),
    ],
  };
}

/** Where to join it, and what there is to read: they have no notice of their own. */
const materialOf = ({ link, attachments }: Meeting, { locale }: Reader): CardBlock[] => [
  ...(link ? [{ kind: 'text' as const, text: [{ link, text: say(text.openLink, locale) }] }] : []),
  ...(attachments.length > 0 ? [{ kind: 'list' as const, items: attachments.map(({ title, url }) => [{ link: url, text: title }]) }] : []),
];

/** It is at another time or place than they were told. */
export const substituteChangedCard = (shown: Shown, reader: Reader): Card =>
  substituteNews(sentences.standInChanged(shown.meeting.title), shown, reader);

/** It was suspended, and takes place after all. */
export const substituteRestoredCard = (shown: Shown, reader: Reader): Card =>
  substituteNews(sentences.standInRestored(shown.meeting.title), shown, reader);

export const substituteSuspendedCard = ({ meeting }: Shown, reader: Reader): Card =>
  sentenceWith(sentences.standInSuspended(meeting.title), reader, []);

function substituteNews(news: Text, shown: Shown, reader: Reader): Card {
  const sentence = say(news, reader.locale);
  return { summary: sentence, blocks: [{ kind: 'text', text: [{ text: sentence, bold: true }] }, ...substituteCard(shown, reader).blocks] };
}

function declineButton({ id }: Absence, reader: Reader): Button {
  const { locale } = reader;
  return button('leave.substituteDecline', text.decline, id, reader, {
    confirm: {
      title: say(text.decline, locale),
      text: say(text.declineText, locale),
      yes: say(text.decline, locale),
      no: say(text.back, locale),
    },
  });
}

/** To the applicant. */
export const declinedCard = ({ absence, meeting, substitute }: Shown, reader: Reader): Card =>
  sentenceWith(sentences.substituteDeclined(substitute ?? '', meeting.title), reader, [
    button('leave.absenceView', text.view, absence.id, reader),
  ]);

/** To the applicant, whose substitute is expected at the meeting themselves by now. */
export const expectedCard = ({ absence, meeting, substitute }: Shown, reader: Reader): Card =>
  sentenceWith(sentences.substituteExpected(substitute ?? '', meeting.title), reader, [
    button('leave.absenceView', text.view, absence.id, reader),
  ]);

/** To the applicant: nobody may stand in at the meeting any more. */
export const notAllowedCard = ({ absence, meeting, substitute }: Shown, reader: Reader): Card =>
  sentenceWith(sentences.substituteNotAllowed(substitute ?? '', meeting.title), reader, [
    button('leave.absenceView', text.view, absence.id, reader),
  ]);

/** To whoever has to decide, or to the applicant who has to say whether it still stands. */
export function nudgeCard({ absence, meeting, applicant }: Shown, reader: Reader): Card {
  if (absence.state === 'asked') return sentenceWith(sentences.movedNudge(meeting.title), reader, answerButtons(absence, reader));
  return sentenceWith(sentences.nudge(applicant.name, meeting.title, when(meeting.startsAt, reader)), reader, [
    button('leave.absenceDecide', text.decide, absence.id, reader, { style: 'primary' }),
  ]);
}

/** When the meeting has begun and it is not settled: to the applicant, and to those who could have. */
export const undecidedCard =
  (to: string) =>
  ({ absence, meeting, applicant }: Shown, reader: Reader): Card => {
    const [own, others] = isUnconfirmed(absence)
      ? [sentences.unconfirmedOwn, sentences.unconfirmed]
      : [sentences.undecidedOwn, sentences.undecided];
    return sentenceWith(to === absence.memberId ? own(meeting.title) : others(applicant.name, meeting.title), reader, []);
  };

/** It ended while the applicant, and nobody else, was asked. */
const isUnconfirmed = ({ state, movedAt }: Absence): boolean => state === 'undecided' && movedAt !== undefined;
