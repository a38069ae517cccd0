import { expect, onTestFinished, test } from 'vitest';
import { startUpkeep } from '../src/upkeep.js';
import { testOffice } from './support/office.js';
import { virtualTimer } from './support/timer.js';

/** Upkeep beside a chat that is away until `back`; when it was asked for the accounts, in seconds since the start. */
async function awayChat() {
  const { ground } = await testOffice();
  const timer = virtualTimer();
  const asked: number[] = [];
  const warned: string[] = [];
  let away = true;
  const set = (value: boolean) => {
    away = value;
  };
  const said = (_fields: object, message: string) => void warned.push(message);
  const upkeep = startUpkeep({
    ground,
    chat: {
      users: () => {
        asked.push(timer.elapsed() / 1_000);
        return away ? Promise.reject(new Error('away')) : Promise.resolve([]);
      },
    },
    checkpoint: () => undefined,
    followKeys: () => true,
    timer,
    log: { debug: said, info: said, warn: said, error: said },
    beforeAccounts: async () => undefined,
    onMatched: () => undefined,
  });
  onTestFinished(async () => {
    const stopped = upkeep.stop();
    await timer.advance(1_000);
    await stopped;
  });
  return { upkeep, timer, asked, warned, back: () => set(false), leave: () => set(true) };
}

test('a chat that is away is asked for its accounts quickly at first, then every few minutes, and the log has a line for each', async () => {
  const { timer, asked, warned } = await awayChat();
  await timer.advance(20_000);
  expect(asked).toEqual([0, 5, 10, 15, 20]);
  await timer.advance(3_600_000);
  expect(asked.length).toBeLessThan(35);
  expect(warned.length).toBe(asked.length);
  const [last = 0, before = 0] = [asked.at(-1), asked.at(-2)];
  expect(last - before).toBeLessThanOrEqual(180);
});

test('news of an account is looked at at once; after a success the next trouble begins quickly again', async () => {
  const { upkeep, timer, asked, back, leave } = await awayChat();
  await timer.advance(1_800_000);
  const before = asked.length;
  back();
  upkeep.accountsChanged();
  await timer.advance(1_000);
  expect(asked).toHaveLength(before + 1);
  leave();
  upkeep.accountsChanged();
  await timer.advance(7_000);
  expect(asked).toHaveLength(before + 3);
});
