import { z } from 'zod';
import { draftOf } from './api/chat.js';
import { type Desk, SlackError } from './desk.js';
import { change, post, remove, whisper } from './messages.js';

const Response = z.object({
  replace_original: z.union([z.boolean(), z.string()]).optional(),
  delete_original: z.union([z.boolean(), z.string()]).optional(),
  response_type: z.string().optional(),
});

/** What the app sends to a response_url (docs.slack.dev: Handling user interaction, "Message responses"). */
export function respond(desk: Desk, id: string, body: Readonly<Record<string, unknown>>): void {
  const origin = desk.tickets.respond(id);
  if (typeof origin === 'string') throw new SlackError(origin === 'expired' ? 'expired_url' : 'used_url', {}, 404);
  const channel = desk.store.conversation(origin.channel);
  if (!channel) throw new SlackError('channel_not_found', {}, 404);
  const wanted = Response.parse(body);
  const message = origin.ts === undefined ? undefined : desk.store.message(origin.channel, origin.ts);
  if (String(wanted.delete_original) === 'true') {
    if (message) remove(desk, channel, message.ts);
    return;
  }
  const draft = draftOf(body);
  if (String(wanted.replace_original) === 'true' && message) change(desk, channel, message, draft);
  else if (wanted.response_type === 'in_channel') post(desk, channel, desk.bot.userId, draft);
  else whisper(desk, channel.id, origin.userId, draft.text, draft.blocks);
}
