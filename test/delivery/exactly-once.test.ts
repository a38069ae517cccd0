import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hourMs, type Instant, minuteMs } from '../../src/calendar/instant.js';
import type { Chat } from '../../src/chat/chat.js';
import type { Fault, Method } from './fake-chat.js';
import { desk, member, office, post, START } from './world.js';

const PEOPLE = ['U1', 'U2', 'U3'];
const UNCERTAIN: Fault[] = [{ kind: 'reply-lost' }, { kind: 'request-lost' }];

const fault = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.constantFrom<Fault>(...UNCERTAIN) },
  { weight: 1, arbitrary: fc.constantFrom<Fault>({ kind: 'rate-limited', ms: 1 }, { kind: 'rate-limited', ms: 70_000 }) },
  { weight: 1, arbitrary: fc.constantFrom<Fault>({ kind: 'refused', meaning: 'other' }, { kind: 'refused', meaning: 'content' }) },
  { weight: 1, arbitrary: fc.constantFrom<Fault>({ kind: 'slow', ms: 5_000 }, { kind: 'slow', ms: 61_000 }) },
);
const script = fc.record({ keys: fc.integer({ min: 1, max: 5 }), faults: fc.array(fault, { maxLength: 14 }) });

/** Sends a few messages while the calls go wrong as the script says, until nothing moves any more. */
async function play(
  { keys, faults }: { keys: number; faults: readonly (Fault | undefined)[] },
  options: { historyLagMs?: number; quietMs?: number; spoil?: (chat: Chat) => Chat } = {},
) {
  const world = await office({ historyLagMs: options.historyLagMs ?? 0 });
  const { timer, chat, database } = world;
  const office2 = desk(database.transact, timer, options.spoil?.(chat.chat) ?? chat.chat, { quietMs: options.quietMs ?? 60_000 });
  const left = [...faults];
  chat.goWrong(() => left.shift());
  await office2.send(...Array.from({ length: keys }, (_, index) => post(`k${index}`, PEOPLE[index % 3] ?? '')));
  office2.dispatcher.start();
  await timer.until(
    async () => Object.values(await office2.states()).every((state) => state !== 'pending' && state !== 'sending'),
    5 * 60 * minuteMs,
  );
  const states = await office2.states();
  void office2.dispatcher.stop();
  await timer.advance(11_000);
  const counts = Object.keys(states).map((key) => ({
    key,
    state: states[key],
    there: chat.messages.filter((message) => message.content === key).length,
  }));
  return { counts, stuck: office2.stuck, calls: chat.calls };
}

const doubled = (counts: { there: number }[]) => counts.filter(({ there }) => there > 1);
const lost = (counts: { state: string | undefined; there: number }[]) =>
  counts.filter(({ state, there }) => state === 'sent' && there === 0);

