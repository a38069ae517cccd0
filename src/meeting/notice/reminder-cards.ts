import { type Reader, readerOf } from '../../calendar/reader.js';
import type { Button, Card } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import type { Member } from '../../org/member.js';
import type { Meeting } from '../meeting.js';
import { acknowledgeButton, checkInButtons } from './cards.js';
import { linked, timeOfMeeting } from './shown.js';
import { sentences, text } from './text.js';

/** Before the start. Whoever has not acknowledged can do so here. */
export const reminderCard = (meeting: Meeting, acknowledged: boolean, reader: Reader): Card =>
  shortCard(sentences.reminder(meeting.title, timeOfMeeting(meeting, reader), meeting.place), meeting, acknowledged, reader);

export const nudgeCard = (meeting: Meeting, acknowledged: boolean, reader: Reader): Card =>
  shortCard(sentences.nudge(meeting.title, timeOfMeeting(meeting, reader), meeting.place), meeting, acknowledged, reader);

/** To whoever goes instead of somebody (代会人): there is nothing to acknowledge, and it is no meeting of theirs to be excused from. */
export const standInReminderCard = (meeting: Meeting, _acknowledged: boolean, reader: Reader): Card =>
  cardWith(sentences.standInReminder(meeting.title, timeOfMeeting(meeting, reader), meeting.place), meeting, reader, []);

type Waiting = { readonly member: Pick<Member, 'locale'>; readonly acknowledged: boolean };

/** Most people's are the same: each is made once. */
export function eachOnce(card: typeof nudgeCard, meeting: Meeting, office: Parameters<typeof readerOf>[0]): (one: Waiting) => Card {
  const made = new Map<string, Card>();
  return ({ member, acknowledged }) => {
    const kind = `${member.locale} ${acknowledged}`;
    const known = made.get(kind) ?? card(meeting, acknowledged, readerOf(office, member));
    made.set(kind, known);
    return known;
  };
}

function shortCard(sentence: Text, meeting: Meeting, acknowledged: boolean, reader: Reader): Card {
  return cardWith(sentence, meeting, reader, [
    ...(acknowledged ? [] : [acknowledgeButton(meeting, reader, 'elsewhere')]),
    ...(acknowledged ? [] : [button('leave.absence', text.absence, meeting.id, reader)]),
    button('meeting.details', text.details, meeting.id, reader),
  ]);
}

function cardWith(sentence: Text, meeting: Meeting, reader: Reader, own: readonly Button[]): Card {
  const { locale } = reader;
  const buttons = [...own, ...checkInButtons(meeting, reader)];
  return {
    summary: say(sentence, locale),
    blocks: [
      { kind: 'text', text: [say(sentence, locale)] },
      ...(meeting.link ? [{ kind: 'text' as const, text: linked(meeting.link, say(text.openLink, locale)) }] : []),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
    ],
  };
}
