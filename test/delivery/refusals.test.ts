import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import { createPacing, slackPace } from '../../src/delivery/pacing.js';
import { refused } from '../../src/slack/errors.js';
import type { Fault } from './fake-chat.js';
import { card, member, office, post } from './world.js';

/*
 * What the chat refuses for a reason that nobody knows is tried five times. Lost replies, and a database that was away, are no refusals.
 */

const NO: Fault = { kind: 'refused', meaning: 'other', code: 'no_such_thing' };
const LOST = Array<Fault>(4).fill({ kind: 'request-lost' });
const update = (of: string, summary: string) => ({ kind: 'update', of, card: card(summary) }) as const;

test('a change is not given up for one refusal after many lost replies', async () => {
  const { dispatcher, send, timer, chat } = await office();
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.advance(1_000);
  chat.goWrongInTurn('update', [...LOST, NO]);
  await send(update('a', 'newer'));
  await timer.advance(10 * minuteMs);
  expect(chat.contents()).toEqual(['newer']);
});

test('a newer change has five tries of its own', async () => {
  const { dispatcher, send, timer, chat } = await office();
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.advance(1_000);
  chat.goWrong(({ method }) => (method === 'update' ? NO : undefined));
  await send(update('a', 'older'));
  await timer.until(() => chat.callsOf('update').length === 4, minuteMs);
  await send(update('a', 'newer'));
  await timer.until(() => chat.callsOf('update').length === 5, minuteMs);
  chat.goWrong(() => undefined);
  await timer.advance(10 * minuteMs);
  expect(chat.contents()).toEqual(['newer']);
});

test('a message is not held for one look that is refused after many lost replies', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrongInTurn('post', [{ kind: 'reply-lost' }]);
  chat.goWrongInTurn('find', [...LOST, NO]);
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.until(async () => (await states()).a === 'sent', 30 * minuteMs);
});

test('a message is not refused for one no after the database was away', async () => {
  let away = true;
  const { dispatcher, send, timer, chat, states } = await office({
    addressOf: async () => {
      if (away) throw new Error('the disk is full');
      return 'U1';
    },
  });
  dispatcher.start();
  await send(post('a', 'U1', { to: { member: member('M1') } }));
  await timer.advance(minuteMs);
  away = false;
  chat.goWrongInTurn('post', [NO]);
  await timer.until(async () => (await states()).a === 'sent', 5 * minuteMs);
});

test('a file is not given up because the database was away', async () => {
  let away = true;
  const { dispatcher, send, timer, chat, states } = await office({
    files: {
      'x.y': async () => {
        if (away) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        return { filename: 'a.csv', title: 'a', content: Buffer.from('a') };
      },
    },
  });
  dispatcher.start();
  await send({ kind: 'file', key: 'f', to: { chatUser: 'U1' }, source: 'x.y', args: {} });
  await timer.advance(minuteMs);
  away = false;
  await timer.until(async () => (await states()).f === 'sent', minuteMs);
  expect(chat.contents()).toEqual(['a.csv']);
});

test.each(['org_login_required', 'ekm_access_denied', 'accesslimited', 'message_limit_exceeded', 'two_factor_setup_required'])(
  '%s, said of every call for ten minutes, refuses nothing for good and leaves no card as it was',
  async (code) => {
    const { meaning } = refused(code);
    const { dispatcher, send, timer, chat, states } = await office({ pacing: createPacing(slackPace) });
    dispatcher.start();
    await send(...Array.from({ length: 20 }, (_, index) => post(`old${index}`, `O${index}`)));
    await timer.advance(2 * minuteMs);
    chat.goWrong(() => ({ kind: 'refused', meaning, code }));
    await send(...Array.from({ length: 40 }, (_, index) => post(`k${index}`, `U${index}`)));
    await send(...Array.from({ length: 20 }, (_, index) => update(`old${index}`, 'newer')));
    await timer.advance(10 * minuteMs);
    chat.goWrong(() => undefined);
    await timer.advance(10 * minuteMs);
    expect(new Set(Object.values(await states()))).toEqual(new Set(['sent']));
    expect(chat.contents().filter((content) => content === 'newer')).toHaveLength(20);
  },
);

test('a conversation that takes nothing says nothing of others, however many messages go there', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrong(() => NO);
  await send(...['a', 'b', 'c', 'd'].map((key) => post(key, 'X1')));
  dispatcher.start();
  await timer.advance(5 * minuteMs);
  expect(new Set(Object.values(await states()))).toEqual(new Set(['refused']));
});

test('three hundred who are refused for a reason that nobody knows hold up nobody else', { timeout: 60_000 }, async () => {
  const { dispatcher, send, timer, chat } = await office();
  chat.goWrong(({ to }) => (to?.startsWith('X') ? NO : undefined));
  await send(...Array.from({ length: 300 }, (_, index) => post(`x${index}`, `X${index}`)));
  dispatcher.start();
  for (let minutes = 1; minutes <= 5; minutes += 1) {
    await send(post(`k${minutes}`, `U${minutes}`));
    await timer.advance(minuteMs);
    expect(chat.contents()).toHaveLength(minutes);
  }
});

test('a no that only some are told is final for them, however many they are', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrong(({ to }) => (to?.startsWith('X') ? NO : undefined));
  await send(...Array.from({ length: 6 }, (_, index) => post(`x${index}`, `X${index}`)));
  dispatcher.start();
  for (let minutes = 0; minutes < 60; minutes += 1) {
    await send(post(`k${minutes}`, `U${minutes}`));
    await timer.advance(minuteMs);
  }
  expect(
    Object.entries(await states())
      .filter(([, state]) => state === 'refused')
      .map(([key]) => key),
  ).toEqual(Array.from({ length: 6 }, (_, index) => `x${index}`));
  expect(chat.contents()).toHaveLength(60);
});
