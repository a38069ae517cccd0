import { fromTo, type Reader } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say } from '../../chat/text.js';
import { intervalOf, type Meeting } from '../meeting.js';
import { text as noticeText } from '../notice/text.js';
import { sentences, text } from './text.js';
import { unclearBlocks } from './unclear.js';

type Line = { readonly meeting: Meeting; readonly organizes: boolean; readonly suspended: boolean };

/** A card and a Home tab take so many lines; the next ones matter. */
const MOST = 10;

/** The coming meetings; whoever organizes one has the buttons to change it, and to announce another. */
export function listBlocks(listed: readonly Line[], organizer: boolean, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const announce: Button = { kind: 'button', id: 'meeting.new', label: say(text.announce, locale) };
  return [
    { kind: 'heading', text: say(text.title, locale) },
    ...(listed.length === 0 ? [{ kind: 'note' as const, text: [say(text.none, locale)] }] : []),
    ...listed.slice(0, MOST).flatMap((line) => lineBlocks(line, reader)),
    ...(listed.length > MOST ? [{ kind: 'note' as const, text: [say(sentences.further(listed.length - MOST), locale)] }] : []),
    ...(organizer ? [{ kind: 'actions' as const, elements: [announce] }] : []),
  ];
}

function lineBlocks({ meeting, organizes, suspended }: Line, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const line: CardBlock = {
    kind: 'text',
    text: [
      { text: meeting.title, bold: true },
      `　${fromTo(intervalOf(meeting), reader)}　${meeting.place}${suspended ? `　${say(text.suspended, locale)}` : ''}`,
    ],
  };
  if (!organizes) return [line];
  return [
    line,
    {
      kind: 'actions',
      elements: [
        button('meeting.change', text.change, meeting.id, reader),
        button('meeting.openCheckIn', text.openCheckIn, meeting.id, reader),
        button('meeting.missing', noticeText.missingList, meeting.id, reader),
        cancelButton(meeting, reader),
      ],
    },
  ];
}

/** Calling a meeting off is asked about twice; a button of an older meeting than there is now calls nothing off. */
export function cancelButton(meeting: Meeting, reader: Reader): Button {
  const { locale } = reader;
  return {
    kind: 'button',
    id: 'meeting.cancel',
    label: say(text.cancel, locale),
    value: `${meeting.id}:${meeting.sequence}`,
    style: 'danger',
    confirm: {
      title: say(text.cancel, locale),
      text: say(sentences.sureToCancel(meeting.title, fromTo(intervalOf(meeting), reader)), locale),
      yes: say(text.cancel, locale),
      no: say(text.keep, locale),
      danger: true,
    },
  };
}

/** A line was typed where no form can be opened: a button does. */
export function fillInCard(draftId: string, unclear: readonly string[], { locale }: Reader): Card {
  return {
    summary: say(text.fillIn, locale),
    blocks: [
      { kind: 'text', text: [say(text.fillInHint, locale)] },
      ...unclearBlocks(unclear, locale),
      {
        kind: 'actions',
        elements: [{ kind: 'button', id: 'meeting.back', label: say(text.fillIn, locale), value: draftId, style: 'primary' }],
      },
    ],
  };
}
