import type { Instant } from '../../calendar/instant.js';
import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import type { Field, Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { intervalOf, type Meeting } from '../../meeting/meeting.js';
import { REASON_KINDS, type Reason } from './absence.js';
import { answerButtons, factsOf, type Shown, withdrawButton } from './cards.js';
import { isLateToAsk, MOST_CHARACTERS, mayWithdraw, type Verdict } from './rules.js';
import { reasonText, text, verdictText } from './text.js';

const note = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });

/** `context` carries the meeting as it was when the form was opened: what was read is what is asked about. `since`: when they were put on the list. */
export function requestForm(meeting: Meeting, since: Instant, reader: Reader): Form {
  const { locale, now } = reader;
  const isLateNow = isLateToAsk(meeting, now, since);
  return {
    id: 'leave.absenceRequest',
    title: say(text.title, locale),
    submit: say(text.submit, locale),
    close: say(text.close, locale),
    context: `${meeting.sequence}:${meeting.id}`,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: say(text.meeting, locale), value: meeting.title },
          { label: say(text.time, locale), value: fromTo(intervalOf(meeting), reader) },
          ...(isLateNow ? [] : [{ label: say(text.deadline, locale), value: when(meeting.absenceDeadlineAt, reader) }]),
        ],
      },
      ...(isLateNow ? [note(text.lateForm, reader)] : []),
      {
        kind: 'field',
        name: 'kind',
        label: say(text.reason, locale),
        input: {
          kind: 'choice',
          look: 'radio',
          options: REASON_KINDS.map((kind) => ({ label: say(reasonText[kind], locale), value: kind })),
        },
      },
      {
        kind: 'field',
        name: 'detail',
        label: say(text.detail, locale),
        hint: say(text.detailHint, locale),
        optional: true,
        input: { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS },
      },
      ...(meeting.substitutes ? [substituteField(reader)] : []),
      note(text.privacy, reader),
    ],
  };
}

const substituteField = ({ locale }: Reader): Field => ({
  kind: 'field',
  name: 'substitute',
  label: say(text.substitute, locale),
  hint: say(text.substituteHint, locale),
  optional: true,
  input: { kind: 'search', source: 'leave.substitutes', placeholder: say(text.search, locale) },
});

function reasonBlocks(reason: Reason | undefined, reader: Reader): CardBlock[] {
  const { locale } = reader;
  if (!reason) return [note(text.noReason, reader)];
  return [
    { kind: 'text', text: [{ text: say(text.reason, locale), bold: true }, `　${say(reasonText[reason.kind], locale)}`] },
    ...(reason.detail === '' ? [] : [{ kind: 'quote' as const, text: [reason.detail] }]),
  ];
}

/** What whoever decides sees: the reason, and the choice that fits; settled ones can only be looked at. */
export function decisionForm(shown: Shown, reason: Reason | undefined, reader: Reader): Form {
  const { locale } = reader;
  const { absence } = shown;
  const verdicts: readonly Verdict[] = absence.late ? ['approve-late', 'refuse'] : ['approve', 'refuse'];
  const isPending = absence.state === 'pending';
  const late: CardBlock[] = absence.late ? [{ kind: 'text', text: [{ text: say(text.lateMark, locale), bold: true }] }] : [];
  const fields: Field[] = [
    {
      kind: 'field',
      name: 'verdict',
      label: say(text.verdict, locale),
      input: { kind: 'choice', look: 'radio', options: verdicts.map((one) => ({ label: say(verdictText[one], locale), value: one })) },
    },
    {
      kind: 'field',
      name: 'words',
      label: say(text.refusalReason, locale),
      hint: say(text.refusalHint, locale),
      optional: true,
      input: { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS },
    },
  ];
  return {
    id: 'leave.absenceDecision',
    title: say(text.title, locale),
    ...(isPending ? { submit: say(text.submit, locale) } : {}),
    close: say(text.close, locale),
    context: absence.id,
    blocks: [
      ...late,
      { kind: 'facts', facts: factsOf(shown, reader) },
      ...reasonBlocks(reason, reader),
      ...(isPending ? fields : []),
      note(text.approverNote, reader),
    ],
  };
}

/** The applicant's own request, with what was written on either side. */
export function ownForm(shown: Shown, reason: Reason | undefined, refusal: string | undefined, reader: Reader): Form {
  const { locale } = reader;
  const { absence, meeting } = shown;
  return {
    id: 'leave.own',
    title: say(text.title, locale),
    close: say(text.close, locale),
    context: absence.id,
    blocks: [
      { kind: 'facts', facts: factsOf(shown, reader) },
      ...reasonBlocks(reason, reader),
      ...(refusal
        ? [
            { kind: 'text' as const, text: [{ text: say(text.refusalReason, locale), bold: true }] },
            { kind: 'quote' as const, text: [refusal] },
          ]
        : []),
      ...(mayWithdraw(absence, meeting, reader.now)
        ? [
            {
              kind: 'actions' as const,
              elements: absence.state === 'asked' ? answerButtons(absence, reader) : [withdrawButton(absence, reader)],
            },
          ]
        : []),
      note(text.privacy, reader),
    ],
  };
}
