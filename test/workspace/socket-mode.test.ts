import { expect, test } from 'vitest';
import WebSocket from 'ws';
import { type JsonObject, objectOf } from '../support/elements.js';
import { connectApp } from '../support/socket-app.js';
import { virtualTimer } from '../support/timer.js';
import { testWorkspace } from '../support/workspace.js';

const typesOf = (messages: readonly JsonObject[]) => messages.map(({ type }) => type);

test('a connection begins with hello', async () => {
  const { app } = await testWorkspace();
  const first = await app();
  expect(await first.next('hello')).toMatchObject({ num_connections: 1, connection_info: { app_id: expect.any(String) } });
  expect(await (await app()).next('hello')).toMatchObject({ num_connections: 2 });
});

test('an address is good for one connection, and for half a minute', async () => {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const address = async () => String((await workspace.call('apps.connections.open', {}, workspace.appToken)).url);
  const used = await address();
  (await connectApp(used)).close();
  await expect(connectApp(used)).rejects.toThrow('401');
  const old = await address();
  await timer.advance(30_001);
  await expect(connectApp(old)).rejects.toThrow('401');
  await expect(connectApp(`${workspace.url.replace('http', 'ws')}/link`)).rejects.toThrow('401');
});

test('ten connections may be open, the eleventh is told why it may not', async () => {
  const workspace = await testWorkspace();
  for (let n = 0; n < 10; n++) await workspace.app();
  const tooMany = await workspace.app();
  expect(await tooMany.next('disconnect')).toMatchObject({ reason: 'too_many_websockets' });
  expect(await tooMany.ended).toBe(1_000);
  expect(workspace.link.count()).toBe(10);
});

test('each envelope goes to one connection, in turn', async () => {
  const workspace = await testWorkspace();
  const apps = [await workspace.app(), await workspace.app()];
  const person = await workspace.person('邓禾');
  for (let n = 0; n < 4; n++) await person.say('/siwen');
  for (const app of apps) expect(typesOf(app.received).filter((type) => type === 'slash_commands')).toHaveLength(2);
});

test('an envelope says whether an answer may come with its acknowledgement', async () => {
  const workspace = await testWorkspace();
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  await person.say('你好');
  expect(await app.next('events_api')).toMatchObject({
    accepts_response_payload: false,
    envelope_id: expect.any(String),
    payload: { type: 'event_callback' },
  });
  await person.say('/siwen');
  expect(await app.next('slash_commands')).toMatchObject({ accepts_response_payload: true });
  await person.shortcut('reflection.open');
  expect(await app.next('interactive')).toMatchObject({ accepts_response_payload: true });
});

test('an event nobody acknowledges comes again at once, after a minute and after five, each time saying so, and then no more', async () => {
  const timer = virtualTimer();
  const settled: boolean[] = [];
  const workspace = await testWorkspace({ stopwatch: timer, onEventSettled: (_payload, acknowledged) => settled.push(acknowledged) });
  const app = await workspace.app();
  app.answerWith(({ type }) => (type === 'events_api' ? 'silence' : undefined));
  const person = await workspace.person('邓禾');
  await person.say('你好');
  const first = await app.next('events_api');
  expect(first).not.toHaveProperty('retry_attempt');
  const again: JsonObject[] = [];
  for (const wait of [0, 60_000, 300_000]) {
    const coming = app.next('events_api');
    await timer.advance(3_000 + wait);
    again.push(await coming);
  }
  expect(again.map(({ retry_attempt: attempt, retry_reason: reason }) => [attempt, reason])).toEqual([1, 2, 3].map((n) => [n, 'timeout']));
  expect(new Set([first, ...again].map(({ payload }) => objectOf(payload).event_id)).size).toBe(1);
  expect(new Set([first, ...again].map(({ envelope_id: id }) => id)).size).toBe(4);
  await timer.advance(3_600_000);
  await person.say('/siwen'); // whatever was sent before this has arrived by now
  expect(typesOf(app.received).filter((type) => type === 'events_api')).toHaveLength(4);
  expect(settled).toEqual([false]);
});

test('an acknowledged event does not come again', async () => {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const app = await workspace.app();
  const person = await workspace.person('邓禾');
  await person.say('你好');
  await app.next('events_api');
  await person.say('/siwen');
  await timer.advance(3_600_000);
  await person.say('/siwen');
  expect(typesOf(app.received).filter((type) => type === 'events_api')).toHaveLength(1);
});

test('what happened while no app was there is told to the one that comes', async () => {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const person = await workspace.person('邓禾');
  await person.say('你在吗');
  await timer.advance(0); // the first repetition finds nobody either
  const app = await workspace.app();
  await timer.advance(60_000);
  expect(objectOf(objectOf((await app.next('events_api')).payload).event)).toMatchObject({ text: '你在吗' });
});

test('a warning leaves the connection, a refresh ends it in good order, a cut without a word', async () => {
  const workspace = await testWorkspace();
  const [first, second] = [await workspace.app(), await workspace.app()];
  workspace.link.warn();
  expect(await first.next('disconnect')).toMatchObject({ reason: 'warning' });
  expect(workspace.link.count()).toBe(2);
  workspace.link.refresh();
  expect(await first.next('disconnect')).toMatchObject({ reason: 'refresh_requested' });
  expect([await first.ended, await second.ended]).toEqual([1_000, 1_000]);
  const third = await workspace.app();
  workspace.link.cut();
  expect(await third.ended).toBe(1_006);
  expect(typesOf(third.received)).not.toContain('disconnect');
  expect(workspace.link.count()).toBe(0);
});

test('the page knows whether an app is there', async () => {
  const workspace = await testWorkspace();
  const person = await workspace.person('邓禾');
  expect(person.snapshot().connected).toBe(false);
  const app = await workspace.app();
  await person.until('an app', () => (person.snapshot().connected ? true : undefined));
  const other = await workspace.app();
  app.close();
  await app.ended;
  expect((await workspace.person('苏明礼')).snapshot().connected).toBe(true);
  other.close();
  await person.until('no app', () => (person.snapshot().connected ? undefined : true));
});

test('what is no acknowledgement is left alone', async () => {
  const workspace = await testWorkspace();
  const { url } = await workspace.call('apps.connections.open', {}, workspace.appToken);
  const socket = new WebSocket(String(url));
  await new Promise((resolve) => socket.once('message', resolve));
  for (const junk of ['', '{', '[]', '{"envelope_id":1}', '{"envelope_id":"unknown"}', Buffer.from([0xff])]) socket.send(junk);
  await new Promise((resolve) => socket.once('pong', resolve).ping());
  expect(workspace.link.count()).toBe(1);
  socket.terminate();
});
