import type { Reader } from '../../calendar/reader.js';
import type { Button, Card } from '../../chat/card.js';
import { say, type Text } from '../../chat/text.js';
import type { Meeting } from '../meeting.js';
import { acknowledgeButton, plainButton } from './cards.js';
import { linked, timeOfMeeting } from './shown.js';
import { sentences, text } from './text.js';

/** Before the start. Whoever has not acknowledged can do so here. */
export const reminderCard = (meeting: Meeting, acknowledged: boolean, reader: Reader): Card =>
  shortCard(sentences.reminder(meeting.title, timeOfMeeting(meeting, reader), meeting.place), meeting, acknowledged, reader);

export const nudgeCard = (meeting: Meeting, acknowledged: boolean, reader: Reader): Card =>
  shortCard(sentences.nudge(meeting.title, timeOfMeeting(meeting, reader), meeting.place), meeting, acknowledged, reader);

function shortCard(sentence: Text, meeting: Meeting, acknowledged: boolean, reader: Reader): Card {
  const { locale } = reader;
  const buttons: Button[] = [
    ...(acknowledged ? [] : [acknowledgeButton(meeting, reader, 'elsewhere')]),
    ...(acknowledged ? [] : [plainButton('leave.absence', text.absence, meeting, reader)]),
    plainButton('meeting.details', text.details, meeting, reader),
    plainButton('meeting.checkIn', text.checkIn, meeting, reader),
  ];
  return {
    summary: say(sentence, locale),
    blocks: [
      { kind: 'text', text: [say(sentence, locale)] },
      ...(meeting.link ? [{ kind: 'text' as const, text: linked(meeting.link, say(text.openLink, locale)) }] : []),
      { kind: 'actions', elements: buttons },
    ],
  };
}
