import { expect, onTestFinished, test, vi } from 'vitest';
import { close, open } from '../../src/chat/reply.js';
import { backOffMs } from '../../src/slack/trouble.js';
import { personAt } from '../support/person.js';
import { freePort } from '../support/running.js';
import { aDesk, anAdapter, aWorkspace, connected, webApi } from './desk.js';
import { rawServer } from './raw-server.js';
import { sparseServer } from './sparse-server.js';
import { steppedTimer } from './stepped-timer.js';

const users = [{ id: 'U1', name: 'one', email: 'one@bureau.example' }];
const tokens = { bot: 'xoxb-kept', app: 'xapp-kept' };
const hour = 3_600_000;
const OUTAGE_MS = 20 * 60_000;
/** `REFRESHES=1000` for as many as that. */
const REFRESHES = Number(process.env.REFRESHES ?? 50);
/** Deeper than JSON can be written, not than it can be read. */
const DEEP = 100_000;
const eventually = (what: () => unknown, timeout = 10_000) => vi.waitUntil(what, { timeout, interval: 5 });

async function twoLines() {
  const timer = steppedTimer(1);
  const desk = await aDesk({ timer });
  await timer.step(); // the second line comes a little later
  await eventually(() => desk.workspace.link.count() === 2);
  return { ...desk, timer };
}

test('two lines are kept, and payloads come over both', async () => {
  const { person, stored } = await twoLines();
  for (const text of ['一', '二', '三', '四']) await person.say(text);
  await eventually(() => stored.length === 4);
  expect(person.events.filter(({ type }) => type === 'warning')).toEqual([]);
});

test('refreshes leave no gap: there is always a line, and no words are lost or doubled', { timeout: 600_000 }, async () => {
  const { person, stored, workspace, timer } = await twoLines();
  const { link } = workspace;
  for (let n = 0; n < REFRESHES; n++) {
    timer.pass(hour);
    link.warn();
    await person.say(`${n}`);
    // Each of the two has been replaced and given up.
    await eventually(() => stored.length === n + 1 && link.count() === 2);
  }
  expect(person.events.filter((event) => event.type === 'connected' && !event.connected)).toEqual([]);
  expect(stored.map(({ text }) => text)).toEqual(Array.from({ length: REFRESHES }, (_, n) => `${n}`));
});

