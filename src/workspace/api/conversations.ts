import { type Desk, SlackError } from '../desk.js';
import { openIm } from '../messages.js';
import type { Conversation, Message } from '../store.js';
import { type Args, conversationIn, type Endpoint, flag, page, required, text, userIn } from './call.js';
import { slackMessage } from './message-json.js';

const HISTORY = ['channels:history', 'im:history'];
const READ = ['channels:read', 'im:read'];

function slackConversation(channel: Conversation): Record<string, unknown> {
  const im = channel.kind === 'im';
  return {
    id: channel.id,
    is_im: im,
    is_channel: !im,
    is_member: channel.botIsMember,
    is_archived: channel.archived,
    ...(im ? { user: channel.userId } : { name: channel.name, topic: { value: channel.topic, creator: '', last_set: 0 } }),
  };
}

/** Everybody is in every channel. */
function membersOf(desk: Desk, channel: Conversation): string[] {
  const people = desk.store.users().filter((user) => !user.bot && !user.deleted && (channel.userId ?? user.id) === user.id);
  return [...people.map(({ id }) => id), ...(channel.botIsMember ? [desk.bot.userId] : [])];
}

/** A time stamp that orders like a number: seconds, a point, six digits. */
const timestamp = (args: Args, name: string, otherwise: string): string => {
  const value = text(args, name);
  if (value === undefined) return otherwise;
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(value)) throw new SlackError(`invalid_ts_${name}`);
  const [seconds = '0', micros = ''] = value.split('.');
  return `${seconds.padStart(10, '0')}.${micros.padEnd(6, '0')}`;
};

/** docs.slack.dev: conversations.history: `limit` is at most 999. */
const PAGE_MOST = 999;
const FIRST = '0000000000.000000';
const LAST = '9999999999.999999';
const CURSOR = 'next_ts:';

/** The cursor holds the oldest time stamp already shown. */
function cursorTs(args: Args): string | undefined {
  const cursor = text(args, 'cursor');
  if (cursor === undefined) return undefined;
  const said = Buffer.from(cursor, 'base64').toString();
  if (!said.startsWith(CURSOR)) throw new SlackError('invalid_cursor');
  return said.slice(CURSOR.length);
}

/** docs.slack.dev: conversations.history: each kind of conversation has a scope of its own. */
function readable(desk: Desk, args: Args): Conversation {
  const channel = conversationIn(desk, text(args, 'channel'));
  const needed = channel.kind === 'im' ? 'im:history' : 'channels:history';
  if (desk.scopes && !desk.scopes.includes(needed)) throw new SlackError('missing_scope', { needed, provided: desk.scopes.join(',') });
  if (!channel.botIsMember) throw new SlackError('not_in_channel');
  return channel;
}

function listed(desk: Desk, args: Args, messages: readonly Message[]): Record<string, unknown>[] {
  const withMetadata = flag(args, 'include_all_metadata');
  return messages.map((message) => slackMessage(desk, message, withMetadata));
}

const hasArrived = (desk: Desk) => (message: Message) =>
  desk.faults.historyLagMs === 0 || desk.arrivals.ageMs(message.ts) >= desk.faults.historyLagMs;

function history(desk: Desk, args: Args): Record<string, unknown> {
  const channel = readable(desk, args);
  const shown = cursorTs(args);
  const limit = Math.min(Math.max(Number(text(args, 'limit') ?? 100) || 100, 1), PAGE_MOST);
  const span = { oldest: timestamp(args, 'oldest', FIRST), latest: timestamp(args, 'latest', LAST), inclusive: flag(args, 'inclusive') };
  const found = desk.store.history(channel.id, shown === undefined ? span : { ...span, latest: shown, inclusive: false }, limit + 1);
  const messages = found.slice(0, limit);
  const last = found.length > limit ? messages.at(-1)?.ts : undefined;
  return {
    messages: listed(desk, args, messages.filter(hasArrived(desk))),
    has_more: last !== undefined,
    pin_count: 0,
    response_metadata: { next_cursor: last === undefined ? '' : Buffer.from(CURSOR + last).toString('base64') },
  };
}

export const conversations = {
  'conversations.open': {
    token: 'bot',
    scopes: ['im:write'],
    perMinute: 50,
    run(desk, args) {
      const channel = text(args, 'channel');
      if (channel !== undefined) return { channel: slackConversation(conversationIn(desk, channel)) };
      const users = text(args, 'users');
      if (users === undefined) throw new SlackError('users_list_not_supplied');
      const [first, ...others] = users.split(',');
      if (others.length > 0) throw new SlackError('method_not_supported_for_channel_type');
      const user = userIn(desk, first);
      if (user.bot) throw new SlackError('cannot_dm_bot');
      if (user.deleted) throw new SlackError('user_disabled');
      return { channel: slackConversation(openIm(desk, user.id)) };
    },
  },
  'conversations.history': { token: 'bot', scopes: HISTORY, perMinute: 50, run: history },
  'conversations.replies': {
    token: 'bot',
    scopes: HISTORY,
    perMinute: 50,
    run(desk, args) {
      const channel = readable(desk, args);
      const thread = desk.store.thread(channel.id, required(args, 'ts', 'thread_not_found'));
      if (thread.length === 0) throw new SlackError('thread_not_found');
      const { items, next } = page(args, thread.filter(hasArrived(desk)));
      return { messages: listed(desk, args, items), has_more: next !== '', response_metadata: { next_cursor: next } };
    },
  },
  'conversations.members': {
    token: 'bot',
    scopes: READ,
    perMinute: 100,
    run(desk, args) {
      const channel = conversationIn(desk, text(args, 'channel'));
      const { items, next } = page(args, membersOf(desk, channel));
      return { members: items, response_metadata: { next_cursor: next } };
    },
  },
  'conversations.join': {
    token: 'bot',
    scopes: ['channels:join'],
    perMinute: 50,
    run(desk, args) {
      const channel = conversationIn(desk, text(args, 'channel'));
      if (channel.kind === 'im') throw new SlackError('method_not_supported_for_channel_type');
      if (channel.archived) throw new SlackError('is_archived');
      const joined = { ...channel, botIsMember: true };
      desk.store.saveConversation(joined);
      const already = { warning: 'already_in_channel', response_metadata: { warnings: ['already_in_channel'] } };
      return { channel: slackConversation(joined), ...(channel.botIsMember ? already : {}) };
    },
  },
  'conversations.info': {
    token: 'bot',
    scopes: READ,
    perMinute: 50,
    run: (desk, args) => ({ channel: slackConversation(conversationIn(desk, text(args, 'channel'))) }),
  },
  'conversations.list': {
    token: 'bot',
    scopes: READ,
    perMinute: 20,
    run(desk, args) {
      const types = (text(args, 'types') ?? 'public_channel').split(',');
      const archivedToo = !flag(args, 'exclude_archived');
      const wanted = desk.store
        .conversations()
        .filter((one) => types.includes(one.kind === 'im' ? 'im' : 'public_channel') && (archivedToo || !one.archived));
      const { items, next } = page(args, wanted);
      return { channels: items.map(slackConversation), response_metadata: { next_cursor: next } };
    },
  },
} satisfies Record<string, Endpoint>;
