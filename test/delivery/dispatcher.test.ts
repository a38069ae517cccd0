import { expect, test } from 'vitest';
import { type Instant, minuteMs } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { outboxDepth } from '../../src/delivery/depth.js';
import { enqueue, withdraw } from '../../src/delivery/outbox.js';
import { card, member, office, post } from './world.js';

test('a message is sent once, with its nonce, and its content is no longer kept', async () => {
  const { dispatcher, send, timer, chat, ask } = await office();
  expect(await send(post('a', 'U1'), post('a', 'U1', { card: card('again') }))).toEqual([true, false]);
  dispatcher.start();
  await timer.until(async () => chat.messages.length > 0, 1_000);
  await timer.advance(10 * minuteMs);
  expect(chat.contents()).toEqual(['a']);
  const row = await ask((tx) => tx.selectFrom('delivery_outbox').selectAll().executeTakeFirstOrThrow());
  expect(row).toMatchObject({ state: 'sent', content_id: null, message_channel: 'D-U1', message_id: '1', attempts: 1 });
  expect(chat.messages[0]?.nonce).toBe(row.nonce);
  expect(row.nonce).not.toContain('a:');
});

test('messages to one person arrive in the order they were written, urgent ones first', async () => {
  const { dispatcher, send, timer, chat } = await office();
  const order = ['1', '2', '3', '4'];
  await send(...order.map((key) => post(key, 'U1')), post('now', 'U1', { urgency: 'urgent' }));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 5, minuteMs);
  expect(chat.contents()).toEqual(['now', ...order]);
});

test('one person gets one message at a time, by whatever name they are addressed; several people at once', async () => {
  const { dispatcher, send, timer, chat } = await office();
  chat.goWrong(() => ({ kind: 'slow', ms: 1_000 }));
  await send(
    post('a', 'U1'),
    post('b', '', { to: { member: member('M1') } }),
    post('c', 'U2'),
    post('d', '', { to: { member: member('M2') } }),
    post('e', '', { to: { channel: 'C1' } }),
  );
  dispatcher.start();
  await timer.until(() => chat.messages.length === 5, minuteMs);
  const posts = chat.callsOf('post');
  for (const one of posts) {
    const same = posts.filter((other) => other !== one && other.to === one.to && other.startedAt < (one.endedAt ?? 0));
    expect(same.every((other) => (other.endedAt ?? 0) <= one.startedAt)).toBe(true);
  }
  expect(posts.filter((each) => each.startedAt === posts[0]?.startedAt)).toHaveLength(3);
});

test('a member without an account gets the message when the account appears', async () => {
  const { dispatcher, send, timer, chat, accounts } = await office();
  accounts.delete('M1');
  await send(post('a', '', { to: { member: member('M1') } }), post('b', '', { to: { member: member('M2') } }));
  dispatcher.start();
  await timer.advance(20 * minuteMs);
  expect(chat.contents()).toEqual(['b']);
  accounts.set('M1', 'U9');
  await timer.until(() => chat.messages.length === 2, 5_000);
  expect(chat.contents('U9')).toEqual(['a']);
});

test.each([-1, 0, 1])('a message is not sent from its instant on (%i ms)', async (offset) => {
  const { dispatcher, send, timer, chat, now, moveOfficeTime, states } = await office();
  const expiresAt = (now() + 10 * minuteMs) as Instant;
  await send(post('a', 'U1', { expiresAt }), { kind: 'update', of: 'a', card: card('newer') });
  moveOfficeTime(10 * minuteMs + offset);
  dispatcher.start();
  await timer.settle();
  await timer.advance(offset < 0 ? 0 : minuteMs);
  await timer.until(async () => (await states()).a !== 'pending' && (await states()).a !== 'sending', minuteMs);
  expect(await states()).toEqual({ a: offset < 0 ? 'sent' : 'expired' });
  expect(chat.contents()).toEqual(offset < 0 ? ['newer'] : []);
});

test('a message to somebody without an account expires as well, and is not sent late when the account appears', async () => {
  const { dispatcher, send, timer, chat, now, accounts, states } = await office();
  accounts.delete('M1');
  await send(post('a', '', { to: { member: member('M1') }, expiresAt: (now() + minuteMs) as Instant }));
  dispatcher.start();
  await timer.advance(2 * minuteMs);
  expect(await states()).toEqual({ a: 'expired' });
  accounts.set('M1', 'U1');
  await timer.advance(minuteMs);
  expect(chat.calls).toEqual([]);
});