test('whatever goes wrong, no message is doubled, none is lost, and every one in doubt is reported', async () => {
  await fc.assert(
    fc.asyncProperty(script, fc.constantFrom(0, 200, 59_000), async (wrong, historyLagMs) => {
      const { counts, stuck } = await play(wrong, { historyLagMs });
      expect(doubled(counts)).toEqual([]);
      expect(lost(counts)).toEqual([]);
      expect(counts.filter(({ state }) => state === 'unknown').map(({ key }) => key)).toEqual([...stuck].sort());
      expect(counts.filter(({ state, there }) => state === 'refused' && there > 0)).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

test('a lost reply costs two quiet periods at most and no second message', async () => {
  const { counts, calls } = await play({ keys: 1, faults: [{ kind: 'reply-lost' }] }, { historyLagMs: 30_000 });
  expect(counts).toEqual([{ key: 'k0', state: 'sent', there: 1 }]);
  expect(calls.map((call) => call.method)).toEqual<Method[]>(['post', 'find']);
  expect(calls[1]?.startedAt).toBeGreaterThanOrEqual((calls[0]?.endedAt ?? 0) + 60_000);
});

test('a lost request is made again, after two looks', async () => {
  const { counts, calls } = await play({ keys: 1, faults: [{ kind: 'request-lost' }] });
  expect(counts).toEqual([{ key: 'k0', state: 'sent', there: 1 }]);
  expect(calls.map((call) => call.method)).toEqual<Method[]>(['post', 'find', 'find', 'post']);
});

test('a message that stays in doubt is held after the third attempt', async () => {
  const lostEachTime = Array(40).fill({ kind: 'request-lost' });
  const world = await office();
  const faults = [...lostEachTime];
  world.chat.goWrong(({ method }) => (method === 'post' ? faults.shift() : undefined));
  await world.send(post('a', 'U1'));
  world.dispatcher.start();
  await world.timer.until(async () => (await world.states()).a === 'unknown', 60 * minuteMs);
  expect(world.chat.callsOf('post')).toHaveLength(3);
  expect(world.stuck).toEqual(['a']);
});

/** Controls: the mistakes this design exists to avoid must make the test above fail. */
test.each([
  ['sends again without looking', { spoil: (chat: Chat): Chat => ({ ...chat, find: async () => undefined }) }],
  ['looks at once while the history lags', { quietMs: 0, historyLagMs: 1_000 }],
])('a sender that %s doubles messages, and this test sees it', async (_name, mistake) => {
  const { counts } = await play({ keys: 3, faults: [{ kind: 'reply-lost' }, { kind: 'reply-lost' }] }, mistake);
  expect(doubled(counts).length).toBeGreaterThan(0);
});

test.each([-1, 0, 1])('a message in doubt is not sent again from its instant on (%i ms)', async (offset) => {
  const { dispatcher, send, timer, chat, now, states } = await office();
  chat.goWrongInTurn('post', [{ kind: 'request-lost' }]);
  dispatcher.start();
  // Posted at 0 ms, unanswered at 10; looked for at 60,010 and, 10 ms and another quiet period later, at 120,020: known at 120,030.
  const expiresAt = (now() + 120_030 - offset) as Instant;
  await send(post('a', 'U1', { expiresAt }));
  dispatcher.wake();
  await timer.until(async () => ['sent', 'expired'].includes((await states()).a ?? ''), 5 * minuteMs);
  expect(await states()).toEqual({ a: offset < 0 ? 'sent' : 'expired' });
  expect(chat.callsOf('find')).toHaveLength(2);
  expect(chat.messages).toHaveLength(offset < 0 ? 1 : 0);
});

test.each([-48, 0, 48])('a lost reply doubles nothing, although the clock of the machine was %i hours off', async (hours) => {
  let off = hours * hourMs;
  const world = await office({ chatClock: { now: () => (START + world.timer.elapsed() + off) as Instant } });
  world.chat.goWrongInTurn('post', [{ kind: 'reply-lost' }]);
  await world.send(post('a', 'U1'));
  world.dispatcher.start();
  await world.timer.until(() => world.chat.messages.length === 1, minuteMs);
  off = 0;
  await world.timer.until(async () => (await world.states()).a === 'sent', 10 * minuteMs);
  expect(world.chat.contents()).toEqual(['a']);
});

test('a message whose instant passes while it waits behind slow calls is not sent late', async () => {
  const people = Array.from({ length: 20 }, (_, n) => `U${n}`);
  const { dispatcher, send, timer, chat, now, states } = await office();
  chat.goWrong(() => ({ kind: 'slow', ms: 8_000 }));
  const expiresAt = (now() + 10_000) as Instant;
  await send(...people.map((to) => post(to, to, { expiresAt })));
  dispatcher.start();
  await timer.advance(minuteMs);
  const sent = chat.callsOf('post').map(({ startedAt }) => startedAt);
  expect(sent.length).toBeGreaterThan(6);
  expect(Math.max(...sent)).toBeLessThan(10_000);
  expect(Object.values(await states()).filter((state) => state === 'expired')).toHaveLength(people.length - sent.length);
});

test('a message in doubt whose member has lost their account expires at its instant, and does not stay in doubt for ever', async () => {
  const { dispatcher, send, timer, chat, now, accounts, states } = await office();
  chat.goWrongInTurn('post', [{ kind: 'request-lost' }]);
  await send(post('a', '', { to: { member: member('M1') }, expiresAt: (now() + 10 * minuteMs) as Instant }));
  dispatcher.start();
  await timer.until(() => chat.callsOf('post').length === 1, minuteMs);
  accounts.delete('M1');
  await timer.advance(9 * minuteMs);
  expect(await states()).toEqual({ a: 'pending' });
  await timer.advance(2 * minuteMs);
  expect(await states()).toEqual({ a: 'expired' });
  expect(chat.callsOf('find')).toHaveLength(2);
});
