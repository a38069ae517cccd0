import { type Reader, when } from '../../calendar/reader.js';
import type { Card, CardBlock } from '../../chat/card.js';
import { say, type Text } from '../../chat/text.js';
import { hereButton } from '../reachability/cards.js';
import { acknowledgeButton } from './cards.js';
import { type Shown, timeOfMeeting } from './shown.js';
import { sentences, text } from './text.js';
import type { Waiting } from './typed-service.js';

const MOST_SHOWN = 10;

/** In answer to 收到, where it is not clear of what: all that waits, each with its own button. `note`: what else is to be said. */
export function waitingCard({ unread, checks, suspended, standsInAt }: Waiting, reader: Reader, note?: Text): Card {
  const { locale } = reader;
  const nothing = checks.length === 0 && unread.length === 0;
  const line = (sentence: Text): CardBlock => ({ kind: 'text', text: [say(sentence, locale)] });
  const blocks = [
    ...(nothing ? [line(text.nothingToAcknowledge)] : []),
    ...checks
      .slice(0, MOST_SHOWN)
      .flatMap((check): CardBlock[] => [
        line(sentences.checkWaits(when(check.closesAt, reader))),
        { kind: 'actions', elements: [hereButton(check, reader, 'elsewhere')] },
      ]),
    ...(unread.length > 0 ? [line(sentences.whichReceived(unread.length))] : []),
    ...unread
      .slice(0, MOST_SHOWN)
      .flatMap(({ shown }): CardBlock[] => [
        about(shown, reader),
        ...(shown.suspended ? [line(text.suspendedNote)] : []),
        { kind: 'actions', elements: [acknowledgeButton(shown.meeting, reader, 'elsewhere')] },
      ]),
    ...suspended.slice(0, MOST_SHOWN).flatMap((shown) => [about(shown, reader), line(text.suspendedNote)]),
    ...standsInAt
      .slice(0, MOST_SHOWN)
      .flatMap((shown) => [about(shown, reader), line(shown.suspended ? text.suspendedNote : text.standsInNote)]),
    ...(note ? [line(note)] : []),
  ];
  const [first] = blocks;
  return { summary: first?.kind === 'text' ? first.text.join('') : say(text.nothingToAcknowledge, locale), blocks };
}

const about = ({ meeting }: Shown, reader: Reader): CardBlock => ({
  kind: 'text',
  text: [{ text: meeting.title, bold: true }, `　${timeOfMeeting(meeting, reader)}　${meeting.place}`],
});
