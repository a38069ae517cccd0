import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import { desk, member, office, post } from './world.js';

test('whose message was found although they have lost their account is not asked for any more', async () => {
  const { send, timer, chat, database, states, dispatcher } = await office();
  chat.goWrongInTurn('post', [{ kind: 'reply-lost' }]);
  await send(post('a', 'U1', { to: { member: member('M1') } }));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 1, 1_000);
  void dispatcher.stop();
  await timer.advance(11_000);

  let asked = 0;
  const bot = desk(database.transact, timer, chat.chat, {
    addressOf: async () => undefined,
    addressesOf: async (_tx, members) => {
      asked += members.length;
      return new Map();
    },
  });
  bot.dispatcher.start();
  await timer.until(async () => (await states()).a === 'sent', 10 * minuteMs);
  expect(asked).toBeGreaterThan(0);
  asked = 0;
  await timer.advance(minuteMs);
  void bot.dispatcher.stop();
  await timer.advance(11_000);
  expect(asked).toBe(0);
});
