import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import { close, open } from '../../src/chat/reply.js';
import { signature } from '../../src/workspace/http-link.js';
import { personAt } from '../support/person.js';
import { freePort } from '../support/running.js';
import { anAdapter, aWorkspace, SECRET } from './desk.js';

const START = Date.UTC(2026, 10, 24, 2);
const JSON_TYPE = 'application/json; charset=utf-8';
const FORM_TYPE = 'application/x-www-form-urlencoded';
const minutes = (n: number) => n * 60_000;
const typed = (text: string, ts = '1700000000.000100') =>
  JSON.stringify({
    type: 'event_callback',
    team_id: 'T1',
    event: { type: 'message', channel_type: 'im', channel: 'D1', user: 'U1', text, ts },
  });
const pressed = (id = 'reflection.send') =>
  new URLSearchParams({
    payload: JSON.stringify({
      type: 'block_actions',
      user: { id: 'U1' },
      team: { id: 'T1' },
      trigger_id: 't1',
      container: { type: 'message', message_ts: '1.2' },
      channel: { id: 'D1' },
      actions: [{ type: 'button', action_id: id, action_ts: '1700000001.5', value: 's1' }],
    }),
  }).toString();

/** The adapter in HTTP mode at a time that the test moves, with nobody behind it. */
async function aReceiver(options: Partial<Parameters<typeof anAdapter>[1]> = {}) {
  let now = START;
  const port = await freePort();
  const adapter = anAdapter(
    { apiUrl: 'http://127.0.0.1:1/api/', botToken: 'b', appToken: '' },
    { port, clock: { now: () => now as Instant }, ...options },
  );
  await adapter.slack.start();
  const url = `http://127.0.0.1:${port}/slack/events`;
  async function send(
    body: string,
    {
      type = JSON_TYPE,
      at = now,
      secret = SECRET,
      headers = {},
    }: { type?: string; at?: number; secret?: string; headers?: Record<string, string> } = {},
  ) {
    const seconds = Math.floor(at / 1_000);
    const signed = { 'x-slack-request-timestamp': String(seconds), 'x-slack-signature': signature(secret, seconds, body) };
    const response = await fetch(url, { method: 'POST', body, headers: { 'content-type': type, ...signed, ...headers } });
    return { status: response.status, said: await response.text() };
  }
  return {
    ...adapter,
    url,
    port,
    send,
    move: (ms: number) => {
      now += ms;
    },
  };
}

test('a whole conversation over HTTP against the workspace', async () => {
  const port = await freePort();
  const workspace = await aWorkspace({ requestUrl: { url: `http://127.0.0.1:${port}/slack/events`, signingSecret: SECRET } });
  const { slack, stored, answerWith } = anAdapter(workspace, { port });
  await slack.start();
  expect(slack.connection()).toBe('connected');
  const person = await personAt(workspace, '邓禾');
  onTestFinished(person.close);
  await person.say('汇总');
  await expect.poll(() => stored.map(({ text }) => text)).toEqual(['汇总']);
  answerWith((event) =>
    event.kind === 'submission'
      ? close
      : open({
          id: 'a.submit',
          title: '作答',
          submit: '提交',
          close: '关闭',
          context: '',
          blocks: [{ kind: 'field', name: 'x', label: '一问', input: { kind: 'text' } }],
        }),
  );
  await person.say('/siwen');
  await person.form('作答');
  await person.fill({ 一问: '甲' });
  expect(await person.submit()).toEqual({ kind: 'closed' });
  expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
});

test('url_verification gets its challenge back, signed requests only', async () => {
  const { send } = await aReceiver();
  const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1', token: 'x' });
  expect(await send(body)).toMatchObject({ status: 200, said: '{"challenge":"c-1"}' });
  expect((await send(body, { secret: 'another' })).status).toBe(401);
});

test.each([
  ['now', 0, 200],
  ['five minutes old', -minutes(5), 200],
  ['older', -minutes(5) - 1_000, 401],
  ['five minutes ahead', minutes(5), 200],
  ['further ahead', minutes(5) + 1_000, 401],
  ['a day old', -minutes(1_440), 401],
  ['a day ahead', minutes(1_440), 401],
])('a request that is %s is answered with %3$s', async (_what, offset, status) => {
  const { send, stored } = await aReceiver();
  expect((await send(typed('汇总'), { at: START + offset })).status).toBe(status);
  expect(stored).toHaveLength(status === 200 ? 1 : 0);
});

