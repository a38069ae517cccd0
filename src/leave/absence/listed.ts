import { readerOf, when } from '../../calendar/reader.js';
import type { CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import type { Caller } from '../../chat/dispatch.js';
import { say, type Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { LeaveDeps } from '../deps.js';
import { statusOf } from './cards.js';
import { waitingFor } from './decision-service.js';
import { comingOf } from './request-service.js';
import { sentences, text } from './text.js';

/** What waits for somebody's decision, and the meetings ahead of them with a way to be excused; at most `most` of each, two blocks each. */
export async function absenceBlocks(tx: Tx, deps: LeaveDeps, caller: Caller, most: number): Promise<CardBlock[]> {
  const reader = readerOf(deps, caller);
  const { locale } = reader;
  const waiting = await waitingFor(tx, deps, caller.memberId, most);
  const coming = await comingOf(tx, deps, caller.memberId, most);
  const heading = (words: Text): CardBlock => ({ kind: 'heading', text: say(words, locale) });
  return [
    ...(waiting.length > 0 ? [heading(text.waiting)] : []),
    ...waiting.flatMap(({ absence, meeting, applicant }): CardBlock[] => [
      { kind: 'text', text: [say(sentences.asks(applicant.name, meeting.title), locale)] },
      { kind: 'actions', elements: [button('leave.absenceDecide', text.decide, absence.id, reader, { style: 'primary' })] },
    ]),
    ...(coming.length > 0 ? [heading(text.coming)] : []),
    ...coming.flatMap(({ meeting, absence, suspended }): CardBlock[] => [
      {
        kind: 'text',
        text: [
          { text: meeting.title, bold: true },
          `　${when(meeting.startsAt, reader)}${suspended ? `　${say(text.suspended, locale)}` : ''}${absence ? `　${statusOf({ absence, decidedBy: undefined }, reader)}` : ''}`,
        ],
      },
      ...(suspended && !absence
        ? []
        : [
            {
              kind: 'actions' as const,
              elements: [
                absence
                  ? button('leave.absenceView', text.view, absence.id, reader)
                  : button('leave.absence', text.request, meeting.id, reader),
              ],
            },
          ]),
    ]),
  ];
}
