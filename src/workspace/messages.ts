import { randomBytes } from 'node:crypto';
import type { Desk } from './desk.js';
import type { Block, PageConversation, PageMessage } from './protocol.js';
import type { Conversation, Message, Metadata, StoredFile } from './store.js';
import { withIds } from './views.js';

export type Draft = {
  readonly text: string;
  readonly blocks?: unknown;
  readonly metadata?: Metadata | null;
  readonly files?: StoredFile[];
};

export function post(desk: Desk, channel: Conversation, user: string, draft: Draft): Message {
  const message: Message = {
    channel: channel.id,
    ts: desk.nextTs(),
    user,
    text: draft.text,
    blocks: withIds(draft.blocks),
    metadata: draft.metadata ?? null,
    files: draft.files ?? [],
    editedTs: null,
  };
  desk.store.saveMessage(message);
  if (user !== desk.bot.userId) desk.store.markRead(user, channel.id, message.ts);
  for (const userId of audience(desk, channel)) {
    desk.pages.send(userId, { type: 'message', message: pageMessage(message) });
    desk.pages.send(userId, { type: 'conversations', conversations: conversationsOf(desk, userId) });
  }
  return message;
}

export function change(desk: Desk, channel: Conversation, before: Message, draft: Draft): Message {
  const after: Message = {
    ...before,
    text: draft.text,
    blocks: withIds(draft.blocks),
    metadata: draft.metadata === undefined ? before.metadata : draft.metadata,
    editedTs: desk.nextTs(),
  };
  desk.store.saveMessage(after);
  for (const userId of audience(desk, channel)) desk.pages.send(userId, { type: 'message-changed', message: pageMessage(after) });
  return after;
}

export function remove(desk: Desk, channel: Conversation, ts: string): void {
  desk.store.deleteMessage(channel.id, ts);
  for (const userId of audience(desk, channel)) desk.pages.send(userId, { type: 'message-deleted', channel: channel.id, ts });
}

/** Only `userId` sees it, and only while their page is open. */
export function whisper(desk: Desk, channel: string, userId: string, text: string, blocks: unknown): string {
  const ts = desk.nextTs();
  const message = { channel, ts, user: desk.bot.userId, text, blocks: withIds(blocks), files: [], edited: false, ephemeral: true };
  desk.pages.send(userId, { type: 'message', message });
  return ts;
}

/** The direct conversation of a person with the bot, opened when it isn't yet. */
export function openIm(desk: Desk, userId: string): Conversation {
  const known = desk.store.imOf(userId);
  if (known) return known;
  const im: Conversation = { id: `D${randomBytes(5).toString('hex').toUpperCase()}`, kind: 'im', name: '', topic: '', userId };
  desk.store.saveConversation(im);
  return im;
}

export function mayRead(channel: Conversation, userId: string): boolean {
  return channel.kind === 'channel' || channel.userId === userId;
}

export function conversationsOf(desk: Desk, userId: string): PageConversation[] {
  return desk.store
    .conversations()
    .filter((channel) => mayRead(channel, userId))
    .map((channel) => ({
      id: channel.id,
      kind: channel.kind,
      name: channel.kind === 'im' ? desk.bot.name : channel.name,
      topic: channel.topic,
      unread: desk.store.unread(userId, channel.id),
      withBot: channel.kind === 'im',
    }));
}

export function pageMessage(message: Message): PageMessage {
  const { channel, ts, user, text, blocks } = message;
  const files = message.files.map((file) => ({ ...file, href: `/local/file/${file.id}` }));
  return { channel, ts, user, text, blocks: blocks as Block[], files, edited: message.editedTs !== null, ephemeral: false };
}

function audience(desk: Desk, channel: Conversation): string[] {
  if (channel.userId !== null) return [channel.userId];
  return desk.store
    .users()
    .filter((user) => !user.bot)
    .map((user) => user.id);
}
