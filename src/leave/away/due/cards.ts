import type { Instant } from '../../../calendar/instant.js';
import { type Reader, when } from '../../../calendar/reader.js';
import type { Card, CardBlock } from '../../../chat/card.js';
import { button } from '../../../chat/cards.js';
import { say, type Text } from '../../../chat/text.js';
import { halfDayOf } from '../../half-days.js';
import { halfDayWords, periodWords, type Shown } from '../../shown.js';
import { actingText, kindText } from '../../text.js';
import { sentences, text } from './text.js';

/** `backAt`: when they are due back. */
type Message = Shown & { readonly backAt: Instant };

function card(heading: Text, { leave, backAt }: Message, reader: Reader, more: readonly CardBlock[]): Card {
  const { locale } = reader;
  return {
    summary: say(heading, locale),
    blocks: [
      { kind: 'heading', text: say(heading, locale) },
      {
        kind: 'facts',
        facts: [
          { label: say(text.period, locale), value: periodWords(leave.period, reader) },
          { label: say(text.backOn, locale), value: when(backAt, reader) },
        ],
      },
      ...more,
    ],
  };
}

const kindOf = ({ leave }: Message): Text => kindText[leave.kind];
const note = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });

/** To the member, the workday before. `actingAway`: whoever is to be in charge is away as well. */
export function beforeCard(message: Message & { readonly actingAway: boolean }, reader: Reader): Card {
  const { locale } = reader;
  const { leave, nameOf, actingAway } = message;
  const { acting } = leave;
  const answer = acting && (actingAway ? text.away : actingText[acting.answer]);
  const who = acting && answer ? `${nameOf(acting.memberId)}　${say(answer, locale)}` : say(text.nobody, locale);
  const isMissing = acting !== undefined && (actingAway || acting.answer === 'declined');
  const begins = halfDayWords(leave.period.from, reader, leave.period.from.half === 'afternoon');
  return card(sentences.before(kindOf(message), begins), message, reader, [
    { kind: 'facts', facts: [{ label: say(text.acting, locale), value: who }] },
    ...(isMissing ? [note(text.another, reader)] : acting?.answer === 'asked' ? [note(text.unanswered, reader)] : []),
    {
      kind: 'actions',
      elements: [
        ...(isMissing ? [button('leave.nameActing', text.nameAnother, leave.id, reader)] : []),
        button('leave.view', text.view, leave.id, reader),
      ],
    },
  ]);
}

/** To whoever is in charge meanwhile. */
export const beginCard = (message: Message, reader: Reader): Card =>
  card(sentences.begin(message.nameOf(message.leave.memberId), kindOf(message)), message, reader, []);

/** To the member, when it is over: `again` where they have been asked before. */
export function backCard(message: Message, again: boolean, reader: Reader): Card {
  const { leave, backAt } = message;
  const heading = again ? sentences.nudge(kindOf(message), dayWords(backAt, reader)) : sentences.return(kindOf(message));
  return card(heading, message, reader, [
    {
      kind: 'actions',
      elements: [
        button('leave.reportBack', text.back, leave.id, reader, { style: 'primary' }),
        button('leave.change', text.change, leave.id, reader),
      ],
    },
    note(text.howBack, reader),
  ]);
}

/** To whoever approved it. */
export function overdueCard(message: Message, reader: Reader): Card {
  const { locale } = reader;
  const { leave, department, nameOf, backAt } = message;
  const name = nameOf(leave.memberId);
  return card(sentences.approver(name, kindOf(message), dayWords(backAt, reader)), message, reader, [
    {
      kind: 'facts',
      facts: [
        { label: say(text.member, locale), value: name },
        { label: say(text.department, locale), value: department },
      ],
    },
  ]);
}

const dayWords = (at: Instant, reader: Reader): string => halfDayWords(halfDayOf(at, reader.zone), reader, false);
