import { type Reader, when } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import { opensAt } from '../attendance/rules.js';
import type { Meeting } from '../meeting.js';
import { type Facts, sameFacts, type Version } from './news.js';
import { aboutMeeting, type Shown, timeOfMeeting } from './shown.js';
import type { Standing } from './standing.js';
import { sentences, text } from './text.js';

/**
 * The button's value says which version it acknowledges: a press after a change acknowledges nothing. `where`: on the notice, which then shows
 * that it is acknowledged, or on a reminder, which stays as it is.
 */
export const acknowledgeButton = ({ id, sequence }: Meeting, { locale }: Reader, where: 'notice' | 'elsewhere' = 'notice'): Button => ({
  kind: 'button',
  id: 'meeting.acknowledge',
  label: say(text.acknowledge, locale),
  value: where === 'notice' ? `${id}:${sequence}` : `${id}:${sequence}:${where}`,
  style: 'primary',
});

function buttons(meeting: Meeting, standing: Standing, reader: Reader, where: 'notice' | 'elsewhere' = 'notice'): CardBlock {
  const waiting = standing.acknowledgedAt === undefined && !standing.excused;
  return {
    kind: 'actions',
    elements: [
      ...(waiting ? [acknowledgeButton(meeting, reader, where)] : []),
      ...(standing.excused ? [] : [button('leave.absence', text.absence, meeting.id, reader)]),
      button('meeting.details', text.details, meeting.id, reader),
      button('meeting.calendarFile', text.addToCalendar, meeting.id, reader),
      ...checkInButtons(meeting, reader),
    ],
  };
}

/** On the day. A notice that was read days before gets it with the next that is pressed on it; reminders have it all the same. */
export const checkInButtons = (meeting: Meeting, reader: Reader): Button[] =>
  reader.now < opensAt(meeting) ? [] : [button('meeting.checkIn', text.checkIn, meeting.id, reader)];

export function standingWords({ acknowledgedAt, excused }: Standing, reader: Reader): string {
  if (excused) return say(text.excused, reader.locale);
  if (acknowledgedAt === undefined) return say(text.unacknowledged, reader.locale);
  return say(sentences.acknowledgedAt(when(acknowledgedAt, reader)), reader.locale);
}

function doneBlocks(standing: Standing, reader: Reader): CardBlock[] {
  if (standing.acknowledgedAt === undefined && !standing.excused) return [];
  return [{ kind: 'text', text: [{ text: '✓ ', bold: true }, standingWords(standing, reader)] }];
}

/** The notice, as it is now for somebody who has or has not acknowledged it. */
export function noticeCard(shown: Shown, standing: Standing, reader: Reader, where: 'notice' | 'elsewhere' = 'notice'): Card {
  const { meeting } = shown;
  const { locale } = reader;
  return {
    summary: say(sentences.notice(meeting.title, timeOfMeeting(meeting, reader)), locale),
    blocks: [
      { kind: 'heading', text: meeting.title },
      ...(meeting.emergency ? [{ kind: 'text' as const, text: [{ text: say(text.emergency, locale), bold: true }] }] : []),
      ...aboutMeeting(shown, reader, false),
      ...doneBlocks(standing, reader),
      buttons(meeting, standing, reader, where),
    ],
  };
}

/** Its time, place or link are others now. */
export function changedCard(shown: Shown, before: Facts, standing: Standing, reader: Reader): Card {
  const { meeting } = shown;
  const changed = say(sentences.changed(meeting.title), reader.locale);
  return {
    summary: [changed, ...differences(before, meeting, reader)].join('；'),
    blocks: [
      { kind: 'heading', text: changed },
      { kind: 'list', items: differences(before, meeting, reader).map((line) => [{ text: line, bold: true }]) },
      ...aboutMeeting(shown, reader, false),
      ...doneBlocks(standing, reader),
      buttons(meeting, standing, reader),
      ...(standing.acknowledgedAt === undefined
        ? [{ kind: 'note' as const, text: [say(shown.suspended ? text.acknowledgeSuspended : text.acknowledgeAnew, reader.locale)] }]
        : []),
    ],
  };
}

/** One line for each that is another, with the old and the new. */
function differences(before: Facts, after: Facts, reader: Reader): string[] {
  const { locale } = reader;
  if (sameFacts(before, after)) return [];
  const line = (label: Text, from: string | undefined, to: string | undefined): string[] => {
    const none = say(text.none, locale);
    return from === to ? [] : [say(sentences.changedFrom(say(label, locale), from ?? none, to ?? none), locale)];
  };
  return [
    ...line(text.time, timeOfMeeting(before, reader), timeOfMeeting(after, reader)),
    ...line(text.place, before.place, after.place),
    ...line(text.link, before.link, after.link),
  ];
}

/** Told before that they need not come, or that it is suspended. */
export function againCard(shown: Shown, standing: Standing, reader: Reader): Card {
  const notice = noticeCard(shown, standing, reader);
  return {
    summary: `${say(sentences.again(shown.meeting.title), reader.locale)}，${timeOfMeeting(shown.meeting, reader)}`,
    blocks: [...notice.blocks, { kind: 'note', text: [say(text.againNote, reader.locale)] }],
  };
}

/*
 * Nothing to come to. `known`: as the reader knew it until now. How the meeting is without them, its new title and place among it, is not for
 * them to see.
 */

export const removedCard = (known: Version, reader: Reader): Card =>
  overCard(sentences.removed(known.title), text.removedNote, known, reader);

export const cancelledCard = (known: Version, reader: Reader): Card =>
  overCard(sentences.cancelled(known.title), text.cancelledNote, known, reader);

function overCard(heading: Text, note: Text, known: Version, reader: Reader): Card {
  const { locale } = reader;
  return {
    summary: say(heading, locale),
    blocks: [
      { kind: 'heading', text: say(heading, locale) },
      { kind: 'text', text: [say(note, locale)] },
      { kind: 'facts', facts: plannedFacts(known, reader) },
    ],
  };
}

/** A card of before, once there is nothing to come to: a message of its own tells that, and twice the same would look like two messages. */
export function earlierCard(state: Meeting['state'], known: Version, reader: Reader): Card {
  const { locale } = reader;
  const status = say(state === 'cancelled' ? text.cancelled : text.removed, locale);
  return {
    summary: `${known.title}${locale === 'en' ? ', ' : '，'}${status}`,
    blocks: [
      { kind: 'heading', text: known.title },
      { kind: 'facts', facts: [{ label: say(text.status, locale), value: status }, ...plannedFacts(known, reader)] },
    ],
  };
}

const plannedFacts = (facts: Facts, reader: Reader) => [
  { label: say(text.plannedTime, reader.locale), value: timeOfMeeting(facts, reader) },
  { label: say(text.place, reader.locale), value: facts.place },
];

/** The one post in the office's channel. Nobody acknowledges there: whoever is expected has the notice. */
export function channelCard(shown: Shown, reader: Reader): Card {
  const { meeting } = shown;
  const { locale } = reader;
  if (meeting.scope !== 'bureau') {
    // Of what only some departments are told now, not even the title.
    const narrowed = say(text.narrowed, locale);
    return { summary: narrowed, blocks: [{ kind: 'text', text: [narrowed] }] };
  }
  if (meeting.state === 'cancelled') return cancelledCard(meeting, reader);
  return {
    summary: say(sentences.notice(meeting.title, timeOfMeeting(meeting, reader)), locale),
    blocks: [{ kind: 'heading', text: meeting.title }, ...aboutMeeting(shown, reader, false)],
  };
}
