import { withIds } from './content.js';
import type { Desk } from './desk.js';
import type { PageMessage } from './protocol.js';

const KEPT = 500;
const key = (channel: string, ts: string) => `${channel}/${ts}`;

/** Only `userId` sees it, and only while their page is open. Gives its time stamp. */
export function whisper(desk: Desk, channel: string, userId: string, text: string, blocks: unknown): string {
  const ts = desk.nextTs();
  const message = { channel, ts, user: desk.bot.userId, text, blocks: withIds(blocks), files: [], edited: false, ephemeral: true };
  desk.whispers.set(key(channel, ts), { userId, message });
  const [oldest] = desk.whispers.keys();
  if (desk.whispers.size > KEPT && oldest !== undefined) desk.whispers.delete(oldest);
  desk.pages.send(userId, { type: 'message', message });
  return ts;
}

export function whisperTo(desk: Desk, userId: string, channel: string, ts: string): PageMessage | undefined {
  const found = desk.whispers.get(key(channel, ts));
  return found?.userId === userId ? found.message : undefined;
}

export function changeWhisper(desk: Desk, userId: string, before: PageMessage, text: string, blocks: unknown): void {
  const message = { ...before, text, blocks: withIds(blocks) };
  desk.whispers.set(key(before.channel, before.ts), { userId, message });
  desk.pages.send(userId, { type: 'message-changed', message });
}

export function removeWhisper(desk: Desk, userId: string, { channel, ts }: PageMessage): void {
  desk.whispers.delete(key(channel, ts));
  desk.pages.send(userId, { type: 'message-deleted', channel, ts });
}
