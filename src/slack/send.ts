import type { Card } from '../chat/card.js';
import type { Chat, MessageRef } from '../chat/chat.js';
import { OutcomeUnknown, Refused } from '../chat/errors.js';
import type { Clients } from './clients.js';
import { userLister } from './directory.js';
import { attempt } from './errors.js';
import { findByNonce, isUser, openDm } from './history.js';
import { hasChart, type MessageBlock, messageBlocks } from './message.js';
import { upload } from './upload.js';

export const EVENT_TYPE = 'siwen_message';

/** `&`, `<` and `>` are Slack's control characters (docs.slack.dev: Formatting message text); escaped, the text is shown as it is. */
export const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A card that goes to thousands is rendered and checked once; gone with the card. */
const rendered = { plain: new WeakMap<Card, MessageBlock[]>(), drawn: new WeakMap<Card, MessageBlock[]>() };

function blocksOf(card: Card, charts: boolean): MessageBlock[] {
  const cards = charts ? rendered.drawn : rendered.plain;
  const known = cards.get(card);
  if (known) return known;
  const made = messageBlocks(card, charts);
  cards.set(card, made);
  return made;
}

/** A chat that draws charts may still refuse this one: nothing has been sent then, and it is sent in words. */
async function withBlocks<T>({ charts }: Clients, card: Card, send: (blocks: MessageBlock[]) => Promise<T>): Promise<T> {
  const drawn = hasChart(card) && (await charts.ask());
  return send(blocksOf(card, drawn)).catch((error: unknown) => {
    if (!drawn || !(error instanceof Refused && error.meaning === 'content')) throw error;
    return send(blocksOf(card, false));
  });
}

/** The port on Slack's Web API. Each call is one attempt. */
export function slackChat(clients: Clients): Chat {
  const { bulk, read, own, homes } = clients;
  async function postTo(channel: string, card: Card, nonce: string): Promise<MessageRef> {
    const metadata = { event_type: EVENT_TYPE, event_payload: { nonce } };
    const message = { channel, text: escaped(card.summary), metadata, unfurl_links: false, unfurl_media: false };
    const sent = await withBlocks(clients, card, (blocks) =>
      attempt('chat.postMessage', () => bulk.chat.postMessage({ ...message, blocks })),
    );
    const ts = sent.ts ?? sent.message?.ts;
    if (!ts) throw new OutcomeUnknown('chat.postMessage: the answer names no message');
    return { channel: sent.channel ?? (await openDm(bulk, channel).catch(() => channel)), id: ts };
  }
  return {
    /** By user id, which Slack takes for the direct conversation; a server that knows conversations only is asked for that one. */
    async post(to, card, nonce) {
      return postTo(to, card, nonce).catch(async (error: unknown) => {
        if (!(error instanceof Refused && error.code === 'channel_not_found' && isUser(to))) throw error;
        return postTo(await openDm(bulk, to), card, nonce);
      });
    },
    async update(ref, card) {
      const message = { channel: ref.channel, ts: ref.id, text: escaped(card.summary) };
      await withBlocks(clients, card, (blocks) => attempt('chat.update', () => bulk.chat.update({ ...message, blocks })));
    },
    publishHome: (userId, home) => homes.publish(userId, home),
    upload: (to, file, nonce) => upload(bulk, to, file, nonce),
    find: (to, nonce, sinceMs) => findByNonce(read, to, nonce, sinceMs),
    users: userLister(read, own),
  };
}
