import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { createPacing, slackPace } from '../../src/delivery/pacing.js';
import { desk, office, post } from './world.js';

/** The first bot is left hanging in a call, as kill -9 leaves it; a second one starts on the same file. */
async function crashInCall(effect: boolean, historyLagMs: number) {
  const { dispatcher, send, timer, chat, database } = await office({ historyLagMs });
  chat.goWrongInTurn('post', [{ kind: 'never', effect }]);
  await send(post('a', 'U1'), post('b', 'U1'));
  dispatcher.start();
  await timer.until(() => chat.calls.length === 1, 1_000);
  await timer.advance(100);
  const file = openDatabase(database.path);
  const second = desk(file.transact, timer, chat.chat);
  expect(await second.states()).toEqual({ a: 'sending', b: 'pending' });
  void dispatcher.stop();
  await timer.advance(11_000);
  const restartedAt = timer.elapsed();
  second.dispatcher.start();
  await timer.until(async () => (await second.states()).b === 'sent', 5 * minuteMs);
  void second.dispatcher.stop();
  await timer.advance(11_000);
  await file.close();
  return { chat, restartedAt };
}

test.each([
  ['after the message was there', true],
  ['before the message was there', false],
])('the program dies in a call, %s: the next start leaves exactly one message, in order', async (_when, effect) => {
  for (const historyLagMs of [0, 40_000]) {
    const { chat, restartedAt } = await crashInCall(effect, historyLagMs);
    expect(chat.contents()).toEqual(['a', 'b']);
    const [firstLook] = chat.callsOf('find');
    expect(firstLook?.startedAt).toBeGreaterThanOrEqual(restartedAt + 60_000);
  }
});

test('a message is sent although the program dies in its call again and again: only replies that were lost count', async () => {
  const { dispatcher, send, timer, chat, database } = await office();
  const deaths = 4;
  chat.goWrongInTurn('post', Array(deaths).fill({ kind: 'never', effect: false }));
  await send(post('a', 'U1'));
  let bot = { dispatcher, stuck: [] as string[] };
  for (let death = 1; death <= deaths + 1; death++) {
    bot.dispatcher.start();
    await timer.until(() => chat.callsOf('post').length === death, 5 * minuteMs);
    void bot.dispatcher.stop();
    await timer.advance(11_000);
    bot = death > deaths ? bot : desk(database.transact, timer, chat.chat);
  }
  expect(bot.stuck).toEqual([]);
  expect(chat.contents()).toEqual(['a']);
});

test('many in doubt after a kill wait for their looks, fifty a minute, without using up their attempts', async () => {
  const { dispatcher, send, timer, chat, database } = await office({ pacing: createPacing(slackPace), quietMs: 1_000 });
  const people = Array.from({ length: 24 }, (_, index) => `U${index}`);
  chat.goWrong(({ method }) => (method === 'post' ? { kind: 'never', effect: false } : undefined));
  await send(...people.map((person) => post(person, person)));
  dispatcher.start();
  await timer.advance(20_000);
  void dispatcher.stop();
  await timer.advance(11_000);
  chat.goWrong(() => undefined);
  const second = desk(database.transact, timer, chat.chat, { pacing: createPacing(slackPace), quietMs: 1_000 });
  second.dispatcher.start();
  await timer.until(async () => Object.values(await second.states()).every((state) => state === 'sent'), 3 * minuteMs);
  const attempts = await second.ask((tx) => tx.selectFrom('delivery_outbox').select('attempts').execute());
  expect(attempts).toEqual(people.map(() => ({ attempts: 1 })));
  expect(chat.contents().toSorted()).toEqual(people.toSorted());
  expect(chat.callsOf('find').length).toBeGreaterThanOrEqual(2 * people.length);
  void second.dispatcher.stop();
  await timer.advance(11_000);
});

test('an urgent message does not wait behind one that is in doubt', async () => {
  const { dispatcher, send, timer, chat } = await office();
  chat.goWrongInTurn('post', [{ kind: 'reply-lost' }]);
  await send(post('a', 'U1'), post('b', 'U1'));
  dispatcher.start();
  await timer.advance(1_000);
  await send(post('now', 'U1', { urgency: 'urgent' }));
  await timer.advance(2_000);
  expect(chat.contents()).toEqual(['a', 'now']);
});

test('a full disk after the call: the message is looked for, not sent again', async () => {
  const world = await office();
  let full = false;
  const transact: typeof world.database.transact = (work) =>
    full ? Promise.reject(new Error('SQLITE_FULL')) : world.database.transact(work);
  const bot = desk(transact, world.timer, world.chat.chat);
  world.chat.goWrong(({ method }) => {
    full = method === 'post';
    return undefined;
  });
  await bot.send(post('a', 'U1'));
  bot.dispatcher.start();
  await world.timer.advance(5_000);
  expect(bot.logged.join()).toContain('could not be read');
  full = false;
  await world.timer.until(async () => (await bot.states()).a === 'sent', 3 * minuteMs);
  expect(world.chat.contents()).toEqual(['a']);
  void bot.dispatcher.stop();
  await world.timer.advance(11_000);
});
