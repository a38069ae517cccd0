import { type Desk, SlackError } from '../desk.js';
import { openIm } from '../messages.js';
import type { Conversation } from '../store.js';
import { type Args, conversationIn, type Endpoint, flag, page, text, userIn } from './call.js';
import { slackMessage } from './chat.js';

function slackConversation(channel: Conversation): Record<string, unknown> {
  const im = channel.kind === 'im';
  return {
    id: channel.id,
    is_im: im,
    is_channel: !im,
    is_member: true,
    is_archived: false,
    ...(im ? { user: channel.userId } : { name: channel.name }),
  };
}

/** A time stamp that orders like a number: seconds, a point, six digits. */
const timestamp = (args: Args, name: string, otherwise: string): string => {
  const value = text(args, name);
  if (value === undefined) return otherwise;
  if (!/^\d{1,10}(\.\d{1,6})?$/.test(value)) throw new SlackError(`invalid_ts_${name}`);
  const [seconds = '0', micros = ''] = value.split('.');
  return `${seconds.padStart(10, '0')}.${micros.padEnd(6, '0')}`;
};

const PAGE_MOST = 999;

function history(desk: Desk, args: Args): Record<string, unknown> {
  const channel = conversationIn(desk, text(args, 'channel'));
  const cursor = text(args, 'cursor');
  const cursorTs = cursor?.startsWith('bmV4dF90czo') ? Buffer.from(cursor, 'base64').toString().slice('next_ts:'.length) : undefined;
  if (cursor !== undefined && cursorTs === undefined) throw new SlackError('invalid_cursor');
  const limit = Math.min(Number(text(args, 'limit') ?? 100) || 100, PAGE_MOST);
  const oldest = timestamp(args, 'oldest', '0');
  const latest = timestamp(args, 'latest', '9999999999.999999');
  const found = desk.store.history(channel.id, oldest, cursorTs ?? latest, limit + 1);
  const lagMs = desk.faults.historyLagMs;
  const visible = found.filter((message) => lagMs === 0 || desk.now() - Number(message.ts) * 1_000 >= lagMs);
  const messages = visible.slice(0, limit);
  const more = visible.length > limit;
  const next = more ? Buffer.from(`next_ts:${messages.at(-1)?.ts ?? ''}`).toString('base64') : '';
  return {
    messages: messages.map((message) => slackMessage(desk, message, flag(args, 'include_all_metadata'))),
    has_more: more,
    pin_count: 0,
    response_metadata: { next_cursor: next },
  };
}

export const conversations: Readonly<Record<string, Endpoint>> = {
  'conversations.open': {
    token: 'bot',
    perMinute: 50,
    run(desk, args) {
      const [first, ...others] = (text(args, 'users') ?? '').split(',');
      if (others.length > 0) throw new SlackError('method_not_supported_for_channel_type');
      const user = userIn(desk, first);
      if (user.deleted) throw new SlackError('user_disabled');
      return { channel: slackConversation(openIm(desk, user.id)) };
    },
  },
  'conversations.history': { token: 'bot', perMinute: 50, run: history },
  'conversations.info': {
    token: 'bot',
    perMinute: 50,
    run: (desk, args) => ({ channel: slackConversation(conversationIn(desk, text(args, 'channel'))) }),
  },
  'conversations.list': {
    token: 'bot',
    perMinute: 20,
    run(desk, args) {
      const types = (text(args, 'types') ?? 'public_channel').split(',');
      const wanted = desk.store.conversations().filter((one) => types.includes(one.kind === 'im' ? 'im' : 'public_channel'));
      const { items, next } = page(args, wanted);
      return { channels: items.map(slackConversation), response_metadata: { next_cursor: next } };
    },
  },
};
