import fc from 'fast-check';
import { expect, test } from 'vitest';
import { minuteMs, plus } from '../../src/calendar/instant.js';
import { OutcomeUnknown } from '../../src/chat/errors.js';
import { enqueueAll } from '../../src/delivery/outbox.js';
import { MOST_ATTEMPTS, MOST_REFUSALS } from '../../src/delivery/outcomes.js';
import { createPacing, localPace } from '../../src/delivery/pacing.js';
import { retryMessages } from '../../src/delivery/undelivered.js';
import type { Fault } from './fake-chat.js';
import { openReality } from './life/reality.js';
import { card, desk, member, office, post } from './world.js';

const update = (of: string, summary: string) => ({ kind: 'update', of, card: card(summary) }) as const;

test('a card that changes before it is sent is sent once, as it is now', async () => {
  const { dispatcher, send, timer, chat } = await office();
  expect(await send(post('a', 'U1'), update('a', 'second'), update('a', 'third'), update('nothing', 'x'))).toEqual([
    true,
    true,
    true,
    false,
  ]);
  dispatcher.start();
  await timer.advance(minuteMs);
  expect(chat.contents()).toEqual(['third']);
  expect(chat.callsOf('update')).toEqual([]);
});

test.each(['urgent', 'routine'] as const)(
  'of several %s changes only the newest is sent; one that comes while another is being sent follows it',
  async (urgency) => {
    const { dispatcher, send, timer, chat, ask } = await office();
    await send(post('a', 'U1'));
    dispatcher.start();
    await timer.until(() => chat.messages.length === 1, 1_000);
    await timer.advance(1_000);
    chat.goWrong(() => ({ kind: 'slow', ms: 5_000 }));
    await send(update('a', 'two'), { ...update('a', 'three'), urgency });
    await timer.until(() => chat.callsOf('update').length === 1, 1_000);
    await send(update('a', 'four'), update('a', 'five'));
    await timer.advance(minuteMs);
    expect(chat.contents()).toEqual(['five']);
    const [three, five, ...more] = chat.callsOf('update');
    expect(more).toEqual([]);
    expect(five?.startedAt).toBeGreaterThanOrEqual(three?.endedAt ?? Number.POSITIVE_INFINITY);
    expect(await ask((tx) => tx.selectFrom('delivery_update').selectAll().execute())).toEqual([]);
  },
);

test('what changes for everybody comes after all messages, and after what somebody has just pressed for', async () => {
  const { dispatcher, send, timer, chat, openHome } = await office();
  await openHome('M1', 'M2');
  const posts = Array.from({ length: 60 }, (_, index) => post(`k${index}`, `U${index}`));
  await send({ kind: 'home', member: member('M2'), urgency: 'routine' }, ...posts, { kind: 'home', member: member('M1') });
  dispatcher.start();
  await timer.advance(2_000);
  const when = (method: string, to: string) => chat.calls.findIndex((call) => call.method === method && call.to === to);
  expect(chat.calls).toHaveLength(62);
  expect(when('home', 'U1')).toBeLessThan(25);
  expect(when('home', 'U2')).toBeGreaterThan(36);
});

test('a press brings forward what would have come last, and nothing is shown twice or out of order', async () => {
  const { dispatcher, send, timer, chat } = await office({
    pacing: createPacing({ ...localPace, perMinute: { ...localPace.perMinute, update: 6 } }),
  });
  await send(...['a', 'b', 'c'].map((key, index) => post(key, `U${index}`)));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 3, 1_000);
  await timer.advance(1_000);
  await send(...['a', 'b', 'c'].map((key) => ({ ...update(key, 'closed'), urgency: 'routine' }) as const));
  await timer.until(() => chat.callsOf('update').length === 1, 1_000);
  await send(update('c', 'pressed'));
  await timer.advance(minuteMs);
  expect(chat.contents()).toEqual(['closed', 'closed', 'pressed']);
  expect(chat.callsOf('update').map(({ to }) => to)).toEqual(['1', '3', '2']);
});

