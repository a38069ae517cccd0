import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/calendar/instant.js';
import { office, post } from './world.js';

test('an hour without a network leave few messages in doubt, lose none, and end within seconds of its return', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  const keys = Array.from({ length: 60 }, (_, index) => `k${index}`);
  chat.goWrong(() => ({ kind: 'request-lost' }));
  await send(...keys.map((key, index) => post(key, `U${index}`)));
  dispatcher.start();
  await timer.advance(hourMs);
  const down = Object.values(await states());
  expect(down.filter((state) => state === 'sending').length).toBeLessThanOrEqual(8);
  expect(down.filter((state) => state === 'pending').length).toBeGreaterThanOrEqual(52);
  expect(chat.calls.length).toBeLessThan(hourMs / 7_500 + 20);

  chat.goWrong(() => undefined);
  await timer.until(() => chat.messages.length >= 52, 25_000);
  await timer.until(() => chat.messages.length === 60, 3 * minuteMs);
  expect(chat.contents().sort()).toEqual([...keys].sort());
});

test('single lost replies do not slow the others down', async () => {
  const { dispatcher, send, timer, chat } = await office();
  chat.goWrong(({ number }) => (number % 10 === 0 ? { kind: 'reply-lost' } : undefined));
  await send(...Array.from({ length: 100 }, (_, index) => post(`k${index}`, `U${index}`)));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 100, 5_000);
});

test('nobody waits for a chat that is away', async () => {
  const { dispatcher, send, timer, chat } = await office();
  chat.goWrong(() => ({ kind: 'request-lost' }));
  await send(...['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key, index) => post(key, `U${index}`)));
  dispatcher.start();
  let idle = false;
  void dispatcher.idle().then(() => {
    idle = true;
  });
  await timer.until(() => idle, 5_000);
});
