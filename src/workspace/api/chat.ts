import { limits } from '../../block-kit/limits.js';
import { type Problem, validateBlocks, validateMetadata } from '../../block-kit/validate.js';
import { type Desk, SlackError } from '../desk.js';
import { change, type Draft, openIm, post, remove, whisper } from '../messages.js';
import type { Conversation, Message, Metadata } from '../store.js';
import { type Args, conversationIn, type Endpoint, flag, required, structure, text, userIn } from './call.js';

/** `invalid_blocks` and the like, with Slack's list of what is wrong. */
export function refuseIf(problems: readonly Problem[], error: string): void {
  if (problems.length === 0) return;
  const messages = problems.map(({ pointer, problem }) => `[ERROR] ${problem} [json-pointer:${pointer}]`);
  throw new SlackError(error, { errors: messages, response_metadata: { messages } });
}

/** A channel id, or a user id for the direct conversation with that person. */
function target(desk: Desk, args: Args): Conversation {
  const id = required(args, 'channel', 'channel_not_found');
  const user = desk.store.user(id);
  if (user && (user.deleted || user.bot)) throw new SlackError(user.deleted ? 'user_disabled' : 'cannot_dm_bot');
  const conversation = user ? openIm(desk, user.id) : conversationIn(desk, id);
  const owner = conversation.userId === null ? undefined : desk.store.user(conversation.userId);
  if (owner?.deleted) throw new SlackError('user_disabled');
  return conversation;
}

export function draftOf(args: Args): Draft {
  const blocks = structure(args, 'blocks', 'invalid_blocks_format');
  const metadata = structure(args, 'metadata', 'invalid_metadata_format');
  const body = text(args, 'text') ?? '';
  if (body === '' && (blocks === undefined || (Array.isArray(blocks) && blocks.length === 0))) throw new SlackError('no_text');
  if (body.length > limits.message.text) throw new SlackError('msg_too_long');
  if (blocks !== undefined) {
    const problems = validateBlocks(blocks, 'message');
    if (problems.some(({ problem }) => problem.startsWith('msg_blocks_too_long'))) throw new SlackError('msg_blocks_too_long');
    refuseIf(problems, 'invalid_blocks');
  }
  if (metadata === undefined) return { text: body, blocks };
  refuseIf(validateMetadata(metadata), 'invalid_metadata_schema');
  return { text: body, blocks, metadata: metadata as Metadata };
}

function own(desk: Desk, args: Args, error: string): { channel: Conversation; message: Message } {
  const channel = conversationIn(desk, text(args, 'channel'));
  const message = desk.store.message(channel.id, required(args, 'ts', 'message_not_found'));
  if (!message) throw new SlackError('message_not_found');
  if (message.user !== desk.bot.userId) throw new SlackError(error);
  return { channel, message };
}

/** A message as the Web API shows it. */
export function slackMessage(desk: Desk, message: Message, withMetadata: boolean): Record<string, unknown> {
  return {
    type: 'message',
    ts: message.ts,
    user: message.user,
    text: message.text,
    team: desk.team.id,
    ...(message.user === desk.bot.userId ? { bot_id: desk.bot.botId, app_id: 'A0SIWEN' } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.files.length > 0 ? { files: message.files, upload: false } : {}),
    ...(message.editedTs ? { edited: { user: message.user, ts: message.editedTs } } : {}),
    ...(withMetadata && message.metadata ? { metadata: message.metadata } : {}),
  };
}

export const chat: Readonly<Record<string, Endpoint>> = {
  'chat.postMessage': {
    token: 'bot',
    perMinute: 300,
    run(desk, args) {
      const channel = target(desk, args);
      const message = post(desk, channel, desk.bot.userId, draftOf(args));
      return { channel: channel.id, ts: message.ts, message: slackMessage(desk, message, true) };
    },
  },
  'chat.update': {
    token: 'bot',
    perMinute: 50,
    run(desk, args) {
      const { channel, message } = own(desk, args, 'cant_update_message');
      const after = change(desk, channel, message, draftOf(args));
      return { channel: channel.id, ts: after.ts, text: after.text, message: slackMessage(desk, after, true) };
    },
  },
  'chat.delete': {
    token: 'bot',
    perMinute: 50,
    run(desk, args) {
      const { channel, message } = own(desk, args, 'cant_delete_message');
      remove(desk, channel, message.ts);
      return { channel: channel.id, ts: message.ts };
    },
  },
  'chat.postEphemeral': {
    token: 'bot',
    perMinute: 100,
    run(desk, args) {
      const channel = target(desk, args);
      const user = userIn(desk, text(args, 'user'), 'user_not_in_channel');
      if (channel.userId !== null && channel.userId !== user.id) throw new SlackError('user_not_in_channel');
      const draft = draftOf(args);
      return { message_ts: whisper(desk, channel.id, user.id, draft.text, draft.blocks) };
    },
  },
  'blocks.validate': {
    token: 'bot',
    perMinute: 50,
    run(_desk, args) {
      refuseIf(
        validateBlocks(structure(args, 'blocks', 'invalid_blocks_format'), flag(args, 'modal') ? 'modal' : 'message'),
        'invalid_blocks',
      );
      return {};
    },
  },
};
