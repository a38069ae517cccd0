import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { systemTimer } from '../../src/schedule/clock.js';

const LONG_MS = 60_000;

test('a wait is over after its time, or as soon as it is called off; nothing is left behind either way', async () => {
  const calledOff = new AbortController();
  const since = systemTimer.elapsed();
  await systemTimer.wait(20, calledOff.signal);
  expect(systemTimer.elapsed() - since).toBeGreaterThanOrEqual(19);
  expect(getEventListeners(calledOff.signal, 'abort')).toHaveLength(0);

  const waiting = systemTimer.wait(LONG_MS, calledOff.signal);
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  const before = timers();
  calledOff.abort();
  await waiting;
  expect(timers()).toBe(before - 1);
  expect(getEventListeners(calledOff.signal, 'abort')).toHaveLength(0);

  await systemTimer.wait(LONG_MS, calledOff.signal);
  expect(systemTimer.elapsed() - since).toBeLessThan(LONG_MS);
});
