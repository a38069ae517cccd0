import { expect, test } from 'vitest';
import { dayMs, hourMs, type Instant, minuteMs, plus } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { outboxDepth } from '../../src/delivery/depth.js';
import { forgetMessages } from '../../src/delivery/forget.js';
import { enqueue, withdraw } from '../../src/delivery/outbox.js';
import { makeQueue, UNTRIED } from '../../src/delivery/queue.js';
import { dropMessages, FAILED, listMessages, retryMessages } from '../../src/delivery/undelivered.js';
import { auditEntries } from '../../src/org/service.js';
import { card, desk, office, post } from './world.js';

const actor = { operator: 'tester' };
const ALL = { all: FAILED };

/** One message refused for good, one held because nobody ever said whether it arrived. */
async function failed(arrives = false) {
  const world = await office();
  const { send, timer, chat, database, states, dispatcher, now } = world;
  const lost = { kind: arrives ? ('reply-lost' as const) : ('request-lost' as const) };
  let deaf = false;
  chat.goWrong(({ method, to }) => {
    if (method === 'find') return deaf ? { kind: 'refused', meaning: 'other' } : undefined;
    return to === 'U1' ? { kind: 'refused', meaning: 'content', code: 'invalid_blocks' } : lost;
  });
  deaf = arrives;
  await send(post('refused:a', 'U1'), post('held:b', 'U2'));
  dispatcher.start();
  await timer.until(async () => Object.values(await states()).join() === 'refused,unknown', 60 * minuteMs);
  chat.goWrong(() => undefined);
  chat.calls.length = 0;
  const deps = { transact: database.transact, clock: { now } };
  return { ...world, deps };
}

test('what did not arrive is listed with time, recipient, kind and code, never with its content', async () => {
  const { ask } = await failed();
  const listed = await ask((tx) => listMessages(tx, { states: FAILED, limit: 9 }));
  expect(listed).toMatchObject([
    { kind: 'held', state: 'unknown', to: 'U2', attempts: 3, settledAt: expect.any(Number) },
    { kind: 'refused', state: 'refused', to: 'U1', code: 'invalid_blocks' },
  ]);
  expect(JSON.stringify(listed)).not.toContain('held:b'); // the card says what the key says
  expect(await ask((tx) => listMessages(tx, { states: FAILED, limit: 9, before: listed[0]?.id }))).toHaveLength(1);
});

test('retried, a refused message is sent at once; a held one is looked for twice, with a quiet period each, and then sent', async () => {
  const { deps, timer, chat, states } = await failed();
  const since = timer.elapsed();
  expect(await retryMessages(deps, actor, ALL)).toMatchObject({ done: [1, 2], tooLate: [], others: [] });
  await timer.until(async () => (await states())['refused:a'] === 'sent', 2_000);
  await timer.until(async () => (await states())['held:b'] === 'sent', 10 * minuteMs);
  const calls = chat.calls.filter(({ to }) => to === 'U2').map(({ method, startedAt }) => [method, startedAt - since >= 60_000]);
  expect(calls).toEqual([
    ['find', true],
    ['find', true],
    ['post', true],
  ]);
  expect(chat.contents()).toEqual(['refused:a', 'held:b']);
});

test('a held message that did arrive is found and not sent again', async () => {
  const { deps, timer, chat, states } = await failed(true);
  await retryMessages(deps, actor, { ids: [2] });
  await timer.until(async () => (await states())['held:b'] === 'sent', 10 * minuteMs);
  expect(chat.contents('U2')).toEqual(['held:b']);
  expect(chat.callsOf('post')).toEqual([]);
});

test('a refused message with an earlier attempt in doubt is looked for first as well', async () => {
  const { send, timer, chat, states, dispatcher, database, now } = await office();
  chat.goWrongInTurn('post', [{ kind: 'request-lost' }, { kind: 'refused', meaning: 'content' }]);
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.until(async () => (await states()).a === 'refused', 10 * minuteMs);
  chat.calls.length = 0;
  await retryMessages({ transact: database.transact, clock: { now } }, actor, ALL);
  await timer.until(async () => (await states()).a === 'sent', 10 * minuteMs);
  expect(chat.calls.map(({ method }) => method)).toEqual(['find', 'find', 'post']);
});

test('a retry by another process while the bot runs, and across a restart before the bot has seen it', async () => {
  const { database, now, timer, states, chat, dispatcher } = await failed();
  const commandLine = openDatabase(database.path);
  await retryMessages({ transact: commandLine.transact, clock: { now } }, actor, { ids: [1] });
  await commandLine.close();
  await timer.until(async () => (await states())['refused:a'] === 'sent', 2_000);
  let stopped = false;
  void dispatcher.stop().then(() => {
    stopped = true;
  });
  await timer.until(() => stopped, 60_000);
  await retryMessages({ transact: database.transact, clock: { now } }, actor, { ids: [2] });
  const next = desk(database.transact, timer, chat.chat);
  next.dispatcher.start();
  await timer.until(async () => (await states())['held:b'] === 'sent', 10 * minuteMs);
  await timer.advance(10 * minuteMs);
  expect(chat.contents()).toEqual(['refused:a', 'held:b']);
  void next.dispatcher.stop();
  await timer.advance(11_000);
});

