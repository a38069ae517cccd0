import { type Reader, when } from '../../calendar/reader.js';
import type { Card, CardBlock } from '../../chat/card.js';
import { say, type Text } from '../../chat/text.js';
import { hereButton } from '../reachability/cards.js';
import { acknowledgeButton } from './cards.js';
import { type Shown, timeOfMeeting } from './shown.js';
import { sentences, text } from './text.js';
import type { Waiting } from './typed-service.js';

/** Of each, so that all of them are within the blocks and characters of a message. */
const MOST_MEETINGS = 10;
const MOST_OTHERS = 5;
const MOST_CHECKS = 3;

/** In answer to 收到, where it is not clear of what: all that waits, each with its own button. `note`: what else is to be said. */
export function waitingCard({ unread, checks, suspended, standsInAt }: Waiting, reader: Reader, note?: Text): Card {
  const { locale } = reader;
  const nothing = checks.length === 0 && unread.length === 0;
  const line = (sentence: Text): CardBlock => ({ kind: 'text', text: [say(sentence, locale)] });
  const heading = unread.length > 0 ? sentences.whichReceived(unread.length) : text.nothingToAcknowledge;
  return {
    summary: say(heading, locale),
    blocks: [
      ...checks
        .slice(0, MOST_CHECKS)
        .flatMap((check): CardBlock[] => [
          line(sentences.checkWaits(when(check.closesAt, reader))),
          { kind: 'actions', elements: [hereButton(check, reader, 'elsewhere')] },
        ]),
      ...(nothing || unread.length > 0 ? [line(heading)] : []),
      ...unread
        .slice(0, MOST_MEETINGS)
        .flatMap(({ shown }): CardBlock[] => [
          about(shown, reader),
          { kind: 'actions', elements: [acknowledgeButton(shown.meeting, reader, 'elsewhere')] },
        ]),
      ...suspended.slice(0, MOST_OTHERS).map((shown) => about(shown, reader)),
      ...standsInAt.slice(0, MOST_OTHERS).map((shown) => about(shown, reader, text.standsInNote)),
      ...(note ? [line(note)] : []),
    ],
  };
}

function about({ meeting, suspended }: Shown, reader: Reader, otherwise?: Text): CardBlock {
  const note = suspended ? text.suspendedNote : otherwise;
  const facts = [{ text: meeting.title, bold: true }, `　${timeOfMeeting(meeting, reader)}　${meeting.place}`];
  return { kind: 'text', text: note ? [...facts, `\n${say(note, reader.locale)}`] : facts };
}
