import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { minuteMs } from '../../src/calendar/instant.js';
import type { MessageEvent } from '../../src/chat/event.js';
import { nothing, show } from '../../src/chat/reply.js';
import { openSealer } from '../../src/db/sealer.js';
import { storeMessage } from '../../src/delivery/inbox.js';
import { type InboxWorkerDeps, inboxWorker } from '../../src/delivery/inbox-worker.js';
import { card, office } from './world.js';

const sealer = openSealer(new Uint8Array(32));
const typed = (key: string, text: string, userId = 'U1'): MessageEvent => ({
  kind: 'message',
  key,
  text,
  person: { userId, teamId: 'T1' },
});

async function desk(dispatch: InboxWorkerDeps['dispatch']) {
  const world = await office();
  const { database, timer, now, dispatcher, logged } = world;
  const log = (fields: unknown, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const make = (withDispatch: InboxWorkerDeps['dispatch']) =>
    inboxWorker({
      transact: database.transact,
      clock: { now },
      timer,
      sealer,
      dispatch: withDispatch,
      onAnswer: () => dispatcher.wake(),
      log: { error: log },
    });
  const store = (event: MessageEvent) => storeMessage({ transact: database.transact, clock: { now }, sealer }, event);
  return { ...world, worker: make(dispatch), make, store };
}

test('a word is answered once, however often the chat delivers it', async () => {
  const { worker, dispatcher, store, timer, chat } = await desk(async (event) =>
    show(card(event.kind === 'message' ? `re: ${event.text}` : '')),
  );
  await store(typed('E1', '帮助'));
  await store(typed('E1', '帮助'));
  worker.start();
  dispatcher.start();
  await timer.advance(2_000);
  await store(typed('E1', '帮助'));
  await timer.advance(5_000);
  expect(chat.contents()).toEqual(['re: 帮助']);
  await worker.stop();
});

test('one person is answered in order, and a slow answer to one keeps nobody else waiting', async () => {
  let release = () => {};
  const slow = new Promise<void>((resolve) => {
    release = resolve;
  });
  const { worker, dispatcher, store, timer, chat } = await desk(async (event) => {
    if (event.kind === 'message' && event.text === 'slow') await slow;
    return show(card(event.key));
  });
  await store(typed('E1', 'slow', 'U1'));
  await store(typed('E2', 'quick', 'U1'));
  await store(typed('E3', 'quick', 'U2'));
  worker.start();
  dispatcher.start();
  await timer.advance(3_000);
  expect(chat.contents()).toEqual(['E3']);
  release();
  await timer.advance(3_000);
  expect(chat.contents('U1')).toEqual(['E1', 'E2']);
  await worker.stop();
});

test('a crash while a word is being handled leads to one answer after the restart', async () => {
  const { worker, make, dispatcher, store, timer, chat } = await desk(() => new Promise(() => undefined));
  await store(typed('E1', '汇总'));
  worker.start();
  await timer.advance(1_000);
  make(async () => show(card('answer'))).start();
  dispatcher.start();
  await timer.advance(minuteMs);
  expect(chat.contents()).toEqual(['answer']);
});

test('what was typed, and what is answered, stand nowhere in clear, and the words are gone once answered', async () => {
  const { worker, store, timer, ask } = await desk(async (event) => show(card(`你写的是：${event.kind === 'message' ? event.text : ''}`)));
  await store(typed('E1', '心里的话'));
  const rows = () =>
    ask(async (tx) => [
      await tx.selectFrom('delivery_inbox').selectAll().execute(),
      await tx.selectFrom('delivery_outbox').selectAll().execute(),
    ]);
  const clear = (all: unknown) =>
    JSON.stringify(all, (_key, value) => (value?.type === 'Buffer' ? Buffer.from(value.data).toString() : value));
  expect(clear(await rows())).not.toContain('心里的话');
  worker.start();
  await timer.advance(1_000);
  expect(clear(await rows())).not.toContain('心里的话');
  const [inbox] = await rows();
  expect(inbox).toEqual([expect.objectContaining({ key: 'E1', sealed_text: null })]);
  await worker.stop();
});

test('a word that cannot be handled holds up nobody, and whoever typed it is asked to send it again', async () => {
  const { worker, dispatcher, store, timer, chat, logged } = await desk(async (event) => {
    if (event.key === 'E1') throw new Error('broken');
    return event.key === 'E2' ? nothing : show(card(event.key));
  });
  for (const key of ['E1', 'E2', 'E3']) await store(typed(key, '秘密'));
  worker.start();
  dispatcher.start();
  await timer.advance(minuteMs);
  expect(chat.contents()).toEqual(['您发来的一条消息没有处理成功。请再发送一次；若仍不成，请告诉管理员。', 'E3']);
  expect(logged.filter((line) => line.startsWith('a message could not be handled'))).toHaveLength(3);
  expect(logged.join()).not.toContain('秘密');
  await worker.stop();
});

test('an answer that cannot be saved is made again until it can', async () => {
  const { worker, dispatcher, store, timer, chat, ask } = await desk(async (event) => show(card(event.key)));
  const refuse = (on: boolean) =>
    ask((tx) =>
      (on
        ? sql`CREATE TRIGGER full BEFORE INSERT ON delivery_outbox BEGIN SELECT RAISE(ABORT, 'full'); END`
        : sql`DROP TRIGGER full`
      ).execute(tx),
    );
  await refuse(true);
  await store(typed('E1', '汇总'));
  worker.start();
  dispatcher.start();
  await timer.advance(minuteMs);
  expect(chat.contents()).toEqual([]);
  await refuse(false);
  await timer.advance(minuteMs);
  expect(chat.contents()).toEqual(['E1']);
  await worker.stop();
});
