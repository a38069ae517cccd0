import { randomBytes } from 'node:crypto';
import { slackMessage } from './api/chat.js';
import { contentOf, showModals, slackView } from './api/views.js';
import type { Answer } from './app-link.js';
import { type Desk, SlackError } from './desk.js';
import { blankFields } from './inputs.js';
import { whisper } from './messages.js';
import type { PageEvent, PageRequests, StateValues } from './protocol.js';
import type { User } from './store.js';
import type { View } from './views.js';

type Warning = Extract<PageEvent, { type: 'warning' }>;

/** What Slack tells the person when the app did not answer in time, or not at all. */
export function warn(desk: Desk, userId: string, answer: Answer, where: Warning['where']): boolean {
  if (answer.kind === 'acknowledged') return false;
  const code = answer.kind === 'no-app' ? 'no_app' : where === 'command' ? 'operation_timeout' : 'dispatch_failed';
  desk.pages.send(userId, { type: 'warning', code, where });
  return true;
}

const common = (desk: Desk, user: User) => ({
  team: { id: desk.team.id, domain: 'local' },
  user: { id: user.id, username: user.handle, name: user.handle, team_id: desk.team.id },
  api_app_id: 'A0SIWEN',
  token: 'local',
  enterprise: null,
  is_enterprise_install: false,
});

const responseUrl = (desk: Desk, id: string) => `${desk.url()}/respond/${id}`;
const actionTs = (desk: Desk) => (desk.now() / 1_000).toFixed(6);

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
  const { channel, ts } = container;
  const message = desk.store.message(channel, ts);
  const url = responseUrl(desk, desk.tickets.responseId({ userId: user.id, channel, ts }));
  const payload = {
    ...base,
    container: { type: 'message', message_ts: ts, channel_id: channel, is_ephemeral: !message },
    channel: { id: channel, name: 'directmessage' },
    ...(message ? { message: slackMessage(desk, message, false) } : {}),
    response_url: url,
  };
  warn(desk, user.id, await desk.app.ask('interactive', payload), 'action');
}

/** docs.slack.dev: view_submission payload, and what `response_action` does. */
export async function submit(desk: Desk, user: User, viewId: string, state: StateValues): Promise<void> {
  const view = ownView(desk, user, viewId);
  const blanks = blankFields(view.blocks, state, user.locale);
  if (Object.keys(blanks).length > 0) {
    desk.pages.send(user.id, { type: 'modal-errors', viewId, errors: blanks });
    return;
  }
  const payload = {
    ...common(desk, user),
    type: 'view_submission',
    trigger_id: desk.tickets.trigger(user.id),
    view: slackView(desk, view, state),
    response_urls: [],
  };
  const answer = await desk.app.ask('interactive', payload);
  if (answer.kind !== 'acknowledged') {
    warn(desk, user.id, answer, 'modal');
    desk.pages.send(user.id, { type: 'modal-errors', viewId, errors: {} });
    return;
  }
  try {
    respondTo(desk, view, answer.payload);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    warn(desk, user.id, { kind: 'timeout' }, 'modal');
    desk.pages.send(user.id, { type: 'modal-errors', viewId, errors: {} });
  }
}

function respondTo(desk: Desk, view: View, payload: unknown): void {
  const response: { response_action?: unknown; errors?: unknown; view?: unknown } =
    typeof payload === 'object' && payload !== null ? payload : {};
  switch (response.response_action) {
    case undefined:
      desk.views.pop(view);
      break;
    case 'clear':
      desk.views.clear(view.userId);
      break;
    case 'update':
      desk.views.replace(view, contentOf(response.view, 'modal'));
      break;
    case 'push':
      if (!desk.views.push(view.userId, contentOf(response.view, 'modal'))) throw new SlackError('push_limit_reached');
      break;
    case 'errors': {
      const known = new Set(view.blocks.filter((block) => block.type === 'input').map((block) => block.block_id));
      const errors = Object.entries(response.errors ?? {}).filter(([field]) => known.has(field));
      if (errors.length === 0) throw new SlackError('invalid_arguments');
      desk.pages.send(view.userId, {
        type: 'modal-errors',
        viewId: view.id,
        errors: Object.fromEntries(errors.map(([k, v]) => [k, String(v)])),
      });
      return;
    }
    default:
      throw new SlackError('invalid_arguments');
  }
  showModals(desk, view.userId);
}

/** The person closed one form, or all of them at once. */
export async function closeView(desk: Desk, user: User, viewId: string, all: boolean): Promise<void> {
  const view = ownView(desk, user, viewId);
  if (all) desk.views.clear(user.id);
  else desk.views.pop(view);
  showModals(desk, user.id);
  if (view.notifyOnClose)
    await desk.app.ask('interactive', { ...common(desk, user), type: 'view_closed', view: slackView(desk, view), is_cleared: all });
}

/** docs.slack.dev: Slash commands. */
export async function command(desk: Desk, user: User, channel: string, name: string, text: string): Promise<void> {
  const payload = {
    token: 'local',
    team_id: desk.team.id,
    team_domain: 'local',
    channel_id: channel,
    channel_name: 'directmessage',
    user_id: user.id,
    user_name: user.handle,
    command: name,
    text,
    api_app_id: 'A0SIWEN',
    is_enterprise_install: 'false',
    response_url: responseUrl(desk, desk.tickets.responseId({ userId: user.id, channel })),
    trigger_id: desk.tickets.trigger(user.id),
  };
  const answer = await desk.app.ask('slash_commands', payload);
  if (warn(desk, user.id, answer, 'command') || answer.kind !== 'acknowledged') return;
  const said: { text?: unknown; blocks?: unknown } = typeof answer.payload === 'object' && answer.payload !== null ? answer.payload : {};
  const words = typeof answer.payload === 'string' ? answer.payload : typeof said.text === 'string' ? said.text : '';
  if (words !== '' || said.blocks !== undefined) whisper(desk, channel, user.id, words, said.blocks);
}

export async function shortcut(desk: Desk, user: User, callbackId: string): Promise<void> {
  const payload = {
    ...common(desk, user),
    type: 'shortcut',
    callback_id: callbackId,
    trigger_id: desk.tickets.trigger(user.id),
    action_ts: actionTs(desk),
  };
  warn(desk, user.id, await desk.app.ask('interactive', payload), 'action');
}

/** docs.slack.dev: block_suggestion payload. */
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
  const given: { options?: unknown } = typeof answer.payload === 'object' && answer.payload !== null ? answer.payload : {};
  return (Array.isArray(given.options) ? given.options : []).map((option) => ({
    text: String(option?.text?.text ?? ''),
    value: String(option?.value ?? ''),
  }));
}

/** An event as the Events API wraps it (docs.slack.dev: Events API, "Receiving events"). */
export function tellEvent(desk: Desk, event: Record<string, unknown>): void {
  void desk.app.tell({
    token: 'local',
    team_id: desk.team.id,
    api_app_id: 'A0SIWEN',
    type: 'event_callback',
    event_id: `Ev${randomBytes(6).toString('hex').toUpperCase()}`,
    event_time: Math.floor(desk.now() / 1_000),
    authorizations: [{ enterprise_id: null, team_id: desk.team.id, user_id: desk.bot.userId, is_bot: true, is_enterprise_install: false }],
    is_ext_shared_channel: false,
    event: { event_ts: actionTs(desk), ...event },
  });
}

function ownView(desk: Desk, user: User, viewId: string): View {
  const view = desk.views.find(viewId);
  if (!view || view.userId !== user.id) throw new SlackError('view_not_found');
  return view;
}
