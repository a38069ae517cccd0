import type { Reader } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say } from '../../chat/text.js';
import type { Leave, LeaveKind } from '../leave.js';
import { periodWords, type Shown } from '../shown.js';
import { kindText } from '../text.js';
import { actingButtons, ownButtons } from './cards.js';
import { formSentences, formText } from './form-text.js';
import { unclearBlocks } from './forms.js';
import { needsMember } from './may.js';
import type { Mine } from './own/own.js';
import { lineOf } from './preview.js';
import { sentences, text } from './text.js';

/** What a member may ask for, and whether for others as well. */
export type Offer = { readonly kinds: readonly LeaveKind[]; readonly onBehalf: boolean };

/** What waits for the member themselves: to be changed, confirmed, reported back from, answered. */
export function taskBlocks({ own, asked, more }: Mine, reader: Reader): CardBlock[] {
  const waiting = own.filter((leave) => needsMember(leave, reader.zone, reader.now));
  return [
    ...asked.flatMap((shown) => askedBlocks(shown, reader)),
    ...waiting.flatMap((leave): CardBlock[] => [
      { kind: 'text', text: [lineOf(leave, reader)] },
      { kind: 'actions', elements: [button('leave.view', text.view, leave.id, reader), ...ownButtons(leave, reader)] },
    ]),
    ...(more > 0 ? [{ kind: 'note' as const, text: [say(formSentences.moreWaiting(more), reader.locale)] }] : []),
  ];
}

function askedBlocks(shown: Shown, reader: Reader): CardBlock[] {
  const { leave, nameOf } = shown;
  const { locale } = reader;
  const sentence = say(sentences.asksActing(nameOf(leave.memberId), say(kindText[leave.kind], locale)), locale);
  return [
    { kind: 'text', text: [sentence, `　${periodWords(leave.period, reader)}`] },
    { kind: 'actions', elements: actingButtons(leave, reader) },
  ];
}

/** One's own requests that are open, and what may be asked for. */
export function mineBlocks({ own }: Pick<Mine, 'own'>, offer: Offer, reader: Reader): CardBlock[] {
  const { locale } = reader;
  return [
    { kind: 'heading', text: say(formText.mine, locale) },
    ...own.flatMap((leave): CardBlock[] => [
      { kind: 'text', text: [lineOf(leave, reader)] },
      { kind: 'actions', elements: [button('leave.view', text.view, leave.id, reader)] },
    ]),
    { kind: 'actions', elements: offerButtons(offer, reader) },
  ];
}

function offerButtons({ kinds, onBehalf }: Offer, reader: Reader): Button[] {
  return [
    ...kinds.map((kind): Button => button('leave.new', kindText[kind], kind, reader)),
    button('leave.list', formText.all, '0', reader),
    ...(onBehalf ? [button('leave.behalf', formText.behalf, '', reader)] : []),
  ];
}

/** A line was typed where no form can be opened: a button does. */
export function fillInCard(draftId: string, unclear: readonly string[], { locale }: Reader): Card {
  return {
    summary: say(formText.fillIn, locale),
    blocks: [
      { kind: 'text', text: [say(formText.fillInHint, locale)] },
      ...unclearBlocks(unclear, { locale }),
      {
        kind: 'actions',
        elements: [{ kind: 'button', id: 'leave.draftBack', label: say(formText.fillIn, locale), value: draftId, style: 'primary' }],
      },
    ],
  };
}

/** What a member may report back from, where they typed the word or there is more than one. */
export function backCard(leaves: readonly Leave[], reader: Reader): Card {
  const { locale } = reader;
  return {
    summary: say(formText.backTitle, locale),
    blocks: leaves.flatMap((leave): CardBlock[] => [
      { kind: 'text', text: [lineOf(leave, reader)] },
      { kind: 'actions', elements: [button('leave.reportBack', text.back, leave.id, reader, { style: 'primary' })] },
    ]),
  };
}

/** Something is wrong with what stood in the form a moment ago: back to it, with everything typed. */
export const wrongNow = (sentence: string, draftId: string, reader: Reader): CardBlock[] => [
  { kind: 'text', text: [sentence] },
  { kind: 'actions', elements: [button('leave.draftBack', formText.back, draftId, reader)] },
];
