import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import type { RefusedMeaning } from '../../src/chat/errors.js';
import { open } from '../../src/chat/reply.js';
import type { Fault } from '../../src/workspace/faults.js';
import { aDesk, anAdapter } from './desk.js';
import { rawServer } from './raw-server.js';

const card = { summary: '四问', blocks: [{ kind: 'text' as const, text: ['四问'] }] };

test.each<[string, RefusedMeaning]>([
  ['user_disabled', 'person-gone'],
  ['user_not_found', 'person-gone'],
  ['account_inactive', 'credentials'],
  ['invalid_auth', 'credentials'],
  ['not_authed', 'credentials'],
  ['not_allowed_token_type', 'credentials'],
  ['token_expired', 'credentials'],
  ['token_revoked', 'credentials'],
  ['missing_scope', 'scope'],
  ['accesslimited', 'suspended'],
  ['ekm_access_denied', 'suspended'],
  ['message_limit_exceeded', 'suspended'],
  ['org_login_required', 'suspended'],
  ['team_access_not_granted', 'suspended'],
  ['two_factor_setup_required', 'suspended'],
  ['message_not_found', 'message-gone'],
  ['cant_update_message', 'message-gone'],
  ['edit_window_closed', 'message-gone'],
  ['expired_trigger_id', 'too-late'],
  ['exchanged_trigger_id', 'too-late'],
  ['invalid_trigger_id', 'too-late'],
  ['hash_conflict', 'too-late'],
  ['invalid_blocks', 'content'],
  ['msg_too_long', 'content'],
  ['msg_blocks_too_long', 'content'],
  ['no_text', 'content'],
  ['metadata_too_large', 'content'],
  ['access_denied', 'other'],
  ['no_permission', 'other'],
  ['is_archived', 'other'],
  ['not_in_channel', 'other'],
  ['restricted_action', 'other'],
  ['constructor', 'other'],
])('«%s» is a no, and means %s', async (code, meaning) => {
  const { slack, workspace, person, calls } = await aDesk();
  workspace.faults.next('chat.postMessage', { kind: 'error', error: code });
  await expect(slack.chat.post(person.me.id, card, 'n')).rejects.toMatchObject({ name: 'Refused', code, meaning });
  expect(calls.filter((method) => method === 'chat.postMessage')).toHaveLength(1);
});

test.each<[string, Fault]>([
  ['internal_error', { kind: 'error', error: 'internal_error' }],
  ['fatal_error', { kind: 'error', error: 'fatal_error' }],
  ['service_unavailable', { kind: 'error', error: 'service_unavailable' }],
  ['500 before the effect', { kind: 'status', status: 500, effect: false }],
  ['500 after the effect', { kind: 'status', status: 500, effect: true }],
  ['502', { kind: 'status', status: 502, effect: true }],
  ['503', { kind: 'status', status: 503, effect: false }],
  ['504', { kind: 'status', status: 504, effect: false }],
  ['a reset before the effect', { kind: 'cut', effect: false }],
  ['a reset after the effect', { kind: 'cut', effect: true }],
])('%s leaves the outcome unknown, and the adapter does not try again by itself', async (_what, fault) => {
  const { slack, workspace, person, calls } = await aDesk();
  workspace.faults.next('chat.postMessage', fault);
  await expect(slack.chat.post(person.me.id, card, 'n')).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  expect(calls.filter((method) => method === 'chat.postMessage')).toHaveLength(1);
});

test('an answer that takes too long leaves the outcome unknown, before a trigger would have expired', async () => {
  const { slack, workspace, person, calls } = await aDesk();
  workspace.faults.next('views.publish', { kind: 'delay', ms: 10_000 });
  const before = performance.now();
  await expect(slack.chat.publishHome(person.me.id, { blocks: card.blocks })).rejects.toMatchObject({ name: 'OutcomeUnknown' });
  expect(performance.now() - before).toBeLessThan(3_000);
  expect(calls.filter((method) => method === 'views.publish')).toHaveLength(1);
});