/** So many refusals or lost replies that a message or a change is given up; what happens then is another promise. */
function givesUp(faults: readonly (Fault | undefined)[]): boolean {
  const count = (...kinds: Fault['kind'][]) => faults.filter((fault) => fault && kinds.includes(fault.kind)).length;
  return count('refused') >= MOST_REFUSALS || count('reply-lost', 'request-lost') >= MOST_ATTEMPTS;
}

test('the newest card wins, however posts, changes and failures follow one another', async () => {
  const wrong = fc.constantFrom<Fault | undefined>(
    undefined,
    undefined,
    { kind: 'reply-lost' },
    { kind: 'request-lost' },
    { kind: 'rate-limited', ms: 3_000 },
    { kind: 'slow', ms: 4_000 },
    { kind: 'refused', meaning: 'other' },
  );
  const changes = fc.array(fc.constantFrom(0, 9, 10, 11, 500, 4_000, 61_000), { minLength: 1, maxLength: 6 });
  const passing = fc.array(wrong, { maxLength: 8 }).filter((faults) => !givesUp(faults));
  await fc.assert(
    fc.asyncProperty(changes, passing, async (pauses, faults) => {
      const { dispatcher, send, timer, chat, states, ask } = await office();
      const left = [...faults];
      chat.goWrong(() => left.shift());
      await send(post('a', 'U1'));
      dispatcher.start();
      for (const [index, pause] of pauses.entries()) {
        await timer.advance(pause);
        await send(update('a', `change ${index}`));
      }
      await timer.until(
        async () =>
          (await states()).a === 'sent' && (await ask((tx) => tx.selectFrom('delivery_update').select('id').execute())).length === 0,
        60 * minuteMs,
      );
      expect(chat.contents()).toEqual([`change ${pauses.length - 1}`]);
    }),
    { numRuns: 60 },
  );
});

test('a message that the chat refuses again and again is given up, and its changes with it', async () => {
  const { dispatcher, send, timer, chat, states, ask } = await office();
  chat.goWrong(({ method }) => (method === 'post' ? { kind: 'refused', meaning: 'other' } : undefined));
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.until(() => chat.callsOf('post').length === MOST_REFUSALS - 1, 10 * minuteMs);
  await send(update('a', 'two'));
  await timer.advance(10 * minuteMs);
  expect((await states()).a).toBe('refused');
  expect(chat.callsOf('post')).toHaveLength(MOST_REFUSALS);
  expect(chat.messages).toEqual([]);
  expect(await ask((tx) => tx.selectFrom('delivery_update').selectAll().execute())).toEqual([]);
});

test('a message that is gone from the chat takes its changes with it', async () => {
  const { dispatcher, send, timer, chat, ask } = await office();
  await send(post('a', 'U1'));
  dispatcher.start();
  await timer.advance(1_000);
  chat.messages.splice(0);
  await send(update('a', 'two'));
  await timer.advance(10 * minuteMs);
  expect(chat.callsOf('update')).toHaveLength(1);
  expect(await ask((tx) => tx.selectFrom('delivery_update').selectAll().execute())).toEqual([]);
});

test('several reasons to draw a Home tab afresh draw it once, as it is then', async () => {
  let drawn = 0;
  const { dispatcher, send, timer, chat, ask, accounts, openHome } = await office({
    renderHome: async (_tx, who) => ({ blocks: [{ kind: 'text', text: [`${who} ${++drawn}`] }] }),
  });
  const home = (id: string) => ({ kind: 'home', member: member(id) }) as const;
  accounts.delete('M3');
  await openHome('M1', 'M2', 'M3');
  dispatcher.start();
  await timer.advance(1_000);
  await send(home('M1'), home('M1'), home('M2'), home('M3'), home('M1'));
  await timer.advance(minuteMs);
  expect(chat.homes.get('U1')).toHaveLength(1);
  expect(chat.homes.get('U2')).toHaveLength(1);
  expect([...chat.homes.keys()].sort()).toEqual(['U1', 'U2']);
  expect(await ask((tx) => tx.selectFrom('delivery_home').selectAll().execute())).toEqual([]);
  await send(home('M1'));
  await timer.advance(1_000);
  expect(chat.homes.get('U1')).toHaveLength(2);
});

