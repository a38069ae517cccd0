import { fromTo, type Reader } from '../../calendar/reader.js';
import type { Button, Card, CardBlock } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import type { Form } from '../../chat/form.js';
import { say, type Text } from '../../chat/text.js';
import { intervalOf, type Meeting } from '../meeting.js';
import { text as noticeText } from '../notice/text.js';
import { sentences, text } from './text.js';
import { unclearBlocks } from './unclear.js';

/** `counted`: its check-in is closed. `over`: its attendance alone may still be kept. `cases`: they see what gives way to it. */
type Line = {
  readonly meeting: Meeting;
  readonly organizes: boolean;
  readonly insteadOf: string | undefined;
  readonly suspended: boolean;
  readonly counted: boolean;
  readonly over: boolean;
  readonly cases: boolean;
};

/** A card and a Home tab take so many lines; the next ones matter. */
const MOST = 10;

/** Of which list a page is: all that somebody sees, those that they organize, those of them that are over. */
const LISTS = ['all', 'own', 'past'] as const;
export type ListOf = (typeof LISTS)[number];
export const listOf = (said: string | undefined): ListOf => LISTS.find((one) => one === said) ?? 'all';
const pageButton = (label: Text, page: number, of: ListOf, reader: Reader): Button =>
  button('meeting.listPage', label, of === 'all' ? `${page}` : `${page}:${of}`, reader);

const announceButton = (reader: Reader): Button => ({ kind: 'button', id: 'meeting.new', label: say(text.announce, reader.locale) });

/** The coming meetings; whoever organizes one has the buttons to change it, and to announce another. `own`: only those that they organize. */
export function listBlocks(listed: readonly Line[], organizer: boolean, reader: Reader, { own = false } = {}): CardBlock[] {
  const { locale } = reader;
  return [
    { kind: 'heading', text: say(own ? text.organized : text.title, locale) },
    ...(listed.length === 0 ? [{ kind: 'note' as const, text: [say(own ? text.noneOrganized : text.none, locale)] }] : []),
    ...listed.slice(0, MOST).flatMap((line) => lineBlocks(line, reader)),
    ...(listed.length > MOST ? [{ kind: 'note' as const, text: [say(sentences.further(listed.length - MOST), locale)] }] : []),
    ...actionsOf([
      ...(organizer ? [announceButton(reader)] : []),
      ...(listed.length > MOST ? [pageButton(text.later, 1, own ? 'own' : 'all', reader)] : []),
      ...(organizer ? [pageButton(text.past, 0, 'past', reader)] : []),
    ]),
  ];
}

/** Those that somebody organizes, where there is no room for them: the way to the list. */
export const organizedBlocks = (reader: Reader): CardBlock[] => [
  { kind: 'heading', text: say(text.organized, reader.locale) },
  ...actionsOf([announceButton(reader), pageButton(text.list, 0, 'own', reader), pageButton(text.past, 0, 'past', reader)]),
];

/** All of them, page by page. */
export function listForm(listed: readonly Line[], page: number, of: ListOf, reader: Reader): Form {
  const here = Math.min(page, Math.max(0, Math.ceil(listed.length / MOST) - 1));
  return {
    id: 'meeting.list',
    title: say(of === 'past' ? text.past : text.title, reader.locale),
    close: say(text.closeList, reader.locale),
    context: '',
    blocks: [
      ...(listed.length === 0 ? [{ kind: 'note' as const, text: [say(of === 'past' ? text.nonePast : text.none, reader.locale)] }] : []),
      ...listed.slice(here * MOST, (here + 1) * MOST).flatMap((line) => lineBlocks(line, reader)),
      ...actionsOf([
        ...(here > 0 ? [pageButton(of === 'past' ? text.later : text.earlier, here - 1, of, reader)] : []),
        ...((here + 1) * MOST < listed.length ? [pageButton(of === 'past' ? text.earlier : text.later, here + 1, of, reader)] : []),
      ]),
    ],
  };
}

const actionsOf = (elements: readonly Button[]): CardBlock[] => (elements.length > 0 ? [{ kind: 'actions', elements }] : []);

function lineBlocks({ meeting, organizes, insteadOf, suspended, counted, over, cases }: Line, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const line: CardBlock = {
    kind: 'text',
    text: [
      { text: meeting.title, bold: true },
      `　${fromTo(intervalOf(meeting), reader)}　${meeting.place}${insteadOf ? `　${say(sentences.insteadOf(insteadOf), locale)}` : ''}${suspended ? `　${say(text.suspended, locale)}` : ''}`,
    ],
  };
  if (!organizes) return [line];
  return [
    line,
    {
      kind: 'actions',
      elements: [
        ...(over ? [] : [button('meeting.change', text.change, meeting.id, reader)]),
        ...(counted ? [button('meeting.report', text.attendance, meeting.id, reader)] : []),
        ...(counted || suspended ? [] : [openCheckInButton(meeting, over, reader)]),
        ...(cases ? [button('meeting.cases', text.cases, meeting.id, reader)] : []),
        ...(over ? [] : [button('meeting.missing', noticeText.missingList, meeting.id, reader), cancelButton(meeting, reader)]),
      ],
    },
  ];
}

/** Once a meeting is over it is asked whether its attendance is to be entered after all. */
function openCheckInButton({ id }: Meeting, over: boolean, reader: Reader): Button {
  if (!over) return button('meeting.openCheckIn', text.openCheckIn, id, reader);
  const title = say(text.openCheckIn, reader.locale);
  return button('meeting.openCheckIn', text.openCheckIn, id, reader, {
    confirm: { title, text: say(text.sureToOpenAfterwards, reader.locale), yes: title, no: say(text.notOpened, reader.locale) },
  });
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
