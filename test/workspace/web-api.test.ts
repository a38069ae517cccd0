import { ErrorCode, WebClient } from '@slack/web-api';
import { expect, test } from 'vitest';
import { testWorkspace } from '../support/workspace.js';

type Sent = { readonly method?: string; readonly headers?: Readonly<Record<string, string>>; readonly body?: RequestInit['body'] };

async function send(url: string, { method = 'POST', ...sent }: Sent = {}): Promise<unknown> {
  const response = await fetch(url, { method, ...sent });
  return { status: response.status, ...JSON.parse(await response.text()) };
}

const json = { 'content-type': 'application/json; charset=utf-8' };

test('a form, a JSON body and a query say the same', async () => {
  const { apiUrl, botToken, call, idOf } = await testWorkspace({ now: () => Date.UTC(2026, 10, 24) });
  const user = await idOf('邓禾');
  const authorization = `Bearer ${botToken}`;
  const expected = await call('users.info', { user, include_locale: true });
  expect(expected).toMatchObject({ ok: true, user: { id: user, locale: 'zh-CN' } });
  const url = `${apiUrl}users.info`;
  const form = new FormData();
  form.append('user', user);
  form.append('include_locale', 'true');
  const ways: Sent[] = [
    { headers: { ...json, authorization }, body: JSON.stringify({ user, include_locale: true }) },
    { headers: { authorization }, body: form },
    { body: new URLSearchParams({ token: botToken, user, include_locale: '1' }) },
  ];
  for (const way of ways) expect(await send(url, way)).toMatchObject(expected);
  const query = new URLSearchParams({ user, include_locale: 'true' }).toString();
  expect(await send(`${url}?${query}`, { method: 'GET', headers: { authorization } })).toMatchObject(expected);
});

test('structures come as JSON in a form, or as they are in a JSON body', async () => {
  const { apiUrl, botToken, call, idOf } = await testWorkspace();
  const message = {
    channel: await idOf('邓禾'),
    blocks: [{ type: 'header', text: { type: 'plain_text', text: '四问' } }],
    metadata: { event_type: 'siwen_message', event_payload: { nonce: 'n1' } },
  };
  const expected = { ok: true, message: { blocks: message.blocks, metadata: message.metadata } };
  expect(await call('chat.postMessage', message)).toMatchObject(expected);
  const headers = { ...json, authorization: `Bearer ${botToken}` };
  expect(await send(`${apiUrl}chat.postMessage`, { headers, body: JSON.stringify(message) })).toMatchObject(expected);
});

test.each([
  ['no token', {}, 'not_authed'],
  ['an empty token', { headers: { authorization: 'Bearer ' } }, 'not_authed'],
  ['a wrong token', { headers: { authorization: 'Bearer xoxb-wrong' } }, 'invalid_auth'],
  ['a wrong token in the form', { body: new URLSearchParams({ token: 'xoxb-wrong' }) }, 'invalid_auth'],
])('%s is refused', async (_what, sent, error) => {
  const { apiUrl } = await testWorkspace();
  expect(await send(`${apiUrl}auth.test`, sent)).toEqual({ status: 200, ok: false, error });
});

test('each token opens its own methods, and a JSON body none', async () => {
  const { apiUrl, appToken, botToken, call } = await testWorkspace();
  expect(await call('auth.test', {}, appToken)).toEqual({ ok: false, error: 'not_allowed_token_type' });
  expect(await call('apps.connections.open', {}, botToken)).toEqual({ ok: false, error: 'not_allowed_token_type' });
  expect(await send(`${apiUrl}auth.test`, { headers: json, body: JSON.stringify({ token: botToken }) })).toMatchObject({
    error: 'not_authed',
  });
});

test.each([
  ['broken JSON', '{', 'invalid_json'],
  ['JSON that is no object', '[]', 'json_not_object'],
])('%s is refused', async (_what, body, error) => {
  const { apiUrl, botToken } = await testWorkspace();
  const headers = { ...json, authorization: `Bearer ${botToken}` };
  expect(await send(`${apiUrl}auth.test`, { headers, body })).toMatchObject({ ok: false, error });
});

test('a method that is not there is named in the refusal', async () => {
  const { call } = await testWorkspace();
  for (const method of ['chat.scheduleMessage', 'constructor', '__proto__'])
    expect(await call(method)).toEqual({ ok: false, error: 'unknown_method', req_method: method });
});

test('what the app may not do is refused, with what it needs and what it has', async () => {
  const { apiUrl, botToken, call } = await testWorkspace({ scopes: ['users:read'] });
  expect(await call('chat.postMessage', { channel: 'C1', text: '甲' })).toEqual({
    ok: false,
    error: 'missing_scope',
    needed: 'chat:write',
    provided: 'users:read',
  });
  const response = await fetch(`${apiUrl}users.list`, { headers: { authorization: `Bearer ${botToken}` } });
  expect(response.headers.get('x-oauth-scopes')).toBe('users:read');
  const listed = await response.text();
  expect(listed).toContain('邓禾');
  expect(listed).not.toContain('"email"');
});

test('api.test needs no token, and fails on request', async () => {
  const { apiUrl } = await testWorkspace();
  expect(await send(`${apiUrl}api.test`, { body: new URLSearchParams({ foo: 'bar' }) })).toEqual({
    status: 200,
    ok: true,
    args: { foo: 'bar' },
  });
  expect(await send(`${apiUrl}api.test?error=my_error`, { method: 'GET' })).toMatchObject({ ok: false, error: 'my_error' });
});

test('who and where the app is', async () => {
  const { url, call } = await testWorkspace();
  const own = await call('auth.test');
  expect(own).toMatchObject({
    ok: true,
    url: `${url}/`,
    team: '测试局',
    user: 'siwen',
    user_id: expect.stringMatching(/^U/),
    bot_id: expect.stringMatching(/^B/),
  });
  expect(await call('bots.info')).toMatchObject({ bot: { id: own.bot_id, user_id: own.user_id, name: '四问' } });
  expect(await call('team.info')).toMatchObject({ team: { id: own.team_id, name: '测试局' } });
});

test("Slack's own client is served, and told of refusals as by Slack", async () => {
  const { apiUrl, botToken } = await testWorkspace();
  const client = new WebClient(botToken, { slackApiUrl: apiUrl, retryConfig: { retries: 0 } });
  expect((await client.auth.test()).ok).toBe(true);
  await expect(client.chat.postMessage({ channel: 'C0NOWHERE', text: '甲' })).rejects.toMatchObject({
    code: ErrorCode.PlatformError,
    data: { ok: false, error: 'channel_not_found' },
  });
});
