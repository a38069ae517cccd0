import { withIds } from './content.js';
import type { Desk } from './desk.js';
import { tellChange, tellMessage } from './events.js';
import { newId } from './ids.js';
import type { PageMessage } from './protocol.js';
import type { Conversation, Message, Metadata, StoredFile } from './store.js';

export type Draft = {
  readonly text: string;
  readonly blocks?: unknown;
  readonly metadata?: Metadata | null;
  readonly files?: StoredFile[];
  readonly threadTs?: string;
};

/** What a change gives anew; what is absent stays as it was. */
export type Changes = Partial<Pick<Draft, 'text' | 'blocks' | 'metadata'>>;

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
    threadTs: draft.threadTs ?? null,
  };
  desk.store.saveMessage(message);
  desk.arrivals.note(message.ts);
  if (user !== desk.bot.userId) desk.store.markRead(user, channel.id, message.ts);
  for (const userId of audience(desk, channel)) {
    desk.pages.send(userId, () => ({ type: 'message', message: pageMessage(message) }));
    desk.pages.send(userId, () => ({ type: 'conversations', conversations: conversationsOf(desk, userId) }));
  }
  if (channel.kind === 'im') tellMessage(desk, message);
  return message;
}

/**
 * docs.slack.dev: chat.update, arguments `blocks` and `text`: a new text without blocks removes the old blocks; blocks without a text
 * leave the text; only a change of text without blocks is marked as an edit.
 */
export function change(desk: Desk, channel: Conversation, before: Message, changes: Changes): Message {
  const onlyText = changes.text !== undefined && changes.blocks === undefined;
  const after: Message = {
    ...before,
    text: changes.text ?? before.text,
    blocks: changes.blocks !== undefined ? withIds(changes.blocks) : onlyText ? [] : before.blocks,
    metadata: changes.metadata === undefined ? before.metadata : changes.metadata,
    editedTs: onlyText ? desk.nextTs() : before.editedTs,
  };
  desk.store.saveMessage(after);
  for (const userId of audience(desk, channel)) desk.pages.send(userId, () => ({ type: 'message-changed', message: pageMessage(after) }));
  if (channel.kind === 'im') tellChange(desk, before, after);
  return after;
}

export function remove(desk: Desk, channel: Conversation, message: Message): void {
  desk.store.deleteMessage(channel.id, message.ts);
  for (const userId of audience(desk, channel)) {
    desk.pages.send(userId, { type: 'message-deleted', channel: channel.id, ts: message.ts });
    desk.pages.send(userId, () => ({ type: 'conversations', conversations: conversationsOf(desk, userId) }));
  }
  if (channel.kind === 'im') tellChange(desk, message);
}

/** The direct conversation of a person with the bot, opened when it isn't yet. */
export function openIm(desk: Desk, userId: string): Conversation {
  const known = desk.store.imOf(userId);
  if (known) return known;
  const im: Conversation = { id: newId('D'), kind: 'im', name: '', topic: '', userId, archived: false, botIsMember: true };
  desk.store.saveConversation(im);
  return im;
}

export function mayRead(channel: Conversation, userId: string): boolean {
  return channel.kind === 'channel' || channel.userId === userId;
}

export function conversationsOf(desk: Desk, userId: string) {
  return desk.store.conversationsOf(userId).map((channel) => ({
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
  return { channel, ts, user, text, blocks, files, edited: message.editedTs !== null, ephemeral: false };
}

function audience(desk: Desk, channel: Conversation): string[] {
  if (channel.userId !== null) return [channel.userId];
  return desk.store.users().flatMap((user) => (user.bot ? [] : [user.id]));
}
