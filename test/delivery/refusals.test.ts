import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
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
