import { expect, test } from 'vitest';
import { virtualTimer } from '../support/timer.js';
import { testWorkspace } from '../support/workspace.js';

async function scene() {
  const timer = virtualTimer();
  const workspace = await testWorkspace({ stopwatch: timer });
  const people = [await workspace.idOf('邓禾'), await workspace.idOf('苏明礼')];
  workspace.faults.enforceRates = true;
  /** Status, Retry-After and error of one call. */
  const ask = async (method: string, args: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(workspace.apiUrl + method, {
      method: 'POST',
      headers: { authorization: `Bearer ${workspace.botToken}` },
      body: new URLSearchParams(args),
    });
    const { error } = JSON.parse(await response.text());
    return { status: response.status, retryAfter: response.headers.get('retry-after'), error };
  };
  const post = (channel = people[0] ?? '') => ask('chat.postMessage', { channel, text: '甲' });
  return { ...workspace, timer, people, ask, post };
}

const taken = { status: 200, retryAfter: null, error: undefined };
const limited = (seconds: number) => ({ status: 429, retryAfter: String(seconds), error: 'ratelimited' });

test('one message a second in a channel; other channels and methods are not concerned', async () => {
  const { ask, people, post, timer } = await scene();
  expect(await post()).toEqual(taken);
  expect(await post()).toEqual(limited(1));
  expect(await post(people[1])).toEqual(taken);
  expect(await ask('auth.test')).toEqual(taken);
  await timer.advance(999);
  expect(await post()).toEqual(limited(1));
  await timer.advance(1);
  expect(await post()).toEqual(taken);
});

test('a refused message was not sent', async () => {
  const { call, people, post, faults } = await scene();
  await post();
  await post();
  faults.enforceRates = false;
  const { channel } = await call('chat.postMessage', { channel: people[0], text: '乙' });
  expect((await call('conversations.history', { channel })).messages).toHaveLength(2);
});

test('each method has its tier: after it 429 with the time until the first call is a minute old', async () => {
  const { ask, timer } = await scene();
  for (let n = 0; n < 20; n++) {
    expect(await ask('users.list')).toEqual(taken);
    await timer.advance(1_000);
  }
  expect(await ask('users.list')).toEqual(limited(40));
  expect(await ask('conversations.list')).toEqual(taken);
  // A refused call counts nowhere: the wait is not prolonged by asking.
  await timer.advance(39_999);
  expect(await ask('users.list')).toEqual(limited(1));
  await timer.advance(1);
  expect(await ask('users.list')).toEqual(taken);
  expect(await ask('users.list')).toEqual(limited(1));
});

test('switched off, nobody waits', async () => {
  const { faults, post } = await scene();
  faults.clear();
  for (let n = 0; n < 5; n++) expect(await post()).toEqual(taken);
});
