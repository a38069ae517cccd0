import { fromTo, type Reader } from '../../../calendar/reader.js';
import type { Card, CardBlock } from '../../../chat/card.js';
import { button } from '../../../chat/cards.js';
import { say, type Text } from '../../../chat/text.js';
import { intervalOf } from '../../../meeting/meeting.js';
import { isLateToAsk } from '../../absence/rules.js';
import { reasonText } from '../../absence/text.js';
import { periodWords } from '../../shown.js';
import { kindText } from '../../text.js';
import { type Overlap, reasonOf } from './overlap.js';
import { sentences, text } from './text.js';

/** The one tap carries which meeting and which leave; the service looks at both again. */
export const overlapValue = ({ meeting, leave }: Pick<Overlap, 'meeting' | 'leave'>): string => `${meeting.id}:${leave.id}`;

export function overlapCard(overlap: Overlap, reader: Reader): Card {
  const { locale, now } = reader;
  const { meeting, leave, state } = overlap;
  const heading = say(sentences.overlap(meeting.title, kindText[leave.kind]), locale);
  const fact = (label: Text, value: string) => ({ label: say(label, locale), value });
  const isPrepared = state === 'prepared' && now < meeting.startsAt;
  const reason = reasonOf(leave, reader);
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: heading },
      {
        kind: 'facts',
        facts: [
          fact(text.time, fromTo(intervalOf(meeting), reader)),
          ...(state === 'settled' ? [] : [fact(text.leave, `${say(kindText[leave.kind], locale)}　${periodWords(leave.period, reader)}`)]),
          ...(isPrepared ? [fact(text.reason, `${say(reasonText[reason.kind], locale)}　${reason.detail}`)] : []),
        ],
      },
      ...(isPrepared ? prepared(overlap, reader) : []),
      ...(state === 'prepared' ? [] : [{ kind: 'text' as const, text: [say(text[state], locale)] }]),
    ],
  };
}

function prepared({ meeting, leave, since }: Overlap, reader: Reader): CardBlock[] {
  const { locale, now } = reader;
  return [
    ...(isLateToAsk(meeting, now, since) ? [{ kind: 'text' as const, text: [{ text: say(text.late, locale), bold: true }] }] : []),
    {
      kind: 'actions',
      elements: [
        button('leave.submitPrepared', text.submit, overlapValue({ meeting, leave }), reader, { style: 'primary' }),
        button('leave.absence', text.fillIn, meeting.id, reader),
      ],
    },
    { kind: 'note', text: [say(text.how, locale)] },
  ];
}
