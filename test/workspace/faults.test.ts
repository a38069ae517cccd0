import { expect, test } from 'vitest';
import { objectOf } from '../support/elements.js';
import { virtualTimer } from '../support/timer.js';
import { testWorkspace } from '../support/workspace.js';

async function scene() {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const person = await workspace.person('邓禾');
  /** What the caller of one call sees: a status with an error, or a connection that breaks. */
  const post = async () => {
    const body = new URLSearchParams({ token: workspace.botToken, channel: person.me.id, text: '甲' });
    const response = await fetch(`${workspace.apiUrl}chat.postMessage`, { method: 'POST', body }).catch(() => undefined);
    if (!response) return 'broken';
    const said = await response.text();
    return said.startsWith('{') ? [response.status, response.headers.get('retry-after'), JSON.parse(said).error] : [response.status, said];
  };
  const arrived = async () => Object((await workspace.call('conversations.history', { channel: person.dm.id })).messages).length;
  return { ...workspace, timer, person, post, arrived };
}

const fine = [200, null, undefined];

test.each([
  ['a rate limit', { kind: 'ratelimited', retryAfterS: 7 }, [429, '7', 'ratelimited'], 0],
  ['an error of Slack’s', { kind: 'error', error: 'fatal_error' }, [200, null, 'fatal_error'], 0],
  ['a failing server', { kind: 'status', status: 503, effect: false }, [503, 'upstream error'], 0],
  ['a failing server that has done it', { kind: 'status', status: 500, effect: true }, [500, 'upstream error'], 1],
  ['a connection cut', { kind: 'cut', effect: false }, 'broken', 0],
  ['a reply lost on the way', { kind: 'cut', effect: true }, 'broken', 1],
] as const)('%s', async (_what, fault, seen, sent) => {
  const { arrived, faults, post } = await scene();
  faults.next('chat.postMessage', fault);
  expect(await post()).toEqual(seen);
  expect(await arrived()).toBe(sent);
  expect(await post()).toEqual(fine);
  expect(await arrived()).toBe(sent + 1);
});

test('a delay is elapsed time, and then the call takes effect', async () => {
  const { arrived, faults, post, timer } = await scene();
  faults.next('chat.postMessage', { kind: 'delay', ms: 5_000 });
  let answer: unknown;
  const posted = post().then((seen) => {
    answer = seen;
  });
  await timer.until(async () => (await arrived()) === 1, 5_000);
  await posted;
  expect(answer).toEqual(fine);
  expect(timer.elapsed()).toBe(5_000);
});

test('a fault meets the calls it is meant for, as often as was said', async () => {
  const { call, faults, post } = await scene();
  faults.next('chat.postMessage', { kind: 'ratelimited', retryAfterS: 1 }, 2);
  expect(await call('auth.test')).toMatchObject({ ok: true });
  for (let n = 0; n < 2; n++) expect(await post()).toEqual([429, '1', 'ratelimited']);
  expect(await post()).toEqual(fine);
  faults.next('*', { kind: 'error', error: 'fatal_error' });
  expect(await call('auth.test')).toEqual({ ok: false, error: 'fatal_error' });
});

test('faults can be chosen call by call, behind what is planned', async () => {
  const { faults, post } = await scene();
  faults.next('chat.postMessage', { kind: 'error', error: 'planned' });
  const asked: string[] = [];
  faults.choose = (method) => {
    asked.push(method);
    return { kind: 'error', error: 'chosen' };
  };
  expect(await post()).toEqual([200, null, 'planned']);
  expect(await post()).toEqual([200, null, 'chosen']);
  expect(asked).toEqual(['chat.postMessage']);
});

test('clearing leaves a workspace where nothing goes wrong', async () => {
  const { faults, post } = await scene();
  faults.next('*', { kind: 'cut', effect: false }, 100);
  Object.assign(faults, {
    historyLagMs: 1,
    deliveries: 3,
    envelopeDelayMs: 1,
    lostAcks: 9,
    enforceRates: true,
    choose: () => ({ kind: 'cut', effect: false }),
  });
  faults.clear();
  for (let n = 0; n < 3; n++) expect(await post()).toEqual(fine);
  expect(faults).toMatchObject({ historyLagMs: 0, deliveries: 1, envelopeDelayMs: 0, lostAcks: 0, enforceRates: false });
});

test('an upload and a response_url can fail too', async () => {
  const { app: connect, call, faults, person } = await scene();
  const app = await connect();
  faults.next('upload', { kind: 'status', status: 502, effect: false });
  const { upload_url: url } = await call('files.getUploadURLExternal', { filename: 'a.csv', length: 1 });
  const send = async () => (await fetch(String(url), { method: 'POST', body: 'x' })).status;
  expect([await send(), await send()]).toEqual([502, 200]);
  await person.say('/siwen');
  const { response_url: address } = objectOf((await app.next('slash_commands')).payload);
  faults.next('respond', { kind: 'ratelimited', retryAfterS: 3 });
  const respond = () => fetch(String(address), { method: 'POST', body: JSON.stringify({ text: '收到' }) });
  const refused = await respond();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '3']);
  expect((await respond()).status).toBe(200);
  await person.message('收到');
});

test('an envelope can come twice, late, or have its acknowledgement lost', async () => {
  const { app: connect, faults, person, timer } = await scene();
  const app = await connect();
  faults.deliveries = 2;
  await person.say('/siwen');
  const twice = [await app.next('slash_commands'), await app.next('slash_commands')];
  expect(twice[0]).toEqual(twice[1]);

  faults.clear();
  faults.envelopeDelayMs = 2_000;
  const said = person.say('/siwen');
  await timer.until(() => app.received.filter(({ type }) => type === 'slash_commands').length === 3, 2_000);
  await said;
  expect(timer.elapsed()).toBe(2_000);

  faults.clear();
  faults.lostAcks = 1;
  const unheard = person.say('/siwen');
  await timer.until(() => person.events.some(({ type }) => type === 'warning'), 3_000);
  await unheard;
  expect(await person.warning()).toMatchObject({ code: 'operation_timeout' });
  await person.say('/siwen');
  expect(person.events.filter(({ type }) => type === 'warning')).toHaveLength(1);
});
