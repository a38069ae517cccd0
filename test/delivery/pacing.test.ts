import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import { backoffMs } from '../../src/delivery/backoff.js';
import { createPacing, slackPace } from '../../src/delivery/pacing.js';
import type { ElapsedMs } from '../../src/schedule/clock.js';
import { office, post } from './world.js';

const at = (ms: number) => ms as ElapsedMs;

/** Asks again whenever it is told to, and as early as it is told to. */
function greedy(channels: number, forMs: number) {
  const pacing = createPacing(slackPace);
  const sent: { at: number; channel: string }[] = [];
  for (let now = 0; now < forMs; ) {
    const waits = Array.from({ length: channels }, (_, channel) => {
      const wait = pacing.take('post', at(now), `C${channel}`);
      if (wait === 0) sent.push({ at: now, channel: `C${channel}` });
      return wait;
    });
    now += Math.max(1, Math.min(...waits.filter((wait) => wait > 0), 1_000));
  }
  return sent;
}

test('no span of time ever sees more messages than the pace allows', () => {
  for (const channels of [1, 3, 40]) {
    const sent = greedy(channels, 3 * minuteMs);
    const spans = fc.tuple(fc.nat(3 * minuteMs), fc.constantFrom(1, 999, 1_000, 1_001, minuteMs - 1, minuteMs, minuteMs + 1));
    fc.assert(
      fc.property(spans, ([from, span]) => {
        const within = sent.filter((each) => each.at >= from && each.at < from + span);
        expect(within.length).toBeLessThanOrEqual(3 + (span * 294) / minuteMs + 1e-6);
        const one = within.filter((each) => each.channel === 'C0');
        expect(one.length).toBeLessThanOrEqual(3 + span / 1_000 + 1e-6);
      }),
    );
  }
});

test('the pace is used, and no minute sees more: three hundred over many conversations, one a second in one', () => {
  expect(greedy(400, minuteMs).length).toBeGreaterThanOrEqual(296);
  expect(greedy(400, minuteMs).length).toBeLessThanOrEqual(297);
  expect(greedy(4_000, 10 * minuteMs).length).toBeGreaterThanOrEqual(0.97 * 3_000);
  expect(greedy(1, minuteMs).length).toBeGreaterThanOrEqual(60);
});

test('after a 429 nothing goes before its time, half as much after it, and the full pace again within a quarter of an hour', () => {
  const pacing = createPacing(slackPace);
  pacing.limited('post', at(0), 30_000);
  expect(pacing.take('post', at(29_999), 'C1')).toBeGreaterThan(0);
  expect(pacing.take('update', at(0))).toBe(0);
  const perMinute = (from: number) => {
    let count = 0;
    for (let now = from; now < from + minuteMs; now += 10) if (pacing.take('post', at(now), `C${now}`) === 0) count++;
    return count;
  };
  const after = perMinute(30_000);
  expect(after).toBeGreaterThan(120);
  expect(after).toBeLessThan(190);
  perMinute(15 * minuteMs);
  expect(perMinute(16 * minuteMs)).toBeGreaterThanOrEqual(293);
});

test('a storm of 429s slows down, never to a stop', () => {
  const pacing = createPacing(slackPace);
  for (let now = 0; now < 100; now++) pacing.limited('post', at(now), 1_000);
  expect(pacing.take('post', at(10_000), 'C1')).toBe(0);
});

test('a fan-out to hundreds keeps to the pace and takes no longer than it must', async () => {
  const { dispatcher, send, timer, chat } = await office({ pacing: createPacing(slackPace) });
  await send(...Array.from({ length: 600 }, (_, index) => post(`k${index}`, `U${index}`)));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 600, 2.05 * minuteMs);
  expect(chat.messages.filter((message) => message.at < minuteMs).length).toBeLessThanOrEqual(306);
});

test('back-off grows to its cap and no further', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.double({ min: 0, max: 1, noNaN: true }), (failures, random) => {
      const wait = backoffMs(failures, random);
      expect(wait).toBeGreaterThanOrEqual(500);
      expect(wait).toBeLessThanOrEqual(15_000);
      expect(backoffMs(failures + 1, random)).toBeGreaterThanOrEqual(wait);
    }),
  );
});
