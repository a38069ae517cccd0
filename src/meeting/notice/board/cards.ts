import type { Instant } from '../../../calendar/instant.js';
import { type Reader, when } from '../../../calendar/reader.js';
import type { Card, CardBlock } from '../../../chat/card.js';
import { say } from '../../../chat/text.js';
import { cancelButton } from '../../announce/cards.js';
import type { Meeting } from '../../meeting.js';
import type { MissingIn } from '../missing.js';
import { timeOfMeeting } from '../shown.js';
import { sentences, text } from '../text.js';

/** How the notice stands, in people. */
export type Figures = {
  readonly expected: number;
  readonly acknowledged: number;
  readonly missing: number;
  readonly excused: number;
  readonly held: number;
  readonly heldUntil: Instant | undefined;
  readonly withoutAccount: number;
};

/** A card of a few thousand characters at most: more stands in the form, page by page. */
const MOST_DEPARTMENTS = 20;
const MOST_NAMES = 12;

/** To the organizer who announced it; it counts along. `missing`: named once the last nudge has gone out. */
export function boardCard(meeting: Meeting, figures: Figures, missing: readonly MissingIn[] | undefined, reader: Reader): Card {
  const { locale } = reader;
  const heading = say(sentences.boardOf(meeting.title), locale);
  const people = (count: number) => say(sentences.people(count), locale);
  const until = figures.heldUntil;
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: heading },
      ...(meeting.state === 'cancelled' ? [{ kind: 'text' as const, text: [{ text: say(text.cancelled, locale), bold: true }] }] : []),
      {
        kind: 'facts',
        facts: [
          { label: say(text.time, locale), value: timeOfMeeting(meeting, reader) },
          { label: say(text.place, locale), value: meeting.place },
          { label: say(text.expected, locale), value: people(figures.expected) },
          { label: say(text.received, locale), value: people(figures.acknowledged) },
          { label: say(text.notReceived, locale), value: people(figures.missing) },
          ...(figures.excused > 0 ? [{ label: say(text.excused, locale), value: people(figures.excused) }] : []),
          ...(figures.held > 0 && until !== undefined
            ? [{ label: say(text.held, locale), value: say(sentences.heldUntil(figures.held, when(until, reader)), locale) }]
            : []),
          ...(figures.withoutAccount > 0
            ? [{ label: say(text.withoutAccount, locale), value: say(sentences.inTheList(figures.withoutAccount), locale) }]
            : []),
        ],
      },
      ...(missing && missing.length > 0 && meeting.state === 'announced' ? named(missing, reader) : []),
      ...(meeting.state === 'announced' ? [boardButtons(meeting, reader)] : []),
    ],
  };
}

function named(missing: readonly MissingIn[], { locale }: Reader): CardBlock[] {
  const shown = missing.slice(0, MOST_DEPARTMENTS);
  return [
    { kind: 'text', text: [{ text: say(text.missingByDepartment, locale), bold: true }] },
    {
      kind: 'list',
      items: shown.map(({ department, names }) => [
        { text: department, bold: true },
        `　${say(sentences.namesOf(names.slice(0, MOST_NAMES), names.length), locale)}`,
      ]),
    },
    ...(missing.length > shown.length ? [{ kind: 'note' as const, text: [say(text.moreMissing, locale)] }] : []),
  ];
}

function boardButtons(meeting: Meeting, reader: Reader): CardBlock {
  const { id: value } = meeting;
  const { locale } = reader;
  return {
    kind: 'actions',
    elements: [
      { kind: 'button', id: 'meeting.openCheckIn', label: say(text.openCheckIn, locale), value },
      { kind: 'button', id: 'meeting.missing', label: say(text.missingList, locale), value },
      { kind: 'button', id: 'meeting.change', label: say(text.change, locale), value },
      cancelButton(meeting, reader),
    ],
  };
}