test.each<[string, Record<string, string>]>([
  ['no signature', { 'x-slack-signature': '' }],
  ['a shorter one', { 'x-slack-signature': 'v0=ab' }],
  ['one of the same length', { 'x-slack-signature': `v0=${'0'.repeat(64)}` }],
  ['one of another version', { 'x-slack-signature': `v1=${'0'.repeat(64)}` }],
  ['no time stamp', { 'x-slack-request-timestamp': '' }],
  ['another time stamp than was signed', { 'x-slack-request-timestamp': String(START / 1_000 + 1) }],
  ['a time stamp that is no number', { 'x-slack-request-timestamp': '1e9' }],
])('a request with %s is turned away and nothing is done', async (_what, headers) => {
  const { send, stored, events } = await aReceiver();
  expect(await send(typed('汇总'), { headers })).toEqual({ status: 401, said: '' });
  expect((await send(pressed(), { type: FORM_TYPE, headers })).status).toBe(401);
  expect([stored, events]).toEqual([[], []]);
});

test('a body that was changed after it was signed is turned away', async () => {
  const { url, stored } = await aReceiver();
  const seconds = START / 1_000;
  const headers = {
    'content-type': JSON_TYPE,
    'x-slack-request-timestamp': String(seconds),
    'x-slack-signature': signature(SECRET, seconds, typed('汇总')),
  };
  expect((await fetch(url, { method: 'POST', headers, body: typed('推送') })).status).toBe(401);
  expect(stored).toEqual([]);
});

test('the same signed request a second time acts on nothing; what Slack sends again is signed anew and has the same key', async () => {
  const { send, events, stored, move } = await aReceiver();
  for (let n = 0; n < 3; n++) expect((await send(pressed(), { type: FORM_TYPE, at: START })).status).toBe(200);
  move(minutes(4.9));
  expect(await send(pressed(), { type: FORM_TYPE, at: START })).toEqual({ status: 200, said: '' });
  expect(events).toHaveLength(1);
  move(minutes(1)); // from here on its age turns it away
  expect((await send(pressed(), { type: FORM_TYPE, at: START })).status).toBe(401);
  await send(typed('汇总'));
  await send(typed('汇总'));
  move(1_000);
  await send(typed('汇总'), { headers: { 'x-slack-retry-num': '1' } });
  expect(stored).toHaveLength(2);
  expect(new Set(stored.map(({ key }) => key)).size).toBe(1);
});

test('a request from the future can’t be kept for later, either', async () => {
  const { send, events, move } = await aReceiver();
  const later = START + minutes(4);
  await send(pressed(), { type: FORM_TYPE, at: later });
  move(minutes(8.9));
  expect((await send(pressed(), { type: FORM_TYPE, at: later })).status).toBe(200);
  expect(events).toHaveLength(1);
});

test('what could not be stored is not acknowledged, and may come again at once, under the same signature', async () => {
  let failures = 1;
  const kept: string[] = [];
  const { send, logged } = await aReceiver({
    async storeMessage(event) {
      if (failures-- > 0) throw new Error('disk full: 我的不足');
      kept.push(event.text);
    },
  });
  expect(await send(typed('汇总'))).toEqual({ status: 500, said: '' });
  expect((await send(typed('汇总'))).status).toBe(200);
  expect(kept).toEqual(['汇总']);
  expect(logged.join()).not.toContain('不足');
});

test('of the same request twice at once, the second hears what becomes of the first', async () => {
  const failures: (() => void)[] = [];
  let checked = 0;
  function now(): Instant {
    checked += 1;
    return START as Instant;
  }
  const { send } = await aReceiver({
    clock: { now },
    storeMessage: () => new Promise((_, reject) => void failures.push(() => reject(new Error('disk full')))),
  });
  const both = [send(typed('汇总')), send(typed('汇总'))];
  await expect.poll(() => checked).toBe(2);
  expect(failures).toHaveLength(1);
  failures[0]?.();
  expect((await Promise.all(both)).map(({ status }) => status)).toEqual([500, 500]);
});

test.each([
  ['text', 'text/plain', typed('汇总')],
  ['a file', 'multipart/form-data; boundary=x', typed('汇总')],
  ['JSON that is none', JSON_TYPE, '{"type":'],
  ['a list', JSON_TYPE, '[]'],
  ['nothing', JSON_TYPE, ''],
  ['a form whose payload is no JSON', FORM_TYPE, 'payload=%7B'],
  ['a form whose payload is a number', FORM_TYPE, 'payload=7'],
])('a signed body that is %s is answered with 400', async (_what, type, body) => {
  const { send, stored } = await aReceiver();
  expect((await send(body, { type })).status).toBe(400);
  expect(stored).toEqual([]);
});

