import { type Desk, SlackError } from '../desk.js';
import { change, openIm, post, remove } from '../messages.js';
import type { Conversation, Message } from '../store.js';
import { whisper } from '../whispers.js';
import { type Args, conversationIn, type Endpoint, required, text, userIn } from './call.js';
import { changesOf, draftOf } from './drafts.js';
import { slackMessage } from './message-json.js';

/** A channel id, or a user id for the direct conversation with that person; one the bot may post to. */
export function writable(desk: Desk, id: string): Conversation {
  const user = desk.store.user(id);
  if (user?.bot) throw new SlackError('cannot_dm_bot');
  const conversation = user ? openIm(desk, user.id) : conversationIn(desk, id);
  const owner = conversation.userId === null ? undefined : desk.store.user(conversation.userId);
  if (owner?.deleted) throw new SlackError('user_disabled');
  if (conversation.archived) throw new SlackError('is_archived');
  if (!conversation.botIsMember) throw new SlackError('not_in_channel');
  return conversation;
}

/** A message of the bot's own. */
function own(desk: Desk, args: Args, error: string): { channel: Conversation; message: Message } {
  const channel = conversationIn(desk, text(args, 'channel'));
  const message = desk.store.message(channel.id, required(args, 'ts', 'message_not_found'));
  if (!message) throw new SlackError('message_not_found');
  if (message.user !== desk.bot.userId) throw new SlackError(error);
  return { channel, message };
}

export const chat = {
  'chat.postMessage': {
    token: 'bot',
    scopes: ['chat:write'],
    perMinute: 300,
    run(desk, args) {
      const channel = writable(desk, required(args, 'channel', 'channel_not_found'));
      const message = post(desk, channel, desk.bot.userId, draftOf(args));
      return { channel: channel.id, ts: message.ts, message: slackMessage(desk, message, true) };
    },
  },
  'chat.update': {
    token: 'bot',
    scopes: ['chat:write'],
    perMinute: 50,
    run(desk, args) {
      const { channel, message } = own(desk, args, 'cant_update_message');
      const after = change(desk, channel, message, changesOf(args));
      return { channel: channel.id, ts: after.ts, text: after.text, message: slackMessage(desk, after, true) };
    },
  },
  'chat.delete': {
    token: 'bot',
    scopes: ['chat:write'],
    perMinute: 50,
    run(desk, args) {
      const { channel, message } = own(desk, args, 'cant_delete_message');
      remove(desk, channel, message);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.getPermalink': {
    token: 'bot',
    perMinute: 300,
    run(desk, args) {
      const channel = conversationIn(desk, text(args, 'channel'));
      if (!desk.store.message(channel.id, required(args, 'message_ts', 'message_not_found'))) throw new SlackError('message_not_found');
      return { channel: channel.id, permalink: `${desk.url()}/?at=${channel.id}` };
    },
  },
  'chat.postEphemeral': {
    token: 'bot',
    scopes: ['chat:write'],
    perMinute: 100,
    run(desk, args) {
      const channel = writable(desk, required(args, 'channel', 'channel_not_found'));
      const user = userIn(desk, text(args, 'user'), 'user_not_in_channel');
      if (channel.userId !== null && channel.userId !== user.id) throw new SlackError('user_not_in_channel');
      const draft = draftOf(args);
      return { message_ts: whisper(desk, channel.id, user.id, draft.text, draft.blocks) };
    },
  },
} satisfies Record<string, Endpoint>;
