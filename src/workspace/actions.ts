import { z } from 'zod';
import { validateOptions } from '../block-kit/validate.js';
import { slackMessage } from './api/message-json.js';
import { slackView } from './api/view-json.js';
import { type Desk, SlackError } from './desk.js';
import { mayRead } from './messages.js';
import { actionTs, channelName, common, ownView, responseUrl, warn } from './payloads.js';
import type { PageRequests } from './protocol.js';
import type { User } from './store.js';
import { whisperTo } from './whispers.js';

/** docs.slack.dev: block_actions payload. */
export async function press(desk: Desk, user: User, request: PageRequests['/local/action']): Promise<void> {
  const { container } = request;
  const action = { ...request.element, action_id: request.actionId, block_id: request.blockId, action_ts: actionTs(desk) };
  const base = {
    ...common(desk, user),
    type: 'block_actions',
    trigger_id: desk.tickets.trigger(user.id),
    actions: [action],
    state: { values: request.state },
  };
  if (container.type === 'view') {
    const view = ownView(desk, user, container.viewId);
    const payload = { ...base, container: { type: 'view', view_id: view.id }, view: slackView(desk, view, request.state) };
    warn(desk, user.id, await desk.app.ask('interactive', payload), view.type === 'home' ? 'home' : 'modal');
    return;
  }
  const channel = desk.store.conversation(container.channel);
  if (!channel || !mayRead(channel, user.id)) throw new SlackError('channel_not_found');
  const { ts } = container;
  const message = desk.store.message(channel.id, ts);
  if (!message && !whisperTo(desk, user.id, channel.id, ts)) throw new SlackError('message_not_found');
  const payload = {
    ...base,
    container: { type: 'message', message_ts: ts, channel_id: channel.id, is_ephemeral: !message },
    channel: { id: channel.id, name: channelName(channel) },
    ...(message ? { message: slackMessage(desk, message, false) } : {}),
    response_url: responseUrl(desk, { userId: user.id, channel: channel.id, ts }),
  };
  warn(desk, user.id, await desk.app.ask('interactive', payload), 'action');
}

const Option = z.looseObject({ text: z.looseObject({ text: z.string() }), value: z.string() });
const Suggestions = z.union([
  z.looseObject({ options: z.array(Option) }).transform(({ options }) => options),
  z
    .looseObject({ option_groups: z.array(z.looseObject({ options: z.array(Option) })) })
    .transform((groups) => groups.option_groups.flatMap(({ options }) => options)),
]);

/** docs.slack.dev: block_suggestion payload. What the app answers wrongly counts as no answer, and the person is told so. */
export async function suggest(desk: Desk, user: User, request: PageRequests['/local/options']): Promise<{ text: string; value: string }[]> {
  const view = ownView(desk, user, request.viewId);
  const payload = {
    ...common(desk, user),
    type: 'block_suggestion',
    block_id: request.blockId,
    action_id: request.actionId,
    value: request.query,
    container: { type: 'view', view_id: view.id },
    view: slackView(desk, view),
  };
  const answer = await desk.app.ask('interactive', payload);
  if (warn(desk, user.id, answer, 'modal') || answer.kind !== 'acknowledged') return [];
  const given = Suggestions.safeParse(answer.payload);
  if (!given.success || validateOptions(given.data).length > 0) {
    warn(desk, user.id, { kind: 'timeout' }, 'modal');
    return [];
  }
  return given.data.map(({ text, value }) => ({ text: text.text, value }));
}
