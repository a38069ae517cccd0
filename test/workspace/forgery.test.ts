import { expect, test } from 'vitest';
import { objectOf } from '../support/elements.js';
import { formOf, homeOf, triggerOf, viewIn } from '../support/views.js';
import { testWorkspace } from '../support/workspace.js';

const button = { type: 'button', action_id: 'press', text: { type: 'plain_text', text: '作答' } };
const element = { type: 'button' };
const at = { blockId: 'card', actionId: 'press', element, state: {} };

/** 邓禾 has a card, an ephemeral message, a Home tab and a form; 苏明礼 tries to lay hands on them by their ids. */
async function scene() {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const owner = await workspace.person('邓禾');
  const stranger = await workspace.person('苏明礼');
  const blocks = [{ type: 'actions', block_id: 'card', elements: [button] }];
  const { ts } = await workspace.call('chat.postMessage', { channel: owner.me.id, text: '请作答', blocks });
  const channel = String(owner.snapshot().conversations.find(({ kind }) => kind === 'channel')?.id);
  const whispered = await workspace.call('chat.postEphemeral', { channel, user: owner.me.id, text: '只给你', blocks });
  const home = viewIn(await workspace.call('views.publish', { user_id: owner.me.id, view: homeOf('我的任务') }));
  const form = viewIn(await workspace.call('views.open', { trigger_id: await triggerOf(workspace, app, '邓禾'), view: formOf('四问') }));
  const as = async (user: string, route: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'x-siwen-page': '1' };
    const response = await fetch(workspace.url + route, { method: 'POST', headers, body: JSON.stringify({ user, ...body }) });
    return JSON.parse(await response.text()).error;
  };
  const attempts: [string, object, string][] = [
    ['/local/send', { channel: owner.dm.id, text: '冒充' }, 'channel_not_found'],
    ['/local/read', { channel: owner.dm.id }, 'channel_not_found'],
    ['/local/action', { ...at, container: { type: 'message', channel: owner.dm.id, ts } }, 'channel_not_found'],
    ['/local/action', { ...at, container: { type: 'message', channel, ts: whispered.message_ts } }, 'message_not_found'],
    ['/local/action', { ...at, container: { type: 'view', viewId: home.id } }, 'view_not_found'],
    ['/local/action', { ...at, container: { type: 'view', viewId: form.id } }, 'view_not_found'],
    ['/local/submit', { viewId: form.id, state: { 一问: { value: { type: 'plain_text_input', value: '冒充' } } } }, 'view_not_found'],
    ['/local/options', { viewId: form.id, blockId: 'b', actionId: 'a', query: '' }, 'view_not_found'],
    ['/local/close-view', { viewId: form.id, all: true }, 'view_not_found'],
  ];
  return { ...workspace, app, owner, stranger, as, attempts };
}

test('nobody acts on what is another person’s, and the app hears nothing of the attempt', async () => {
  const { app, owner, stranger, as, attempts } = await scene();
  const before = app.received.length;
  for (const [route, body, error] of attempts) expect(await as(stranger.me.id, route, body), route).toBe(error);
  expect(await as(owner.me.id, '/local/read', { channel: owner.dm.id })).toBeUndefined();
  expect(app.received.length).toBe(before);
  expect(owner.forms()).toHaveLength(1);
  // The control: the owner may do all of it.
  app.answerWith(() => ({ response_action: 'errors', errors: { 一问: '还差一点' } }));
  for (const [route, body] of attempts) expect(await as(owner.me.id, route, body), route).toBeUndefined();
});

test('nobody reads another person’s conversation', async () => {
  const { owner, stranger, url } = await scene();
  const read = async (user: string) => {
    const query = new URLSearchParams({ user, channel: owner.dm.id }).toString();
    return objectOf(JSON.parse(await (await fetch(`${url}/local/messages?${query}`)).text()));
  };
  expect(await read(stranger.me.id)).toEqual({ ok: false, error: 'channel_not_found' });
  expect((await read(owner.me.id)).messages).toHaveLength(1);
});

test('the bot and invented people are nobody to act as', async () => {
  const { as, call, owner } = await scene();
  const { user_id: bot } = await call('auth.test');
  for (const user of [String(bot), 'U0NOBODY', ''])
    expect(await as(user, '/local/send', { channel: owner.dm.id, text: '甲' })).toBe('user_not_found');
});

test.each<[string, object]>([
  ['/local/send', { channel: 'C1', text: '' }],
  ['/local/send', { channel: 'C1', text: '字'.repeat(40_001) }],
  ['/local/send', { channel: ['C1'], text: '甲' }],
  ['/local/action', { ...at, container: { type: 'file' } }],
  ['/local/submit', { viewId: 'V1', state: { a: { b: 'c' } } }],
  ['/local/open-home', { tab: 'about' }],
  ['/local/clock', { to: 'yesterday' }],
])('%s with something of a wrong form is refused', async (route, body) => {
  const { as, owner } = await scene();
  expect(await as(owner.me.id, route, body)).toBe('invalid_arguments');
});
