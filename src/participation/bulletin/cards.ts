import { type Reader, when } from '../../calendar/reader.js';
import { dateWordsWithYear, periodWords } from '../../calendar/words.js';
import { dateOf } from '../../calendar/zone.js';
import type { Button, Card, CardBlock, Menu } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say, type Text } from '../../chat/text.js';
import { type BulletinText, isCorrected, isRefused, type View, type Who } from './bulletin.js';
import { type Month, periodOf } from './month.js';
import { sentences, text } from './text.js';
import { bulletinText, isWritten } from './words.js';

const note = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'note', text: [say(sentence, locale)] });
const bold = (sentence: Text, { locale }: Reader): CardBlock => ({ kind: 'text', text: [{ text: say(sentence, locale), bold: true }] });

/** What a press is about: the month, and the version somebody had before them. */
export const keyOf = ({ month, version }: Pick<View, 'month' | 'version'>): string => `${month}:${version}`;

/** An id would mean nothing to anybody. */
export const channelWords = (channel: string, { locale }: Reader): string =>
  channel.startsWith('#') ? channel : say(text.namedChannel, locale);

type Posted = Pick<View, 'text' | 'settled' | 'published' | 'version' | 'writtenAt'>;

const paragraphs = ({ introduction, body }: BulletinText): CardBlock[] =>
  [introduction, body].filter((part) => part !== '').map((part) => ({ kind: 'text', text: [part] }));

/** As it is posted: word for word what the office has written, signed by a department and dated. `reader`: of the channel. */
export function postCard(view: Posted, signed: string, reader: Reader): Card {
  const on = dateWordsWithYear(dateOf(view.settled?.at ?? reader.now, reader.zone), reader.locale);
  return {
    summary: view.text.heading,
    blocks: [
      { kind: 'heading', text: view.text.heading },
      ...paragraphs(view.text),
      note(sentences.signed(signed, on), reader),
      ...(isCorrected(view) ? [bold(sentences.correctedOn(when(view.writtenAt, reader)), reader)] : []),
    ],
  };
}

const monthWords = (month: Month, { locale }: Reader): string => periodWords(periodOf(month), locale);
const headingOf = (view: View, reader: Reader): string =>
  say(sentences[view.state === 'draft' ? 'draftOf' : 'bulletinOf'](monthWords(view.month, reader)), reader.locale);

/** Who did what to it, and when. */
export function statusSentences(view: View, reader: Reader): Text[] {
  const said = (sentence: (name: string, at: string) => Text, who: Who | undefined): Text[] =>
    who ? [sentence(who.name, when(who.at, reader))] : [];
  switch (view.state) {
    case 'draft':
      return isWritten(view) ? said(sentences.edited, view.writer) : [];
    case 'published': {
      const channel = channelWords(view.published?.channel ?? '', reader);
      const sentence = isRefused(view) ? sentences.notPosted : sentences.published;
      const published = said((name, at) => sentence(name, at, channel), view.settledWho);
      return isCorrected(view) ? [...published, ...said(isRefused(view) ? sentences.edited : sentences.corrected, view.writer)] : published;
    }
    case 'dismissed':
      return said(sentences.dismissed, view.settledWho);
  }
}

/** To each of the office: the draft until somebody has settled it, then who did. */
export function officeCard(view: View, reader: Reader): Card {
  const heading = headingOf(view, reader);
  const buttons = view.state === 'draft' ? draftButtons(view, reader) : isRefused(view) ? refusedButtons(view, reader) : [];
  return {
    summary: heading,
    blocks: [
      { kind: 'heading', text: heading },
      ...statusSentences(view, reader).map((one) => bold(one, reader)),
      ...contentOf(view, reader),
      ...(buttons.length > 0 ? [{ kind: 'actions' as const, elements: buttons }] : []),
      ...notesOf(view, reader).map((one) => note(one, reader)),
    ],
  };
}

