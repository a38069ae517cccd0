import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import { fateOf, supersede } from '../../src/delivery/fate.js';
import { enqueue } from '../../src/delivery/outbox.js';
import { FAILED, retryMessages } from '../../src/delivery/undelivered.js';
import type { Fault } from './fake-chat.js';
import { office, post } from './world.js';

const NO: Fault = { kind: 'refused', meaning: 'content' };
const KEY = 'room.what:a';

test.each<[string, readonly Fault[], string, string]>([
  ['the chat took it', [], 'sent', 'arrived'],
  ['the chat said no', [NO], 'refused', 'refused'],
  [
    'the chat said no for a reason nobody knows, five times',
    Array<Fault>(5).fill({ kind: 'refused', meaning: 'other' }),
    'refused',
    'refused',
  ],
  ['a reply was lost and then the chat said no', [{ kind: 'request-lost' }, NO], 'refused', 'unknown'],
  ['every reply was lost', Array<Fault>(3).fill({ kind: 'request-lost' }), 'unknown', 'unknown'],
])('what became of it where %s', async (_what, faults, state, fate) => {
  const { send, ask, timer, chat, states, dispatcher, now } = await office();
  chat.goWrongInTurn('post', faults);
  await send(post(KEY, 'U1'));
  expect(await ask((tx) => fateOf(tx, KEY))).toBe('waiting');
  dispatcher.start();
  await timer.until(async () => (await states())[KEY] === state, 60 * minuteMs);
  expect(await ask((tx) => fateOf(tx, KEY))).toBe(fate);
  expect(await ask((tx) => supersede(tx, now(), KEY))).toBe(fate === 'refused');
});

test('what another has taken the place of is never sent any more; what is retried first keeps its place', async () => {
  const { send, ask, timer, chat, states, dispatcher, database, now } = await office();
  chat.goWrong(({ method }) => (method === 'post' ? NO : undefined));
  await send(post('a', 'U1'), post('b', 'U2'));
  dispatcher.start();
  await timer.until(async () => Object.values(await states()).join() === 'refused,refused', 60 * minuteMs);
  chat.goWrong(() => undefined);
  expect(await ask((tx) => supersede(tx, now(), 'a'))).toBe(true);
  const retried = await retryMessages({ transact: database.transact, clock: { now } }, { operator: 'tester' }, { all: FAILED });
  expect(retried.done).toEqual([2]);
  expect(await ask((tx) => supersede(tx, now(), 'b'))).toBe(false);
  await timer.until(async () => (await states()).b === 'sent', 10 * minuteMs);
  expect(chat.contents()).toEqual(['b']);
});

test('of what is no longer kept nothing is known, and nothing stands in the way', async () => {
  const { ask, now } = await office();
  expect(await ask((tx) => fateOf(tx, KEY))).toBeUndefined();
  expect(await ask((tx) => supersede(tx, now(), KEY))).toBe(true);
});

test('what expired unsent is as good as refused', async () => {
  const { ask, now, timer, states, dispatcher } = await office();
  await ask((tx) => enqueue(tx, now(), post(KEY, 'U1', { expiresAt: now() })));
  dispatcher.start();
  await timer.until(async () => (await states())[KEY] === 'expired', minuteMs);
  expect(await ask((tx) => fateOf(tx, KEY))).toBe('refused');
});

test('another can take the place of what has expired', async () => {
  const { send, ask, timer, states, dispatcher, now } = await office();
  await send(post('a', 'U1', { expiresAt: now() }));
  dispatcher.start();
  await timer.until(async () => (await states()).a === 'expired', minuteMs);
  expect(await ask((tx) => supersede(tx, now(), 'a'))).toBe(true);
});