test('what is being worked on when the server asks for a refresh is still acknowledged', async () => {
  const { person, workspace, answerWith, timer, calls } = await twoLines();
  answerWith(() =>
    open({
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
  let finish = () => {};
  answerWith(
    () =>
      new Promise((resolve) => {
        finish = () => resolve(close);
      }),
  );
  const submitted = person.submit();
  await eventually(() => workspace.link.count() === 2);
  timer.pass(hour);
  workspace.link.warn();
  // In the end there are two new lines, and of the old ones that on which work is being done.
  const opened = () => calls.filter((method) => method === 'apps.connections.open').length;
  const three = () => opened() === 3 && workspace.link.count() === 3;
  await eventually(async () => three() && (await webApi(workspace, 'auth.test')) && three());
  finish();
  expect(await submitted).toEqual({ kind: 'closed' });
});

test('lines that are cut come back at once, and it is said', async () => {
  const { workspace, timer, logged, slack, person, stored } = await twoLines();
  // One word over each line: a line that is cut before it has said hello would count as a failure, with a pause.
  for (const text of ['一', '二']) await person.say(text);
  await eventually(() => stored.length === 2);
  timer.pass(hour);
  workspace.link.cut();
  await eventually(() => logged.some((line) => line.includes('the connection to the chat has ended; connecting again')));
  await eventually(() => workspace.link.count() === 2 && slack.connection() === 'connected');
  await person.say('还在吗');
  await eventually(() => stored.length === 3);
});

test('a wrong token is said in plain words, without the token, and tried again with pauses of ten seconds at most', async () => {
  const server = await rawServer((response) => response.end('{"ok":false,"error":"invalid_auth"}'));
  const timer = steppedTimer(2);
  const { slack, logged } = anAdapter({ ...server, appToken: 'xapp-secret' }, { timer });
  await slack.start();
  await timer.step();
  const pauses: number[] = [];
  for (let n = 0; n < 60; n++) {
    const before = timer.elapsed();
    await timer.step();
    pauses.push(timer.elapsed() - before);
  }
  expect(slack.connection()).toBe('down');
  expect(Math.max(...pauses)).toBeLessThanOrEqual(5_000);
  expect(server.requests()).toBeGreaterThan(40);
  const said = logged.filter((line) => line.includes('SLACK_APP_TOKEN'));
  expect(said[0]).toMatch(/does not accept SLACK_APP_TOKEN: copy it anew/);
  expect(said.length).toBeLessThan(8);
  expect(logged.join()).not.toContain('xapp-secret');
});

test.each([
  ['not_allowed_token_type', 'has to begin with xapp-'],
  ['missing_scope', 'connections:write'],
  ['account_inactive', 'install it again'],
  ['token_revoked', 'generate a new one'],
  ['internal_error', 'cannot be reached'],
  ['constructor', 'cannot be reached'],
])('«%s» is explained', async (code, words) => {
  const server = await rawServer((response) => response.end(JSON.stringify({ ok: false, error: code })));
  const { slack, logged } = anAdapter(server, { timer: steppedTimer(2) });
  await slack.start();
  await eventually(() => logged.length > 0);
  expect(logged[0]).toContain(words);
});

test('pauses double from half a second to five', () => {
  expect([1, 2, 3, 4, 5, 6, 1_000].map((failures) => backOffMs(failures))).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
});

test('a server that names a time is left alone for that long', async () => {
  const server = await rawServer((response) => response.writeHead(429, { 'retry-after': '40' }).end('{"ok":false,"error":"ratelimited"}'));
  const timer = steppedTimer(2);
  const { slack } = anAdapter(server, { timer });
  await slack.start();
  await timer.step(); // the second line comes a little later
  while (timer.elapsed() < 10 * 60_000) await timer.step();
  expect(slack.connection()).toBe('down');
  expect(server.requests()).toBeLessThanOrEqual((2 * 10 * 60) / 40 + 2);
});

test('after a long outage the return of the server is noticed within 15 s', { timeout: 60_000 }, async () => {
  const dead = await rawServer((response) => response.destroy());
  const timer = steppedTimer(2);
  const { slack, stored, logged } = anAdapter({ ...dead, botToken: tokens.bot, appToken: tokens.app }, { timer });
  await slack.start(); // resolves although nobody is there
  while (timer.elapsed() < OUTAGE_MS) await timer.step();
  expect(slack.connection()).toBe('down');
  await dead.close();
  const workspace = await aWorkspace({ port: dead.port, tokens });
  const since = timer.elapsed();
  while (slack.connection() !== 'connected') {
    await timer.step();
    await eventually(() => slack.connection() === 'connected' || timer.waiting() >= 2);
  }
  expect(timer.elapsed() - since).toBeLessThanOrEqual(15_000);
  const person = await personAt(workspace, '邓禾');
  onTestFinished(person.close);
  await person.say('回来了');
  await eventually(() => stored.length === 1);
  expect(logged.at(-1)).toContain('connected to the chat');
});

test('a server that dies and returns is noticed, in real time', async () => {
  const port = await freePort();
  const first = await aWorkspace({ port, tokens });
  const { slack, logged } = anAdapter(first);
  await slack.start();
  await connected(slack);
  await first.close();
  await eventually(() => logged.some((line) => line.includes('has ended')));
  const since = performance.now();
  await aWorkspace({ port, tokens });
  await connected(slack);
  expect(performance.now() - since).toBeLessThan(15_000);
});

test('a line that dies without a word is noticed within 15 s', { timeout: 30_000 }, async () => {
  const server = await sparseServer({ users });
  const { slack, stored } = anAdapter(server);
  await slack.start();
  await eventually(() => server.sockets.length === 2);
  const since = performance.now();
  server.freeze();
  await eventually(() => server.calls.filter((method) => method === 'apps.connections.open').length === 4, 20_000);
  expect(performance.now() - since).toBeLessThan(15_000);
  await eventually(() => server.sockets.length === 2); // new ones
  await server.type('U1', '还在');
  expect(stored).toHaveLength(1);
});

test('a server that takes one connection at a time is left in peace with one', async () => {
  const server = await sparseServer({ users, lines: 'newest' });
  const timer = steppedTimer(1);
  const { slack, logged, stored } = anAdapter(server, { timer });
  await slack.start();
  await connected(slack);
  await timer.step(); // the second line comes, and the first is hung up on
  await eventually(() => logged.some((line) => line.includes('keeps one for now')));
  await timer.step(); // a pause, as after any line that ends early
  await eventually(() => timer.waiting() === 1);
  const opened = () => server.calls.filter((method) => method === 'apps.connections.open').length;
  await server.type('U1', '一');
  expect([stored.length, server.sockets.length, opened()]).toEqual([1, 1, 2]);
  expect(timer.elapsed()).toBeLessThan(60_000);
  await timer.step(); // after ten minutes it is tried once more
  await eventually(() => opened() === 3 && timer.waiting() === 1);
  await server.type('U1', '二');
  expect([stored.length, server.sockets.length, timer.elapsed() > 10 * 60_000]).toEqual([2, 1, true]);
});

test('a limit on events ends nothing; what can’t be read is left alone', async () => {
  const server = await sparseServer({ users });
  const { slack, logged, stored } = anAdapter(server);
  await slack.start();
  await connected(slack);
  expect(await server.deliver('events_api', { type: 'app_rate_limited', team_id: 'T1', minute_rate_limited: 1 })).toEqual({});
  const [socket] = server.sockets;
  for (const raw of [
    'nonsense',
    '{}',
    'null',
    '[]',
    '7',
    '{"type":"events_api"}',
    '{"type":"events_api","payload":null}',
    '{"type":"hello"}',
    '{"type":"interactive"}',
    '{"type":"__proto__","envelope_id":"x","payload":{}}',
    '{"type":"events_api","envelope_id":"x","payload":{"event":{"type":"disconnected"}}}',
    `{"type":"interactive","envelope_id":"x","payload":{"deep":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}}`,
  ])
    socket?.send(raw);
  socket?.send(Buffer.from([1, 2, 3]), { binary: true });
  await server.type('U1', '还在');
  await eventually(() => stored.length === 1);
  expect(logged.some((line) => line.includes('an envelope was not understood and left alone'))).toBe(true);
  expect(slack.connection()).toBe('connected');
});

test.each([
  ['a kind nobody knows', 'something_new', { type: 'something_new' }],
  ['a closed form', 'interactive', { type: 'view_closed', user: { id: 'U1' }, view: { id: 'V1', type: 'modal' } }],
  ['an event nobody asked for', 'events_api', { type: 'event_callback', event: { type: 'reaction_added', user: 'U1' } }],
  ['an event of a kind that is no word', 'events_api', { type: 'event_callback', event: { type: { toString: 1 }, user: 'U1' } }],
  ['a press without anything', 'interactive', { type: 'block_actions' }],
  ['a press by nobody', 'interactive', { type: 'block_actions', actions: [{ action_id: 'a.b' }] }],
  ['a command by nobody', 'slash_commands', { command: '/siwen' }],
])('%s is acknowledged and nothing comes of it', async (_what, type, payload) => {
  const server = await sparseServer({ users });
  const { slack, events } = anAdapter(server);
  await slack.start();
  await connected(slack);
  expect(await server.deliver(type, payload)).toEqual({});
  expect(events).toEqual([]);
});

test('stopping ends at once, also while the server is away', async () => {
  const { slack } = anAdapter({ apiUrl: 'http://127.0.0.1:1/api/', botToken: 'b', appToken: 'a' });
  await slack.start();
  const before = performance.now();
  await slack.stop();
  expect(performance.now() - before).toBeLessThan(1_000);
});