test('what is too late is not sent again, and a second retry or drop of the same changes nothing', async () => {
  const world = await office();
  const { send, timer, chat, states, dispatcher, database, now, ask } = world;
  const deps = { transact: database.transact, clock: { now } };
  chat.goWrong(() => ({ kind: 'refused', meaning: 'content' }));
  await send(post('a', 'U1', { expiresAt: (now() + hourMs) as Instant }), post('b', 'U1'));
  dispatcher.start();
  await timer.until(async () => Object.values(await states()).join() === 'refused,refused', minuteMs);
  world.moveOfficeTime(hourMs);
  expect(await retryMessages(deps, actor, ALL)).toEqual({ done: [2], tooLate: [1], others: [] });
  expect(await retryMessages(deps, actor, { ids: [2, 77] })).toEqual({ done: [], tooLate: [], others: [2, 77] });
  expect(await dropMessages(deps, actor, { ids: [1] })).toEqual({ done: [1], tooLate: [], others: [] });
  expect(await dropMessages(deps, actor, { ids: [1] })).toEqual({ done: [], tooLate: [], others: [1] });
  expect(await retryMessages(deps, actor, { ids: [1] })).toEqual({ done: [], tooLate: [], others: [1] });
  const row = await ask((tx) => tx.selectFrom('delivery_outbox').selectAll().where('id', '=', 1).executeTakeFirstOrThrow());
  expect(row).toMatchObject({ state: 'refused', content_id: null, dropped_at: now() });
  expect(await ask(outboxDepth)).toMatchObject({ refused: expect.any(Number) });
  const audit = (await ask((tx) => auditEntries(tx, { limit: 9 }))).map(({ action, subject }) => [action, subject]);
  expect(audit).toEqual([
    ['delivery.drop', 'a'],
    ['delivery.retry', 'b'],
  ]);
});

test('a held message that was dropped takes no newer card any more', async () => {
  const { deps, send, ask } = await failed();
  await send({ kind: 'update', of: 'held:b', card: card('newer') });
  await dropMessages(deps, actor, ALL);
  expect(await send({ kind: 'update', of: 'held:b', card: card('newest') })).toEqual([false]);
  expect(await ask((tx) => tx.selectFrom('delivery_update').selectAll().execute())).toEqual([]);
  expect(await ask(outboxDepth)).toMatchObject({ refused: 0, unknown: 0 });
});

test('a retry that fails again counts afresh and is told of again', async () => {
  const { deps, timer, chat, states, ask } = await failed();
  chat.goWrong(() => ({ kind: 'refused', meaning: 'person-gone', code: 'user_disabled' }));
  await ask((tx) => tx.updateTable('delivery_outbox').set({ told_at: 1 }).where('id', '=', 1).execute());
  await retryMessages(deps, actor, { ids: [1] });
  await timer.until(async () => (await states())['refused:a'] === 'refused', minuteMs);
  const row = await ask((tx) => tx.selectFrom('delivery_outbox').selectAll().where('id', '=', 1).executeTakeFirstOrThrow());
  expect(row).toMatchObject({ refusal_code: 'user_disabled', told_at: null });
});

test('at a start that finds an old row both as unsettled and as to be retried, it waits in the queue once', () => {
  const queue = makeQueue();
  const work = { kind: 'post', id: 7, urgent: false, recipient: 'user:U1', member: undefined, address: 'U1' } as const;
  const more = { looks: undefined, inherited: false, ...UNTRIED, request: undefined };
  expect([queue.add({ ...work, ...more }), queue.add({ ...work, ...more })]).toEqual([true, false]);
  expect([...queue.free()].map(({ lane }) => lane.work.length)).toEqual([1]);
});

test('what has lost its point while it was refused or held is not sent by a retry, and nobody misses it', async () => {
  const { deps, ask, now, timer, chat } = await failed();
  const before = chat.contents().length;
  await ask((tx) => withdraw(tx, now(), 'refused:'));
  await ask((tx) => withdraw(tx, now(), 'held:'));
  expect(await retryMessages(deps, actor, ALL)).toEqual({ done: [], tooLate: [], others: [] });
  expect(await ask(outboxDepth)).toMatchObject({ refused: 0, unknown: 0 });
  expect(await ask((tx) => listMessages(tx, { states: FAILED, limit: 9 }))).toEqual([]);
  expect(await ask((tx) => tx.selectFrom('delivery_content').selectAll().execute())).toEqual([]);
  await timer.advance(30 * minuteMs);
  expect(chat.contents()).toHaveLength(before);
});

test('a held reminder that is withdrawn is forgotten with the others, whatever newer card there was for it', async () => {
  const { ask, now } = await failed();
  await ask((tx) => enqueue(tx, now(), { kind: 'update', of: 'held:b', card: card('已作答') }));
  for (const key of ['held:b', 'refused:a']) await ask((tx) => withdraw(tx, now(), key));
  expect(await ask((tx) => forgetMessages(tx, plus(now(), 800 * dayMs), 9))).toBe(2);
});

test('what is held and was withdrawn takes no newer card, which would keep it for ever', async () => {
  const { ask, now } = await failed(true);
  await ask((tx) => withdraw(tx, now(), 'held:'));
  await ask((tx) => enqueue(tx, now(), { kind: 'update', of: 'held:b', card: card('newer') }));
  expect(await ask((tx) => tx.selectFrom('delivery_update').selectAll().execute())).toEqual([]);
});