/** What there is to know or to do next. */
function notesOf(view: View, reader: Reader): Text[] {
  if (view.state === 'draft') return [...countNotes(view), view.channel === undefined ? text.noChannel : text.check];
  if (view.state === 'dismissed') return [];
  if (isRefused(view)) return [view.channel === undefined ? text.noChannel : sentences.toRepost(channelWords(view.channel, reader))];
  return view.published?.post === 'unknown' ? [text.inDoubt, text.toCorrect] : [text.toCorrect];
}

/** What of the month was still open when it was counted, and what comes of it. */
function countNotes(view: View): Text[] {
  const isTheirs = isWritten(view);
  const { open, checkIns = [], recounted } = view.content;
  return [
    ...(recounted && isTheirs ? [text.recounted] : []),
    ...(open ? [isTheirs ? text.stillOpenWritten : text.stillOpen] : []),
    ...(checkIns.length > 0 ? [isTheirs ? text.checkingInWritten : text.checkingIn] : []),
  ];
}

/** To whoever published it: it is in no channel. */
export function notPostedCard(view: View, reader: Reader): Card {
  const sentence = say(sentences.notPostedOf(monthWords(view.month, reader)), reader.locale);
  return {
    summary: sentence,
    blocks: [
      { kind: 'text', text: [{ text: sentence, bold: true }] },
      ...notesOf(view, reader).map((one): CardBlock => ({ kind: 'text', text: [say(one, reader.locale)] })),
      { kind: 'actions', elements: [button('participation.bulletin', text.open, view.month, reader)] },
    ],
  };
}

/** To whoever has left the office with a card of it: nothing to read, nothing to press. */
export function leftCard(view: View, reader: Reader): Card {
  const heading = headingOf(view, reader);
  return { summary: heading, blocks: [{ kind: 'heading', text: heading }, note(text.notTheirs, reader)] };
}

/** What `通报` shows: one of them, and where the others are. */
export function bulletinCard(view: View, months: readonly Month[], reader: Reader): Card {
  const { blocks, summary } = officeCard(view, reader);
  const correct = button('participation.bulletinCorrect', text.correct, keyOf(view), reader);
  const elements = [
    ...(view.state === 'published' && !isRefused(view) ? [correct] : []),
    ...(months.length > 1 ? [monthMenu(months, reader)] : []),
  ];
  return { summary, blocks: [...blocks, ...(elements.length > 0 ? [{ kind: 'actions' as const, elements }] : [])] };
}

const monthMenu = (months: readonly Month[], reader: Reader): Menu => ({
  kind: 'menu',
  id: 'participation.bulletin',
  placeholder: say(text.month, reader.locale),
  options: months.map((month) => ({ label: monthWords(month, reader), value: month })),
});

/** Whoever reads English gets what was counted in English as well; what is posted stays as it is. */
function contentOf(view: View, reader: Reader): CardBlock[] {
  const posted: CardBlock[] = [bold({ zh: view.text.heading, en: view.text.heading }, reader), ...paragraphs(view.text)];
  if (reader.locale !== 'en') return posted;
  return [...paragraphs(bulletinText(view.month, view.content, 'en')), { kind: 'divider' }, note(text.asPosted, reader), ...posted];
}

const refusedButtons = (view: View, reader: Reader): Button[] => [
  button('participation.bulletinCorrect', text.edit, keyOf(view), reader),
  button('participation.bulletinPublish', text.publishAgain, keyOf(view), reader, { style: 'primary' }),
];

function draftButtons(view: View, reader: Reader): Button[] {
  const confirm = (label: Text, sentence: Text): Button['confirm'] => ({
    title: say(label, reader.locale),
    text: say(sentence, reader.locale),
    yes: say(label, reader.locale),
    no: say(text.back, reader.locale),
  });
  const key = keyOf(view);
  return [
    button('participation.bulletinEdit', text.edit, key, reader),
    button('participation.bulletinPublish', text.publish, key, reader, { style: 'primary' }),
    ...(view.writtenBy !== undefined
      ? [
          button('participation.bulletinRestore', text.restore, key, reader, {
            confirm: confirm(text.restore, text.restoreConfirm),
          }),
        ]
      : []),
    button('participation.bulletinDismiss', text.dismiss, key, reader, { confirm: confirm(text.dismiss, text.dismissConfirm) }),
  ];
}