test.each([
  ['a closed form', { type: 'view_closed', user: { id: 'U1' }, view: { id: 'V1', type: 'modal' } }],
  ['a dialog of old', { type: 'dialog_submission', callback_id: 'x', user: { id: 'U1' } }],
  ['nothing but braces', {}],
  ['an event that is none', { type: 'event_callback', event: null }],
  ['a kind that does not exist yet', { type: 'something_new', user: { id: 'U1' } }],
  ['a limit on events', { type: 'app_rate_limited', minute_rate_limited: 1_700_000_000, team_id: 'T1' }],
  ['a press without a button', { type: 'block_actions', user: { id: 'U1' }, actions: [] }],
  ['a press by nobody', { type: 'block_actions', actions: [{ type: 'button', action_id: 'a.b' }] }],
  ['a submission without a form', { type: 'view_submission', user: { id: 'U1' }, view: null }],
  ['an event of another kind', { type: 'event_callback', event: { type: 'reaction_added', user: 'U1' } }],
  ['prototype keys', JSON.parse('{"type":"block_actions","__proto__":{"user":{"id":"U1"}},"actions":[{"action_id":"constructor"}]}')],
])('%s is acknowledged, so that Slack does not repeat it, and nothing comes of it', async (_what, payload) => {
  const { send, events, stored } = await aReceiver();
  expect((await send(JSON.stringify(payload))).status).toBe(200);
  const form = new URLSearchParams({ payload: JSON.stringify({ ...payload, again: true }) }).toString();
  expect((await send(form, { type: FORM_TYPE })).status).toBe(200);
  expect([events, stored]).toEqual([[], []]);
  expect((await send(typed('汇总'))).status).toBe(200); // and it still works
});

test('more than a megabyte is not even read; neither announced nor piece by piece', async () => {
  const { url, port, send } = await aReceiver();
  const large = 'x'.repeat(1024 * 1024 + 1);
  const refused = await fetch(url, { method: 'POST', body: large, headers: { 'content-type': JSON_TYPE } }).then(
    (response) => response.status,
    () => 413, // the answer came while the body was still on its way
  );
  expect(refused).toBe(413);
  expect(await overLimit(port, 'content-length: 2000000')).toBe('HTTP/1.1 413 Payload Too Large');
  expect(await overLimit(port, 'transfer-encoding: chunked')).toBe('HTTP/1.1 413 Payload Too Large');
  expect((await send(typed('汇总'))).status).toBe(200);
});

/** The first line that comes back while the body is still being sent. */
function overLimit(port: number, header: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n${header}\r\n\r\n`);
      const chunk = 'x'.repeat(64 * 1024);
      for (let n = 0; n < 20 && socket.writable; n++) socket.write(header.includes('chunked') ? `10000\r\n${chunk}\r\n` : chunk);
    });
    socket.on('data', (data) => {
      resolve(String(data).split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('hung up without an answer')));
  });
}

test('other paths and methods are left to the program; an empty secret does not start', async () => {
  const { url } = await aReceiver();
  expect((await fetch(url)).status).toBe(404);
  expect((await fetch(url.replace('/slack/events', '/healthz'), { method: 'POST' })).status).toBe(404);
  const port = await freePort();
  const { slack } = anAdapter({ apiUrl: 'http://127.0.0.1:1/api/', botToken: 'b', appToken: '' }, { port });
  await slack.start();
  const second = anAdapter({ apiUrl: 'http://127.0.0.1:1/api/', botToken: 'b', appToken: '' }, { port });
  await expect(second.slack.start()).rejects.toThrow(/EADDRINUSE/);
});

test('the same search twice within a second, which is the same request, gets its options both times', async () => {
  const { send, answerWith } = await aReceiver();
  answerWith(() => ({ do: 'options', options: [{ label: '苏明礼', value: '003' }] }));
  const payload = { type: 'block_suggestion', user: { id: 'U1' }, team: { id: 'T1' }, action_id: 'reflection.leaders', value: '苏' };
  const search = () => send(new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), { type: FORM_TYPE });
  const first = await search();
  expect(first.said).toContain('苏明礼');
  expect(await search()).toEqual(first);
});

test('a Home tab whose drawing got no answer is in doubt', async () => {
  const { send, answerWith, homesInDoubt } = await aReceiver();
  answerWith(() => ({ do: 'home', home: { blocks: [] } }));
  const event = { type: 'app_home_opened', user: 'U1', tab: 'home', event_ts: '1700000000.000200' };
  expect((await send(JSON.stringify({ type: 'event_callback', team_id: 'T1', event }))).status).toBe(200);
  await expect.poll(() => homesInDoubt).toEqual(['U1']);
});
