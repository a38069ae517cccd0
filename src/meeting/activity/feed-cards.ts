import { type Reader, when } from '../../calendar/reader.js';
import type { Card, CardBlock, Rich } from '../../chat/card.js';
import { button } from '../../chat/cards.js';
import { say } from '../../chat/text.js';
import type { Feed } from './feed.js';
import { failureText, feedSentences, feedText, problemText } from './feed-text.js';

export type FeedSubject = { readonly feed: Feed; readonly department: string; readonly address: string };

/** To whoever subscribed: it can't be read, and what to do. */
export function feedFailedCard({ feed, department, address }: FeedSubject, reader: Reader): Card {
  const summary = say(feedSentences.failed(department, address), reader.locale);
  return {
    summary,
    blocks: [
      { kind: 'text', text: [{ text: summary, bold: true }] },
      ...(feed.failure ? [{ kind: 'text' as const, text: [say(failureText[feed.failure], reader.locale)] }] : []),
      { kind: 'actions', elements: [button('meeting.feeds', feedText.feeds, '', reader)] },
    ],
  };
}

type Unread = { readonly title: string; readonly problem: keyof typeof problemText };

/** So many lines are read; beyond, their number says enough. */
const MOST_LISTED = 10;

export function unreadBlocks(unread: readonly Unread[], { locale }: Reader): CardBlock[] {
  if (unread.length === 0) return [];
  const items = unread
    .slice(0, MOST_LISTED)
    .map(
      ({ title, problem }): Rich => [
        `${title || say(feedText.untitled, locale)}${locale === 'en' ? ': ' : '：'}${say(problemText[problem], locale)}`,
      ],
    );
  return [
    { kind: 'note', text: [say(feedSentences.notRead(unread.length), locale)] },
    { kind: 'list', items },
  ];
}

/** One subscription: where, how it is doing, and what of it could not be read. */
export function feedBlocks({ feed, department, address }: FeedSubject, reader: Reader): CardBlock[] {
  const { locale } = reader;
  const read = feed.readAt === undefined ? say(feedText.notRead, locale) : say(feedSentences.readAt(when(feed.readAt, reader)), locale);
  return [
    { kind: 'text', text: [{ text: address, bold: true }, `　${department}　${read}`] },
    ...(feed.failure ? [{ kind: 'note' as const, text: [say(failureText[feed.failure], locale)] }] : []),
    ...unreadBlocks(feed.unreadable, reader),
    {
      kind: 'actions',
      elements: [
        {
          ...button('meeting.feedEnd', feedText.unsubscribe, feed.id, reader, { style: 'danger' }),
          confirm: {
            title: say(feedText.unsubscribe, locale),
            text: say(feedText.unsubscribeText, locale),
            yes: say(feedText.unsubscribe, locale),
            no: say(feedText.keep, locale),
            danger: true,
          },
        },
      ],
    },
  ];
}
