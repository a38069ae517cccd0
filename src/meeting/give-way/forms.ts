import type { Interval } from '../../calendar/instant.js';
import { fromTo, type Reader, when } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import { button, field } from '../../chat/cards.js';
import type { Field, Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { timeOf } from '../activity/cards.js';
import { timeFields } from '../activity/forms.js';
import { caseFacts, changersNote, headline, idOf, ownerButtons, type Subject, stateLines } from './cards.js';
import type { Asked, Listed } from './decide-service.js';
import type { Choice } from './owner-service.js';
import type { CaseId, Viewed } from './reading.js';
import { isUnsettled } from './rules.js';
import { sentences, text } from './text.js';

export const MOST_CHARACTERS = 1_000;
export const OTHER_TIME = 'other';

/** A form that shows and is not sent. */
const shown = (title: Text, blocks: Form['blocks'], { locale }: Reader): Form => ({
  id: 'meeting.giveWayShown',
  title: say(title, locale),
  close: say(text.close, locale),
  context: '',
  blocks,
});
const bold = (sentence: string): CardBlock => ({ kind: 'text', text: [{ text: sentence, bold: true }] });

/** A case as it stands now, with what its owner can do, and why an organizer decided as they did. */
export function caseForm({ subject, owner, changes, answer, answered }: Viewed, reader: Reader): Form {
  const { locale } = reader;
  const buttons = owner ? ownerButtons(subject, changes, reader) : [];
  return shown(
    text.title,
    [
      bold(headline(subject, reader)),
      caseFacts(subject, reader),
      { kind: 'list', items: stateLines(subject, reader).map((line) => [line]) },
      ...(answered ? [{ kind: 'quote' as const, text: [answer ?? say(text.erased, locale)] }] : []),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
      ...(owner ? changersNote(subject, changes, reader) : []),
    ],
    reader,
  );
}

/** Slots free of bureau meetings, or another time. Held against all of them once more when it is sent. */
export function slotForm({ activity, slots }: Choice, { meetingId, activityId }: CaseId, reader: Reader): Form {
  const { locale } = reader;
  const options = slots.map((slot) => ({ label: fromTo(slot, reader), value: String(slot.start) }));
  const other = { label: say(text.otherTime, locale), value: OTHER_TIME };
  const [first = other] = options;
  return {
    id: 'meeting.giveWayMoved',
    title: say(text.move, locale),
    submit: say(text.confirmMove, locale),
    close: say(text.close, locale),
    context: `${meetingId}:${activityId}:${activity.sequence}`,
    blocks: [
      bold(activity.title),
      field(
        'slot',
        text.slots,
        { kind: 'choice', look: 'radio', options: [...options, other], initial: first.value },
        reader,
        options.length > 0 ? { hint: text.slotsHint } : {},
      ),
      ...timeFields(undefined, activity.place, reader).map((one): Field => ({ ...one, optional: true })),
    ],
  };
}

export function exemptForm({ subject }: Pick<Viewed, 'subject'>, reader: Reader): Form {
  const { locale } = reader;
  return {
    id: 'meeting.exemptionAsked',
    title: say(text.exempt, locale),
    submit: say(text.submit, locale),
    close: say(text.close, locale),
    context: idOf(subject.giveWay),
    blocks: [
      bold(headline(subject, reader)),
      field('reason', text.reason, { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS }, reader, { hint: text.reasonHint }),
    ],
  };
}

export function decideForm({ subject, reason }: Asked, reader: Reader): Form {
  const { locale } = reader;
  const { giveWay, meeting, activity, owner, asker } = subject;
  const blocks: CardBlock[] = [
    bold(say(sentences.exemptionAsked(asker ?? owner, activity.title, meeting.title), locale)),
    caseFacts(subject, reader),
    { kind: 'quote', text: [reason ?? say(text.erased, locale)] },
  ];
  // Decided meanwhile: by whom, instead of a question.
  if (giveWay.state !== 'exemption-asked')
    return shown(text.exempt, [...blocks, { kind: 'list', items: stateLines(subject, reader).map((line) => [line]) }], reader);
  return {
    id: 'meeting.exemptionDecided',
    title: say(text.exempt, locale),
    submit: say(text.submit, locale),
    close: say(text.close, locale),
    context: idOf(giveWay),
    blocks: [
      ...blocks,
      field(
        'decision',
        text.decision,
        {
          kind: 'choice',
          look: 'radio',
          options: [
            { label: say(text.grant, locale), value: 'grant' },
            { label: say(text.refuse, locale), value: 'refuse' },
          ],
        },
        reader,
      ),
      field('reason', text.reason, { kind: 'text', multiline: true, maxLength: MOST_CHARACTERS }, reader, { hint: text.answerHint }),
    ],
  };
}

/** Two blocks each: far below the hundred of a view. */
const PAGE = 20;

/** Every case of a meeting; those to be settled first. */
export function casesForm({ meeting, subjects }: Listed, page: number, reader: Reader): Form {
  const { locale } = reader;
  const ordered = [...subjects].sort((a, b) => Number(isUnsettled(b.giveWay)) - Number(isUnsettled(a.giveWay)));
  const here = Math.min(page, Math.max(0, Math.ceil(ordered.length / PAGE) - 1));
  const open = ordered.filter(({ giveWay }) => isUnsettled(giveWay)).length;
  const turns = [
    ...(here > 0 ? [button('meeting.casesPage', text.previous, `${meeting.id}:${here - 1}`, reader)] : []),
    ...((here + 1) * PAGE < ordered.length ? [button('meeting.casesPage', text.following, `${meeting.id}:${here + 1}`, reader)] : []),
  ];
  return shown(
    text.board,
    [
      bold(meeting.title),
      { kind: 'text', text: [say(ordered.length === 0 ? text.noCases : sentences.progress(open, ordered.length), locale)] },
      ...ordered.slice(here * PAGE, (here + 1) * PAGE).flatMap((subject) => caseLines(subject, reader)),
      ...(turns.length > 0 ? [{ kind: 'actions' as const, elements: turns }] : []),
    ],
    reader,
  );
}

function caseLines(subject: Subject, reader: Reader): CardBlock[] {
  const { giveWay, activity, department, owner } = subject;
  const until = giveWay.state === 'open' ? `　${say(text.deadline, reader.locale)} ${when(giveWay.terms.deadlineAt, reader)}` : '';
  const line: CardBlock = {
    kind: 'text',
    text: [
      { text: activity.title, bold: true },
      `　${department} ${owner}　${fromTo(timeOf(activity), reader)}　${stateLines(subject, reader).join('　')}${until}`,
    ],
  };
  if (giveWay.state !== 'exemption-asked') return [line];
  return [line, { kind: 'actions', elements: [button('meeting.exemption', text.decide, idOf(giveWay), reader, { style: 'primary' })] }];
}

export const takenText = (
  meeting: { readonly title: string; readonly startsAt: Interval['start']; readonly endsAt: Interval['end'] },
  reader: Reader,
) => say(sentences.taken(meeting.title, fromTo({ start: meeting.startsAt, end: meeting.endsAt }, reader)), reader.locale);