test('a Home tab whose drawing is in doubt is drawn at once, and once more when nothing can come of the first time', async () => {
  const { dispatcher, send, timer, chat, ask, openHome } = await office();
  await openHome('M1');
  dispatcher.start();
  await timer.advance(1_000);
  chat.goWrongInTurn('home', [{ kind: 'request-lost' }]);
  await send({ kind: 'home', member: member('M1') });
  await timer.advance(minuteMs);
  expect(chat.homes.get('U1')).toHaveLength(1);
  await timer.advance(2 * minuteMs);
  expect(chat.homes.get('U1')).toHaveLength(2);
  expect(await ask((tx) => tx.selectFrom('delivery_home').selectAll().execute())).toEqual([]);
});

test('a Home tab that changes while it is being drawn is drawn once more', async () => {
  let drawn = 0;
  const { dispatcher, send, timer, chat, openHome } = await office({
    renderHome: async () => ({ blocks: [{ kind: 'text', text: [`${++drawn}`] }] }),
  });
  await openHome('M1');
  chat.goWrong(() => ({ kind: 'slow', ms: 5_000 }));
  dispatcher.start();
  await send({ kind: 'home', member: member('M1') });
  await timer.until(() => chat.callsOf('home').length === 1, 1_000);
  await send({ kind: 'home', member: member('M1'), urgency: 'routine' });
  await timer.advance(minuteMs);
  expect(chat.homes.get('U1')?.map((home) => JSON.parse(home).blocks[0].text[0])).toEqual(['1', '2']);
});

test('that a card was changed is noted a moment later, with whatever else was changed by then', async () => {
  const { dispatcher, send, timer, chat, ask } = await office();
  await send(post('a', 'U1'), post('b', 'U2'));
  dispatcher.start();
  await timer.until(() => chat.messages.length === 2, 1_000);
  await timer.advance(1_000);
  await send(update('a', 'new'), update('b', 'new'));
  dispatcher.wake();
  await timer.until(() => chat.contents().every((words) => words === 'new'), 1_000);
  const waiting = () => ask((tx) => tx.selectFrom('delivery_update').select('id').execute());
  await timer.advance(5);
  expect(await waiting()).toHaveLength(2);
  await timer.advance(50);
  expect(await waiting()).toEqual([]);
});

test('a change that a killed program had begun to show, and that comes to pass after a newer one, does not stay', async () => {
  const real = await openReality();
  await real.bot().send(post('a', 'U1'));
  await real.timer.advance(5_000);
  real.breakNext('update', { kind: 'slow', ms: 61_000 });
  await real.bot().send(update('a', 'older'));
  await real.timer.advance(600);
  await real.kill(true);
  await real.bot().send(update('a', 'newer'));
  await real.timer.advance(1_000);
  expect(await real.outcomes()).toMatchObject([{ there: ['newer'] }]);
  await real.timer.advance(5 * minuteMs);
  expect(await real.outcomes()).toMatchObject([{ there: ['newer'] }]);
});

test('a change whose reply was lost and that comes to pass after a newer one does not stay', async () => {
  const { database, timer, chat, ask } = await office();
  let calls = 0;
  const bot = desk(database.transact, timer, {
    ...chat.chat,
    async update(...call) {
      if (++calls > 1) return chat.chat.update(...call);
      void timer.wait(90_000).then(() => chat.chat.update(...call));
      throw new OutcomeUnknown('socket hang up');
    },
  });
  bot.dispatcher.start();
  await bot.send(post('a', 'U1'));
  await timer.advance(1_000);
  await bot.send(update('a', 'older'));
  await timer.advance(1_000);
  await bot.send(update('a', 'newer'));
  await timer.advance(minuteMs);
  expect(chat.contents()).toEqual(['newer']);
  await timer.advance(3 * minuteMs);
  expect(chat.contents()).toEqual(['newer']);
  expect(await ask((tx) => tx.selectFrom('delivery_update').selectAll().execute())).toEqual([]);
  void bot.dispatcher.stop();
  await timer.advance(11_000);
});

