import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import { card, member, office } from './world.js';

/** M1's card has been sent to U1, and one has gone to a channel. */
async function shown(options: Parameters<typeof office>[0] = {}) {
  const world = await office(options);
  await world.send(
    { kind: 'post', key: 'theirs', to: { member: member('M1') }, card: card('梁思远申请出差'), urgency: 'urgent' },
    { kind: 'post', key: 'everybody’s', to: { channel: 'C1' }, card: card('通报'), urgency: 'urgent' },
  );
  world.dispatcher.start();
  await world.timer.advance(minuteMs);
  const change = async () => {
    await world.send(
      { kind: 'update', of: 'theirs', card: card('梁思远申请出差，已同意') },
      { kind: 'update', of: 'everybody’s', card: card('通报，已更正') },
    );
    await world.timer.advance(minuteMs);
    expect(await world.ask((tx) => tx.selectFrom('delivery_update').selectAll().execute())).toEqual([]);
    return world.chat.contents();
  };
  return { ...world, change };
}

test('what changes is not shown in a conversation whose account has gone to somebody else', async () => {
  const { accounts, change } = await shown();
  accounts.set('M1', 'U9').set('M2', 'U1');
  expect(await change()).toEqual(['梁思远申请出差', '通报，已更正']);
});

test('nor to somebody who has left, whose account goes on existing in the chat', async () => {
  const { change } = await shown({ holdsAccount: async () => false });
  expect(await change()).toEqual(['梁思远申请出差', '通报，已更正']);
});

test('an account that is switched off is still theirs: when it is switched on again, the card is as things are', async () => {
  const { accounts, change } = await shown();
  accounts.delete('M1');
  expect(await change()).toEqual(['梁思远申请出差，已同意', '通报，已更正']);
});