test('a row written by the command line is seen within a second', async () => {
  const { dispatcher, database, timer, chat, now } = await office();
  dispatcher.start();
  await timer.advance(5_000);
  const commandLine = openDatabase(database.path);
  await commandLine.transact((tx) => enqueue(tx, now(), post('a', 'U1')));
  await commandLine.close();
  await timer.advance(1_000);
  expect(chat.contents()).toEqual(['a']);
});

test('what the chat refuses for good is kept with its code, and the next message is not held up', async () => {
  const { dispatcher, send, timer, chat, states, ask } = await office();
  chat.goWrongInTurn('post', [{ kind: 'refused', meaning: 'content', code: 'invalid_blocks' }]);
  await send(post('a', 'U1'), post('b', 'U1'));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 1, minuteMs);
  await timer.settle();
  expect(await states()).toEqual({ a: 'refused', b: 'sent' });
  const row = await ask((tx) => tx.selectFrom('delivery_outbox').selectAll().where('key', '=', 'a').executeTakeFirstOrThrow());
  expect(row.refusal_code).toBe('invalid_blocks');
  expect(await ask(outboxDepth)).toEqual({ pending: 0, sending: 0, refused: 1, expired: 0, unknown: 0 });
  expect(await send({ kind: 'update', of: 'a', card: card('x') })).toEqual([false]);
});

test('a refusal nobody can explain is tried again a few times, then counts', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrongInTurn('post', Array(4).fill({ kind: 'refused', meaning: 'other', code: 'odd' }));
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 1, 10 * minuteMs);
  chat.goWrong(() => ({ kind: 'refused', meaning: 'other', code: 'odd' }));
  await send(post('b', 'U1'));
  await timer.until(async () => (await states()).b === 'refused', 10 * minuteMs);
  expect(chat.callsOf('post')).toHaveLength(5 + 5);
});

test('a revoked token stops everything and loses nothing', async () => {
  const { dispatcher, send, timer, chat, states, logged } = await office();
  chat.goWrong(() => ({ kind: 'refused', meaning: 'credentials', code: 'token_revoked' }));
  await send(post('a', 'U1'), post('b', 'U2'), post('c', '', { to: { channel: 'C1' } }));
  dispatcher.start();
  await timer.advance(60 * minuteMs);
  expect(Object.values(await states())).toEqual(['pending', 'pending', 'pending']);
  expect(chat.calls.length).toBeLessThan(60 * 8);
  expect(logged[0]).toContain('token');
  chat.goWrong(() => undefined);
  await timer.until(() => chat.messages.length === 3, 15_000);
});

test('a 429 stops its method for as long as the chat says, nothing else, and is no attempt', async () => {
  const { dispatcher, send, timer, chat, ask, openHome } = await office();
  chat.goWrongInTurn('post', [{ kind: 'rate-limited', ms: 30_000 }]);
  await openHome('M1');
  await send(post('a', 'U1'), { kind: 'home', member: member('M1') });
  dispatcher.start();
  await timer.advance(1_000);
  await send(post('b', 'U2'));
  dispatcher.wake();
  await timer.advance(28_000);
  expect(chat.homes.get('U1')).toHaveLength(1);
  expect(chat.callsOf('post')).toHaveLength(1);
  await timer.until(() => chat.messages.length === 2, 5_000);
  expect(chat.callsOf('post')[1]?.startedAt).toBeGreaterThanOrEqual((chat.callsOf('post')[0]?.endedAt ?? 0) + 30_000);
  const attempts = await ask((tx) => tx.selectFrom('delivery_outbox').select('attempts').execute());
  expect(attempts).toEqual([{ attempts: 1 }, { attempts: 1 }]);
});

test('many are committed before their calls, few are called at a time, and a 429 is heard by those that wait', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrong(({ number }) => (number === 0 ? { kind: 'rate-limited', ms: 30_000 } : undefined));
  await send(...Array.from({ length: 60 }, (_, index) => post(`k${index}`, `U${index}`)));
  dispatcher.start();
  await timer.until(() => chat.calls.length > 0, 1_000);
  expect(chat.calls).toHaveLength(6);
  expect(Object.values(await states()).filter((state) => state === 'sending').length).toBeGreaterThan(6);
  await timer.advance(20_000);
  expect(chat.calls).toHaveLength(6);
  expect(Object.values(await states()).filter((state) => state === 'sending')).toEqual([]);
  await timer.until(() => chat.messages.length === 60, minuteMs);
});

