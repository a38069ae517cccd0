import { type Reader, when } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button, sentenceCard } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { MemberId } from '../../org/member.js';
import { calendarButtons } from '../away/icalendar/button.js';
import { halfDayOf } from '../half-days.js';
import { type Leave, lessReturned } from '../leave.js';
import { halfDayWords, periodWords, type Shown } from '../shown.js';
import { stepLines } from '../steps-shown.js';
import { actingText, daysText, kindText, stateText } from '../text.js';
import { isEnteredOver, mayAnswerAsActing, mayChange, mayConfirm, mayNameAnother, mayReportBack, mayWithdraw } from './may.js';
import { isMadeGood } from './rules.js';
import { sentences, text } from './text.js';

type Fact = { readonly label: string; readonly value: string };

/** What may stand on any card: never what was written. */
export function factsOf(shown: Shown, reader: Reader): Fact[] {
  const { locale } = reader;
  const { leave, nameOf, returned } = shown;
  const fact = (label: Text, value: string): Fact => ({ label: say(label, locale), value });
  return [
    fact(text.kind, say(kindText[leave.kind], locale)),
    fact(text.period, periodWords(leave.period, reader)),
    fact(text.days, say(daysText(lessReturned(leave.halfDays, returned)), locale)),
    ...(leave.acting ? [fact(text.acting, `${nameOf(leave.acting.memberId)}　${say(actingText[leave.acting.answer], locale)}`)] : []),
    fact(text.requested, requestedWords(shown, reader)),
    fact(text.state, say(stateText[leave.state], locale)),
    ...(leave.back ? [fact(text.returned, halfDayWords(leave.back, reader, true))] : []),
  ];
}

/** With who entered it, where that was somebody else. */
function requestedWords({ leave, nameOf }: Shown, reader: Reader): string {
  const at = when(leave.requestedAt, reader);
  if (leave.requestedBy === leave.memberId) return at;
  return `${at}　${say(sentences.enteredBy(nameOf(leave.requestedBy)), reader.locale)}`;
}

const note = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });

/** The request with each of its steps: who, when, what came of it. */
export function progressBlocks(shown: Shown, reader: Reader): CardBlock[] {
  const items = stepLines(shown, reader);
  if (items.length === 0) return [];
  return [
    { kind: 'text', text: [{ text: say(text.progress, reader.locale), bold: true }] },
    { kind: 'list', items },
  ];
}

/** 补办: it had begun when it was asked for. */
export const wasLate = ({ leave, former, isChange }: Shown, { zone }: Reader): boolean =>
  isMadeGood(leave.period, halfDayOf(leave.firstAskedAt ?? leave.requestedAt, zone), isChange ? former?.period : undefined);

/** What is said of a request wherever it is shown in full. */
export function marks(shown: Shown, reader: Reader): CardBlock[] {
  const { leave } = shown;
  return [
    ...(wasLate(shown, reader) ? [{ kind: 'text' as const, text: [{ text: say(text.late, reader.locale), bold: true }] }] : []),
    ...(leave.state === 'pending' ? formerNotes(shown, reader) : []),
  ];
}

/** What stands until the change is approved, or that nothing does: what was returned is over as soon as it is submitted anew. */
function formerNotes({ former }: Shown, reader: Reader): CardBlock[] {
  const { locale } = reader;
  if (!former) return [];
  if (former.state !== 'approved') return [note(text.resubmitted, reader)];
  const { kind, period, halfDays } = former;
  return [note(sentences.changes(say(kindText[kind], locale), periodWords(period, reader), say(daysText(halfDays), locale)), reader)];
}