test('429 says how long this method has to wait, and is tried once', async () => {
  const { slack, workspace, person, calls, limited: counted } = await aDesk();
  const ref = await slack.chat.post(person.me.id, card, 'n');
  workspace.faults.next('chat.update', { kind: 'ratelimited', retryAfterS: 7 });
  const limited = { name: 'RateLimited', method: 'chat.update', retryAfterMs: 7_000 };
  await expect(slack.chat.update(ref, card)).rejects.toMatchObject(limited);
  await slack.chat.post(person.me.id, card, 'other'); // another method is not meant
  expect(calls.filter((method) => method.startsWith('chat.'))).toEqual(['chat.postMessage', 'chat.update', 'chat.postMessage']);
  expect(counted).toEqual(['chat.update']);
});

test.each<[string, (response: ServerResponse) => void, object]>([
  ['429 without a time', (r) => r.writeHead(429).end(), { name: 'RateLimited', retryAfterMs: 30_000 }],
  ['429 with nonsense for a time', (r) => r.writeHead(429, { 'retry-after': 'soon' }).end(), { name: 'RateLimited', retryAfterMs: 30_000 }],
  ['a limit said in the body', (r) => r.end('{"ok":false,"error":"ratelimited"}'), { name: 'RateLimited', retryAfterMs: 30_000 }],
  [
    'a limit said in the body, with a time',
    (r) => r.setHeader('retry-after', '4').end('{"ok":false,"error":"ratelimited"}'),
    { name: 'RateLimited', retryAfterMs: 4_000 },
  ],
  ['a proxy’s page', (r) => r.end('<html><body>请先登录</body></html>'), { name: 'OutcomeUnknown' }],
  ['nothing at all', (r) => r.end(), { name: 'OutcomeUnknown' }],
  ['an answer cut short', (r) => r.end('{"ok":true,"channel":"D1","ts":"17'), { name: 'OutcomeUnknown' }],
  [
    'an answer that breaks off',
    (r) => r.writeHead(200, { 'content-length': '900' }).write('{"ok":true', () => r.destroy()),
    { name: 'OutcomeUnknown' },
  ],
  ['an answer without ok', (r) => r.end('{}'), { name: 'OutcomeUnknown' }],
  ['ok without a time stamp', (r) => r.end('{"ok":true}'), { name: 'OutcomeUnknown' }],
  ['not found', (r) => r.writeHead(404).end('no such page'), { name: 'Refused', code: 'http_404', meaning: 'on-the-way' }],
  ['a redirection', (r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(), { name: 'OutcomeUnknown' }],
])('%s is understood', async (_what, answer, failure) => {
  const server = await rawServer(answer);
  const { slack } = anAdapter(server);
  const failed = await slack.chat.post('U1', card, 'n').catch((error: unknown) => error);
  expect(failed).toMatchObject(failure);
  expect(String(failed)).not.toMatch(/登录|html/);
  expect(server.requests()).toBe(1);
});

test('a server that is not there leaves the outcome unknown', async () => {
  const { slack } = anAdapter({ apiUrl: 'http://127.0.0.1:1/api/', botToken: 'b', appToken: 'a' });
  await expect(slack.chat.post('U1', card, 'n')).rejects.toMatchObject({ name: 'OutcomeUnknown' });
});

test('neither a limit on messages nor a call that hangs delays the form somebody waits for', async () => {
  const { slack, workspace, person, answerWith } = await aDesk();
  answerWith(() => open({ id: 'a.submit', title: '作答', close: '关闭', context: '', blocks: card.blocks }));
  const asking = {
    ...card,
    blocks: [{ kind: 'actions' as const, elements: [{ kind: 'button' as const, id: 'a.b' as const, label: '作答' }] }],
  };
  await slack.chat.post(person.me.id, asking, 'n');
  await person.message('作答');
  workspace.faults.next('chat.postMessage', { kind: 'ratelimited', retryAfterS: 30 });
  await expect(slack.chat.post(person.me.id, card, 'n2')).rejects.toMatchObject({ name: 'RateLimited', retryAfterMs: 30_000 });
  workspace.faults.next('chat.postMessage', { kind: 'delay', ms: 3_000 });
  const hanging = slack.chat.post(person.me.id, card, 'n3');
  const before = performance.now();
  await person.press('作答');
  await person.form('作答');
  expect(performance.now() - before).toBeLessThan(1_000);
  await hanging;
});
