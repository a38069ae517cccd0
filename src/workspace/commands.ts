import { z } from 'zod';
import { draftOf } from './api/drafts.js';
import { type Desk, SlackError } from './desk.js';
import { post } from './messages.js';
import { actionTs, channelName, common, responseUrl, warn } from './payloads.js';
import type { Conversation, User } from './store.js';
import { whisper } from './whispers.js';

const Said = z.union([
  z.string().transform((text) => ({ text, response_type: 'ephemeral' })),
  z.looseObject({ response_type: z.string().optional() }),
]);

/** docs.slack.dev: Slash commands. Whatever the acknowledgement says is shown to the person alone, unless it asks for the channel. */
export async function runCommand(desk: Desk, user: User, channel: Conversation, command: string, text: string): Promise<void> {
  const answer = await desk.app.ask('slash_commands', {
    token: 'local',
    team_id: desk.team.id,
    team_domain: 'local',
    channel_id: channel.id,
    channel_name: channelName(channel),
    user_id: user.id,
    user_name: user.handle,
    command,
    text,
    api_app_id: desk.appId,
    is_enterprise_install: 'false',
    response_url: responseUrl(desk, { userId: user.id, channel: channel.id }),
    trigger_id: desk.tickets.trigger(user.id),
  });
  if (warn(desk, user.id, answer, 'command') || answer.kind !== 'acknowledged') return;
  const said = Said.safeParse(answer.payload);
  if (!said.success || !('text' in said.data || 'blocks' in said.data)) return;
  try {
    const draft = draftOf(said.data);
    if (said.data.response_type === 'in_channel') post(desk, channel, desk.bot.userId, draft);
    else whisper(desk, channel.id, user.id, draft.text, draft.blocks);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    warn(desk, user.id, { kind: 'timeout' }, 'command');
  }
}

/** docs.slack.dev: Shortcuts payload (global shortcuts). */
export async function runShortcut(desk: Desk, user: User, callbackId: string): Promise<void> {
  const answer = await desk.app.ask('interactive', {
    ...common(desk, user),
    type: 'shortcut',
    callback_id: callbackId,
    trigger_id: desk.tickets.trigger(user.id),
    action_ts: actionTs(desk),
  });
  warn(desk, user.id, answer, 'action');
}