/** The member's own. */
export function applicantCard(shown: Shown, reader: Reader): Card {
  const { locale } = reader;
  const { leave, nameOf } = shown;
  const heading = say(sentences.own(say(kindText[leave.kind], locale), periodWords(leave.period, reader)), locale);
  const asksToConfirm = mayConfirm(leave) && leave.confirmBy !== undefined;
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: heading },
      ...(asksToConfirm
        ? [
            {
              kind: 'text' as const,
              text: [
                say(
                  (isEnteredOver(leave, reader.zone) ? sentences.confirmOver : sentences.confirmUntil)(
                    nameOf(leave.requestedBy),
                    when(leave.confirmBy, reader),
                  ),
                  locale,
                ),
              ],
            },
          ]
        : []),
      ...marks(shown, reader),
      // Kind and time are the heading.
      { kind: 'facts', facts: factsOf(shown, reader).slice(2) },
      ...progressBlocks(shown, reader),
      { kind: 'actions', elements: [button('leave.view', text.view, leave.id, reader), ...ownButtons(leave, reader)] },
      note(text.privacy, reader),
    ],
  };
}

/** What the member may do with it now; the service asks again. */
export function ownButtons(leave: Leave, reader: Reader): Button[] {
  const { zone, now } = reader;
  const isReturned = leave.state === 'returned';
  return [
    ...(mayConfirm(leave) ? [button('leave.confirm', text.confirm, leave.id, reader, { style: 'primary' })] : []),
    ...(mayReportBack(leave, zone, now) ? [button('leave.reportBack', text.back, leave.id, reader)] : []),
    ...(mayChange(leave)
      ? [
          button('leave.change', isReturned ? text.resubmit : text.change, leave.id, reader, {
            ...(isReturned ? { style: 'primary' as const } : {}),
          }),
        ]
      : []),
    ...(mayNameAnother(leave, zone, now) ? [button('leave.nameActing', text.nameAnother, leave.id, reader)] : []),
    ...calendarButtons(leave, reader),
    ...(mayWithdraw(leave, zone, now) ? [withdrawButton(leave, reader)] : []),
  ];
}

function withdrawButton({ id }: Leave, reader: Reader): Button {
  const { locale } = reader;
  return button('leave.withdraw', text.withdraw, id, reader, {
    confirm: {
      title: say(text.withdrawTitle, locale),
      text: say(text.withdrawText, locale),
      yes: say(text.withdraw, locale),
      no: say(text.keep, locale),
      danger: true,
    },
  });
}

/** To whoever is to be in charge meanwhile: whether they will, and then that they need not any more. */
export function actingCard(shown: Shown, reader: Reader, to: MemberId): Card {
  const { locale } = reader;
  const { leave, nameOf } = shown;
  const [applicant, kind, period] = [nameOf(leave.memberId), say(kindText[leave.kind], locale), periodWords(leave.period, reader)];
  if (leave.state === 'ended') return sentenceCard(sentences.actingOver(applicant, kind, period), reader);
  if (leave.acting?.memberId !== to || !(leave.state === 'pending' || leave.state === 'approved'))
    return sentenceCard((shown.actsStill ? sentences.actingElsewhere : sentences.actingOff)(applicant, kind, period), reader);
  const heading = say(sentences.asksActing(applicant, kind), locale);
  const elements = actingButtons(leave, reader);
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: heading },
      { kind: 'facts', facts: factsOf(shown, reader).filter(({ label }) => label !== say(text.requested, locale)) },
      ...(elements.length > 0 ? [{ kind: 'actions' as const, elements }] : []),
    ],
  };
}

/** Empty where nothing is left to say. */
export function actingButtons(leave: Leave, reader: Reader): Button[] {
  const { locale, zone, now } = reader;
  if (!mayAnswerAsActing(leave, zone, now)) return [];
  const decline = button('leave.actingDecline', text.decline, leave.id, reader, {
    confirm: {
      title: say(text.declineTitle, locale),
      text: say(text.declineText, locale),
      yes: say(text.decline, locale),
      no: say(text.keepAccepting, locale),
    },
  });
  return leave.acting?.answer === 'asked'
    ? [button('leave.actingAccept', text.accept, leave.id, reader, { style: 'primary' }), decline]
    : [decline];
}
