import type { WebClient } from '@slack/web-api';
import type { MessageRef } from '../chat/chat.js';
import { attempt, refused } from './errors.js';

const PAGE = 200;
/** Clocks differ: look back a little further than we were told. */
const CLOCK_SKEW_MS = 60_000;

/** Enough of a nonce to be unique in one conversation, short enough for a file name. */
export const noncePart = (nonce: string): string => nonce.replace(/[^A-Za-z0-9]/g, '').slice(0, 10);

export const isUser = (id: string): boolean => /^[UW]/.test(id);

/** A public channel that is known by name. Posting takes a name; looking into its history takes the id only. */
async function channelNamed(client: WebClient, name: string): Promise<string> {
  let cursor: string | undefined;
  do {
    const page = await attempt('conversations.list', () =>
      client.conversations.list({ exclude_archived: true, limit: PAGE, types: 'public_channel', ...(cursor ? { cursor } : {}) }),
    );
    const id = page.channels?.find((channel) => channel.name === name)?.id;
    if (id) return id;
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  throw refused('channel_not_found');
}

/** The direct conversation with a person; a channel's id stays what it is, and what begins with # is a channel's name. */
export async function openDm(client: WebClient, to: string): Promise<string> {
  if (to.startsWith('#')) return channelNamed(client, to.slice(1));
  if (!isUser(to)) return to;
  const opened = await attempt('conversations.open', () => client.conversations.open({ users: to }));
  const id = opened.channel?.id;
  if (!id) throw refused('channel_not_found');
  return id;
}

/** Looks through every page since `sinceMs` for the message, or the file, that carries `nonce`. */
export async function findByNonce(client: WebClient, to: string, nonce: string, sinceMs: number): Promise<MessageRef | undefined> {
  const channel = await openDm(client, to);
  const oldest = String(Math.max(0, (sinceMs - CLOCK_SKEW_MS) / 1_000));
  let cursor: string | undefined;
  do {
    const page = await attempt('conversations.history', () =>
      client.conversations.history({ channel, oldest, limit: PAGE, include_all_metadata: true, ...(cursor ? { cursor } : {}) }),
    );
    for (const message of page.messages ?? []) {
      if (message.ts && carries(message, nonce)) return { channel, id: message.ts };
    }
    cursor = page.response_metadata?.next_cursor || undefined;
  } while (cursor);
  return undefined;
}

type Seen = { metadata?: { event_payload?: object }; files?: { name?: string | null }[] };

function carries(message: Seen, nonce: string): boolean {
  const payload = message.metadata?.event_payload;
  if (payload && 'nonce' in payload && payload.nonce === nonce) return true;
  return message.files?.some((file) => file.name?.includes(noncePart(nonce))) ?? false;
}
