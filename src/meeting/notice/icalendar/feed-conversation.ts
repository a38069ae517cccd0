import { readerOf, when } from '../../../calendar/reader.js';
import type { Button, Card } from '../../../chat/card.js';
import { sentenceCard } from '../../../chat/cards.js';
import type { Caller, Conversation } from '../../../chat/dispatch.js';
import { type Reply, show } from '../../../chat/reply.js';
import { type Locale, say, type Text } from '../../../chat/text.js';
import type { MeetingDeps } from '../../deps.js';
import { feedState, makeFeed, revokeFeed } from './feed-service.js';
import { feedRefusalText, feedText, madeAt } from './feed-text.js';

/** 日历: the address by which one's own calendar program follows one's meetings. */
export function calendarFeedConversation(deps: MeetingDeps): Conversation {
  const says = (caller: Caller, sentence: Text): Reply => show(sentenceCard(sentence, caller));

  async function about(caller: Caller): Promise<Reply> {
    const { available, madeAt: at } = await feedState(deps, caller.memberId);
    if (!available) return says(caller, feedRefusalText['no-public-url']);
    const { locale } = caller;
    const now = at === undefined ? feedText.none : madeAt(when(at, readerOf(deps, caller)));
    return show({
      summary: say(feedText.title, locale),
      blocks: [
        { kind: 'heading', text: say(feedText.title, locale) },
        { kind: 'text', text: [say(feedText.what, locale)] },
        { kind: 'text', text: [say(now, locale)] },
        { kind: 'actions', elements: at === undefined ? [makeButton(locale)] : [renewButton(locale), revokeButton(locale)] },
      ],
    });
  }

  return {
    commands: [{ names: ['日历', 'calendar'], help: feedText.help, run: (caller) => about(caller) }],
    actions: {
      async 'meeting.feedMake'(caller, event) {
        const made = await makeFeed(deps, caller.memberId, event.key);
        return made.ok ? show(addressCard(made.url, caller.locale)) : says(caller, feedRefusalText[made.refusal]);
      },
      async 'meeting.feedRevoke'(caller) {
        const revoked = await revokeFeed(deps, caller.memberId);
        return says(caller, revoked.ok ? feedText.revoked : feedRefusalText[revoked.refusal]);
      },
    },
  };
}

const makeButton = (locale: Locale): Button => ({
  kind: 'button',
  id: 'meeting.feedMake',
  label: say(feedText.make, locale),
  style: 'primary',
});

const renewButton = (locale: Locale): Button => ({
  kind: 'button',
  id: 'meeting.feedMake',
  label: say(feedText.renew, locale),
  confirm: {
    title: say(feedText.renewTitle, locale),
    text: say(feedText.renewText, locale),
    yes: say(feedText.renew, locale),
    no: say(feedText.no, locale),
  },
});

const revokeButton = (locale: Locale): Button => ({
  kind: 'button',
  id: 'meeting.feedRevoke',
  label: say(feedText.revoke, locale),
  style: 'danger',
  confirm: {
    title: say(feedText.revokeTitle, locale),
    text: say(feedText.revokeText, locale),
    yes: say(feedText.revoke, locale),
    no: say(feedText.no, locale),
    danger: true,
  },
});

/** Only its owner sees it, once. */
const addressCard = (url: string, locale: Locale): Card => ({
  summary: say(feedText.title, locale),
  blocks: [
    { kind: 'text', text: [say(feedText.made, locale)] },
    { kind: 'text', text: [{ text: url, code: true }] },
    { kind: 'note', text: [say(feedText.private, locale)] },
  ],
});