test.each([
  ['newest', undefined],
  ['newer still', 'newer still'],
])('what is tried again after it was refused shows the newest card: %s', async (shown, since) => {
  const real = await openReality();
  real.breakNext('post', { kind: 'refused', meaning: 'content', code: 'invalid_blocks' });
  await real.bot().send(post('a', 'U1'));
  await real.timer.until(async () => (await real.rows())[0]?.state === 'sending', 1_000);
  await real.bot().send(update('a', 'newest'));
  await real.timer.advance(5 * minuteMs);
  expect(await real.outcomes()).toMatchObject([{ state: 'refused', there: [] }]);
  if (since) expect(await real.bot().send(update('a', since))).toEqual([false]);
  await retryMessages({ transact: real.transact, clock: { now: real.bot().now } }, { operator: 'test' }, { all: ['refused'] });
  await real.timer.advance(5 * minuteMs);
  expect(await real.outcomes()).toMatchObject([{ state: 'sent', there: [shown] }]);
});

test('what was shown before the end of a doubt, and confirmed after it, is shown once more', async () => {
  const { database, timer, chat } = await office();
  let calls = 0;
  const bot = desk(database.transact, timer, {
    ...chat.chat,
    async update(...call) {
      calls += 1;
      if (calls === 1) {
        void timer.wait(119_500).then(() => chat.chat.update(...call));
        throw new OutcomeUnknown('socket hang up');
      }
      await chat.chat.update(...call);
      if (calls === 3) await timer.wait(9_000);
    },
  });
  bot.dispatcher.start();
  await bot.send(post('a', 'U1'));
  await timer.advance(1_000);
  await bot.send(update('a', 'older'));
  await timer.advance(115_000);
  await bot.send(update('a', 'newer'));
  await timer.advance(10 * minuteMs);
  const shown = chat.contents();
  void bot.dispatcher.stop();
  await timer.advance(11_000);
  expect(shown).toEqual(['newer']);
});

test.each<[string, number, number, 'sent' | 'expired']>([
  ['later', minuteMs, 120 * minuteMs, 'sent'],
  ['earlier', 10 * minuteMs, 0, 'expired'],
])('a %s end that comes while a message is in doubt counts', async (_what, before, after, state) => {
  const { dispatcher, send, timer, chat, states, now } = await office();
  chat.goWrongInTurn('post', [{ kind: 'request-lost' }]);
  await send(post('a', 'U1', { card: card('at nine'), expiresAt: plus(now(), before) }));
  dispatcher.start();
  await timer.advance(10_000);
  expect(await states()).toEqual({ a: 'sending' });
  await send({ ...update('a', 'at eleven'), expiresAt: plus(now(), after) });
  await timer.advance(20 * minuteMs);
  expect({ states: await states(), there: chat.contents() }).toEqual({
    states: { a: state },
    there: state === 'sent' ? ['at eleven'] : [],
  });
});

test('of two changes with the same words each has its own end', async () => {
  const { send, ask, now } = await office();
  await send(post('a', 'U1', { expiresAt: now() }), post('b', 'U2', { expiresAt: now() }));
  const [first, second] = [plus(now(), minuteMs), plus(now(), 2 * minuteMs)];
  await ask((tx) =>
    enqueueAll(tx, now(), [
      { ...update('a', 'moved'), expiresAt: first },
      { ...update('b', 'moved'), expiresAt: second },
    ]),
  );
  const rows = await ask((tx) => tx.selectFrom('delivery_outbox').select('expires_at').orderBy('id').execute());
  expect(rows.map(({ expires_at }) => expires_at)).toEqual([first, second]);
});
