import { Hono } from 'hono';
import { z } from 'zod';
import type { Args } from './api/call.js';
import { draftOf } from './api/drafts.js';
import { type Desk, SlackError } from './desk.js';
import { type Bindings, meetFault } from './meet-fault.js';
import { change, type Draft, post, remove } from './messages.js';
import { changeWhisper, removeWhisper, whisper, whisperTo } from './whispers.js';

const yes = z.union([z.boolean(), z.string()]).transform((value) => String(value) === 'true');
const Response = z.looseObject({
  replace_original: yes.default(false),
  delete_original: yes.default(false),
  response_type: z.string().optional(),
});

/** What the app sends to a response_url (docs.slack.dev: Handling user interaction, "Message responses"). */
function respond(desk: Desk, id: string, body: unknown): void {
  const origin = desk.tickets.respond(id);
  if (typeof origin === 'string') throw new SlackError(origin === 'expired' ? 'expired_url' : 'used_url', {}, 404);
  const channel = desk.store.conversation(origin.channel);
  const wanted = Response.safeParse(body);
  if (!channel || !wanted.success) throw new SlackError(channel ? 'invalid_payload' : 'channel_not_found', {}, 400);
  const { userId, ts } = origin;
  const message = ts === undefined ? undefined : desk.store.message(channel.id, ts);
  const whispered = ts === undefined ? undefined : whisperTo(desk, userId, channel.id, ts);
  if (wanted.data.delete_original) {
    if (message) remove(desk, channel, message);
    else if (whispered) removeWhisper(desk, userId, whispered);
    return;
  }
  const draft = draftFrom(wanted.data);
  if (wanted.data.replace_original && message) change(desk, channel, message, draft);
  else if (wanted.data.replace_original && whispered) changeWhisper(desk, userId, whispered, draft.text, draft.blocks);
  else if (wanted.data.response_type === 'in_channel') post(desk, channel, desk.bot.userId, draft);
  else whisper(desk, channel.id, userId, draft.text, draft.blocks);
}

/** Unlike the Web API, a response_url says no with a status of its own. */
function draftFrom(wanted: Args): Draft {
  try {
    return draftOf(wanted);
  } catch (error) {
    throw error instanceof SlackError ? new SlackError(error.error, error.extra, 400) : error;
  }
}

export function responseRoute(desk: Desk): Hono<Bindings> {
  return new Hono<Bindings>().post('/respond/:id', (c) =>
    meetFault(desk, 'respond', c, async () => {
      const body: unknown = await c.req.json().catch(() => {
        throw new SlackError('invalid_payload', {}, 400);
      });
      respond(desk, c.req.param('id'), body);
      return c.text('ok');
    }),
  );
}
