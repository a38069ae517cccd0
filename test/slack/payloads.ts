/*
 * Payloads as Slack sends them (docs.slack.dev: Interaction payloads, Events API, Slash commands), whole: also with the fields that
 * siwen doesn't read. Who presses is U603 of T1; what they were given is filled in by whoever uses them.
 */
export type Json = Record<string, unknown>;

const TEAM = { id: 'T1', domain: 'bureau', enterprise_id: null, enterprise_name: null };
const USER = { id: 'U603', username: 'u603', name: 'u603', team_id: 'T1' };
const COMMON = { api_app_id: 'A1', token: 'verification', is_enterprise_install: false, enterprise: null };
let presses = 0;
const trigger = () => `${presses++}.100.abcdef`;
const time = () => `17000000${String(presses++ % 100).padStart(2, '0')}.${String(presses).padStart(6, '0')}`;

export function press(actionId: string, value: string): Json {
  const message = {
    type: 'message',
    user: 'UBOT',
    bot_id: 'B1',
    ts: time(),
    text: '四问',
    blocks: [],
    metadata: { event_type: 'siwen', event_payload: {} },
  };
  return {
    type: 'block_actions',
    user: USER,
    team: TEAM,
    ...COMMON,
    container: { type: 'message', message_ts: message.ts, channel_id: 'D1', is_ephemeral: false },
    channel: { id: 'D1', name: 'directmessage' },
    trigger_id: trigger(),
    message,
    state: { values: {} },
    response_url: 'https://hooks.slack.com/actions/T1/1/abc',
    actions: [
      {
        type: 'button',
        action_id: actionId,
        block_id: 'b1',
        text: { type: 'plain_text', text: '作答', emoji: true },
        value,
        action_ts: time(),
      },
    ],
  };
}

function view(callbackId: string, context: string, fields: Json): Json {
  const values = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      {
        value:
          typeof value === 'string'
            ? { type: 'plain_text_input', value }
            : {
                type: 'multi_static_select',
                selected_options: (value as unknown[]).map((one) => ({ text: { type: 'plain_text', text: 'x' }, value: one })),
              },
      },
    ]),
  );
  return {
    id: `V${presses++}`,
    team_id: 'T1',
    type: 'modal',
    blocks: [],
    private_metadata: context,
    callback_id: callbackId,
    state: { values },
    hash: `${time()}.hash`,
    title: { type: 'plain_text', text: '作答', emoji: true },
    clear_on_close: false,
    notify_on_close: false,
    close: null,
    submit: { type: 'plain_text', text: '提交', emoji: true },
    previous_view_id: null,
    root_view_id: 'V1',
    app_id: 'A1',
    external_id: '',
    app_installed_team_id: 'T1',
    bot_id: 'B1',
  };
}

export function pressInForm(actionId: string, value: string, context: string, fields: Json): Json {
  const { message: _message, channel: _channel, ...rest } = press(actionId, value);
  const form = view('reflection.submit', context, fields);
  return { ...rest, container: { type: 'view', view_id: form.id }, view: form };
}

export const submission = (callbackId: string, context: string, fields: Json): Json => ({
  type: 'view_submission',
  user: USER,
  team: TEAM,
  ...COMMON,
  trigger_id: trigger(),
  view: view(callbackId, context, fields),
  response_urls: [],
});

export const suggestion = (actionId: string, query: string): Json => ({
  type: 'block_suggestion',
  user: USER,
  team: TEAM,
  ...COMMON,
  container: { type: 'view', view_id: 'V1' },
  action_id: actionId,
  block_id: 'leader',
  value: query,
  view: view('reflection.share', '', {}),
});

export const shortcut = (callbackId: string): Json => ({
  type: 'shortcut',
  token: 'verification',
  action_ts: time(),
  user: USER,
  team: TEAM,
  is_enterprise_install: false,
  enterprise: null,
  callback_id: callbackId,
  trigger_id: trigger(),
});

export const command = (text: string): Json => ({
  token: 'verification',
  team_id: 'T1',
  team_domain: 'bureau',
  channel_id: 'D1',
  channel_name: 'directmessage',
  user_id: 'U603',
  user_name: 'u603',
  command: '/siwen',
  text,
  api_app_id: 'A1',
  is_enterprise_install: 'false',
  response_url: 'https://hooks.slack.com/commands/T1/1/abc',
  trigger_id: trigger(),
});

const event = (inner: Json): Json => ({
  token: 'verification',
  team_id: 'T1',
  context_team_id: 'T1',
  context_enterprise_id: null,
  api_app_id: 'A1',
  event: inner,
  type: 'event_callback',
  event_id: `Ev${presses++}`,
  event_time: 1_700_000_000,
  authorizations: [{ enterprise_id: null, team_id: 'T1', user_id: 'UBOT', is_bot: true, is_enterprise_install: false }],
  is_ext_shared_channel: false,
  event_context: '4-abc',
});

export const words = (text: string): Json =>
  event({
    type: 'message',
    user: 'U603',
    ts: time(),
    client_msg_id: 'c1',
    text,
    team: 'T1',
    blocks: [{ type: 'rich_text', block_id: 'x', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }],
    channel: 'D1',
    event_ts: time(),
    channel_type: 'im',
  });

export const homeOpened = (): Json =>
  event({ type: 'app_home_opened', user: 'U603', channel: 'D1', tab: 'home', view: view('', '', {}), event_ts: time() });

export const userChanged = (): Json =>
  event({
    type: 'user_change',
    user: { id: 'U603', team_id: 'T1', deleted: false, profile: { email: 'x@bureau.example' } },
    event_ts: time(),
  });
