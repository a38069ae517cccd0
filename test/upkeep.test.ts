import { expect, onTestFinished, test } from 'vitest';
import type { ChatUser } from '../src/chat/chat.js';
import { RateLimited } from '../src/chat/errors.js';
import { startUpkeep } from '../src/upkeep.js';
import { testOffice } from './support/office.js';
import { virtualTimer } from './support/timer.js';

/** Upkeep beside a chat that lists its accounts so; when it was asked for them, in seconds since the start. */
async function beside(users: () => Promise<ChatUser[]>, afterAccounts: () => Promise<void> = async () => undefined) {
  const { ground } = await testOffice();
  const timer = virtualTimer();
  const asked: number[] = [];
  const warned: string[] = [];
  const said = (_fields: object, message: string) => void warned.push(message);
  const upkeep = startUpkeep({
    ground,
    chat: {
      users: () => {
        asked.push(timer.elapsed() / 1_000);
        return users();
      },
    },
    local: false,
    checkpoint: () => undefined,
    followKeys: () => true,
    timer,
    log: { debug: said, info: said, warn: said, error: said },
    beforeAccounts: async () => undefined,
    afterAccounts,
  });
  onTestFinished(async () => {
    const stopped = upkeep.stop();
    await timer.advance(1_000);
    await stopped;
  });
  return { upkeep, timer, asked, warned };
}

/** Beside a chat that is away until `back`. */
async function awayChat() {
  let away = true;
  const set = (value: boolean) => {
    away = value;
  };
  const there = await beside(() => (away ? Promise.reject(new Error('away')) : Promise.resolve([])));
  return { ...there, back: () => set(false), leave: () => set(true) };
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

test('a chat that says when it wants to be asked again is not asked before, whoever changes meanwhile', async () => {
  const { upkeep, timer, asked } = await beside(() => Promise.reject(new RateLimited('users.list', 60_000)));
  await timer.advance(30_000);
  upkeep.accountsChanged();
  await timer.advance(29_000);
  expect(asked).toEqual([0]);
  await timer.advance(2_000);
  expect(asked).toHaveLength(2);
});

test('when three thousand people change their status all day, they are listed once a minute; the change of one is seen at once', async () => {
  const users = Array.from({ length: 3_000 }, (_, n): ChatUser => {
    return { userId: `U${n}`, teamId: 'T1', name: `人${n}`, email: undefined, locale: undefined, active: true, bot: false };
  });
  const { upkeep, timer, asked } = await beside(() => Promise.resolve(users));
  for (let second = 0; second < 150; second += 1) {
    upkeep.accountsChanged();
    await timer.advance(1_000);
  }
  expect(asked).toEqual([0, 60, 120]);
  await timer.advance(200_000);
  const before = asked.length;
  upkeep.accountsChanged();
  await timer.advance(1_000);
  expect(asked).toHaveLength(before + 1);
});

test('what fails once the accounts are known is not said to be the accounts, and is tried again', async () => {
  let times = 0;
  const { timer, warned } = await beside(
    async () => [],
    async () => {
      times += 1;
      if (times === 1) throw new Error('disk full');
    },
  );
  await timer.advance(20_000);
  expect(times).toBe(2);
  expect(warned).toEqual(['what follows once the accounts are known failed; it is tried again']);
});