test('idle waits for all that can be sent, and for nothing that cannot', async () => {
  const { dispatcher, send, timer, chat, accounts } = await office();
  accounts.delete('M3');
  chat.goWrong(({ to }) => (to === 'U2' ? { kind: 'reply-lost' } : undefined));
  await send(post('a', 'U1'), post('b', 'U1'), post('c', 'U2'), post('d', '', { to: { member: member('M3') } }));
  dispatcher.start();
  let idle = false;
  void dispatcher.idle().then(() => {
    idle = true;
  });
  await timer.until(() => idle, 5_000);
  expect(chat.contents('U1')).toEqual(['a', 'b']);
});

test('stop finishes what is being sent and begins nothing more', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrong(() => ({ kind: 'slow', ms: 5_000 }));
  await send(post('a', 'U1'), post('b', 'U1'));
  dispatcher.start();
  await timer.until(() => chat.calls.length === 1, 1_000);
  let done = false;
  void dispatcher.stop().then(() => {
    done = true;
  });
  await timer.until(() => done, 6_000);
  expect(await states()).toEqual({ a: 'sent', b: 'pending' });
  expect(chat.contents()).toEqual(['a']);
});

test('a chat that does not answer holds up a stop for eight seconds and no longer', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrong(() => ({ kind: 'slow', ms: 60_000 }));
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.until(() => chat.calls.length === 1, 1_000);
  let done = false;
  void dispatcher.stop().then(() => {
    done = true;
  });
  await timer.advance(7_900);
  expect(done).toBe(false);
  await timer.advance(200);
  expect([done, await states()]).toEqual([true, { a: 'sending' }]);
});

test('stop makes no call for those that wait for theirs, and leaves none of them in doubt', async () => {
  const { dispatcher, send, timer, chat, states } = await office();
  chat.goWrong(() => ({ kind: 'slow', ms: 5_000 }));
  await send(...Array.from({ length: 40 }, (_, index) => post(`k${index}`, `U${index}`)));
  dispatcher.start();
  await timer.until(() => chat.calls.length > 0, 1_000);
  let done = false;
  void dispatcher.stop().then(() => {
    done = true;
  });
  await timer.until(() => done, 6_000);
  const left = Object.values(await states());
  expect([left.filter((state) => state === 'sent').length, left.filter((state) => state === 'pending').length]).toEqual([6, 34]);
});

test('a file is made when it is sent; none is sent where its content is gone', async () => {
  const made: unknown[] = [];
  const { dispatcher, send, timer, chat, states } = await office({
    files: {
      'reflection.export': async (args, who) => {
        made.push([args, who]);
        return args.round === 'R2' ? undefined : { filename: `${args.round}.csv`, title: '我的作答', content: new Uint8Array([1]) };
      },
    },
  });
  const file = (key: string, source: string, round: string) =>
    ({ kind: 'file', key, to: { member: member('M1') }, source, args: { round } }) as const;
  await send(file('a', 'reflection.export', 'R1'), file('b', 'reflection.export', 'R2'), file('c', 'reflection.gone', 'R1'));
  dispatcher.start();
  await timer.until(async () => Object.values(await states()).every((state) => state !== 'pending' && state !== 'sending'), minuteMs);
  expect(await states()).toEqual({ a: 'sent', b: 'refused', c: 'refused' });
  expect(chat.contents()).toEqual(['R1.csv']);
  expect(made).toEqual([
    [{ round: 'R1' }, 'M1'],
    [{ round: 'R2' }, 'M1'],
  ]);
});

test('what was withdrawn is not sent, whatever the clock shows, and nobody is told', async () => {
  const { dispatcher, send, timer, chat, ask, states, now, moveOfficeTime } = await office();
  chat.goWrongInTurn('post', [{ kind: 'request-lost' }]);
  await send(post('nudge:R1:a', 'U1'), post('nudge:R1:b', 'U2'), post('nudge:R2:a', 'U3'));
  dispatcher.start();
  await timer.until(() => chat.callsOf('post').length === 3, minuteMs);
  await send(post('nudge:R1:c', 'U4'));
  await ask((tx) => withdraw(tx, now(), 'nudge:R1:'));
  moveOfficeTime(-48 * 60 * minuteMs);
  await timer.until(async () => Object.values(await states()).every((state) => state !== 'pending' && state !== 'sending'), 10 * minuteMs);
  expect(await states()).toEqual({ 'nudge:R1:a': 'expired', 'nudge:R1:b': 'sent', 'nudge:R2:a': 'sent', 'nudge:R1:c': 'expired' });
  expect(chat.contents()).toEqual(['nudge:R1:b', 'nudge:R2:a']);
  expect(chat.callsOf('find')).toHaveLength(2);
  const untold = await ask((tx) => tx.selectFrom('delivery_outbox').select('key').where('told_at', 'is', null).execute());
  expect(untold.map(({ key }) => key)).toEqual(['nudge:R2:a']);
});
