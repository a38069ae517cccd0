import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import { enqueueAll } from '../../src/delivery/outbox.js';
import { createPacing, slackPace } from '../../src/delivery/pacing.js';
import type { ElapsedMs } from '../../src/schedule/clock.js';
import { office, post } from './world.js';

test.each([
  [3_000, 11],
  [20_000, 75],
])('the pace of Slack’s 300 a minute lets %d people be asked within %d minutes', (people, minutes) => {
  const pacing = createPacing(slackPace);
  let elapsed = 0;
  for (let asked = 0; asked < people; ) {
    const wait = pacing.take('post', elapsed as ElapsedMs, `U${asked}`);
    if (wait === 0) asked += 1;
    else elapsed += wait;
  }
  expect(elapsed).toBeLessThan(minutes * minuteMs);
  // Nor faster than is permitted.
  expect(elapsed).toBeGreaterThan((people / 300 - 1) * minuteMs);
});

test('the dispatcher keeps to that pace and loses nothing of it, however many wait', async () => {
  const { dispatcher, timer, chat, ask, now } = await office({ pacing: createPacing(slackPace) });
  const people = Array.from({ length: 1_000 }, (_, index) => post(`k${index}`, `U${index}`));
  await ask((tx) => enqueueAll(tx, now(), people));
  dispatcher.start();
  await timer.advance(minuteMs);
  expect(chat.messages.length).toBeGreaterThan(0.97 * 300);
  expect(chat.messages.length).toBeLessThan(1.03 * 300);
});

test('in a full house routine messages come in many together, an urgent one at once', async () => {
  const { dispatcher, timer, chat, ask, send, states, now } = await office();
  const inState = async (wanted: string) => Object.values(await states()).filter((state) => state === wanted).length;
  chat.goWrong(({ number }) => ({ kind: 'slow', ms: number < 10 ? 10 : 10 * minuteMs }));
  await ask((tx) =>
    enqueueAll(
      tx,
      now(),
      Array.from({ length: 60 }, (_, index) => post(`k${index}`, `U${index}`)),
    ),
  );
  dispatcher.start();
  await timer.until(() => chat.messages.length === 10, minuteMs);
  await timer.advance(1_000);
  expect(await inState('sent')).toBe(10);
  expect(await inState('sending')).toBe(14); // ten have gone, nobody has come in
  await send(post('urgent', 'UX', { urgency: 'urgent' }));
  dispatcher.wake();
  await timer.advance(1_000);
  expect((await states()).urgent).toBe('sending');
});

test('once most of a full house have gone, as many come in as there is room for; those that only wait to be noted take up none', async () => {
  const { dispatcher, timer, chat, ask, states, now } = await office();
  chat.goWrong(({ number }) => ({ kind: 'slow', ms: number < 16 ? 10 : 10 * minuteMs }));
  await ask((tx) =>
    enqueueAll(
      tx,
      now(),
      Array.from({ length: 60 }, (_, index) => post(`k${index}`, `U${index}`)),
    ),
  );
  dispatcher.start();
  const sending = async () => Object.values(await states()).filter((state) => state === 'sending').length;
  await timer.until(() => chat.messages.length === 16, minuteMs);
  await timer.advance(5);
  expect(await sending()).toBe(28); // four of the last have gone a moment ago
  await timer.advance(1_000);
  expect(await sending()).toBe(24);
});

test('in a full house what was sent is noted together, a moment later; a single message at once', async () => {
  const { dispatcher, timer, chat, ask, send, states, now } = await office();
  const sent = async () => Object.values(await states()).filter((state) => state === 'sent').length;
  await send(post('alone', 'UA'));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 1, 1_000);
  await timer.advance(1);
  expect(await sent()).toBe(1);
  chat.goWrong(({ number }) => ({ kind: 'slow', ms: number < 7 ? 1_000 : 10 * minuteMs }));
  await ask((tx) =>
    enqueueAll(
      tx,
      now(),
      Array.from({ length: 60 }, (_, index) => post(`k${index}`, `U${index}`)),
    ),
  );
  dispatcher.wake();
  await timer.until(() => chat.messages.length === 7, 10_000);
  await timer.advance(2);
  expect(await sent()).toBe(1);
  await timer.advance(20);
  expect(await sent()).toBe(7);
});
