import { copyFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { markRestored } from '../../src/delivery/restored.js';
import { retryMessages } from '../../src/delivery/undelivered.js';
import { card, desk, office, post } from './world.js';

/** A desk whose database was copied, was used for an hour more, and has the copy in its place again. */
async function overAnHour(beforeCopy: Step, inTheHour: Step) {
  const world = await office();
  const { database, timer, chat, dispatcher, now } = world;
  await beforeCopy(world);
  database.checkpoint();
  const path = `${database.path}.copy.db`;
  copyFileSync(database.path, path);
  const takenAt = now();
  await inTheHour(world);
  await timer.advance(hourMs);
  void dispatcher.stop();
  await timer.advance(11_000);
  const copy = openDatabase(path);
  await copy.transact((tx) => markRestored(tx, takenAt, now()));
  const bot = desk(copy.transact, timer, chat.chat);
  return {
    ...bot,
    timer,
    transact: copy.transact,
    /** What people see when all is done. */
    async shown(): Promise<string[]> {
      await timer.advance(10 * minuteMs);
      void bot.dispatcher.stop();
      await timer.advance(11_000);
      await copy.close();
      return chat.contents();
    },
  };
}
type Step = (world: Awaited<ReturnType<typeof office>>) => Promise<unknown>;

const opens = post('a', 'U1', { card: card('open') });
const retry = ({ transact, now }: Pick<Awaited<ReturnType<typeof overAnHour>>, 'transact' | 'now'>) =>
  retryMessages({ transact, clock: { now } }, { operator: 'test' }, { all: ['refused'] });

test.each<[string, Step, Step, boolean]>([
  ['waited in the copy', ({ send }) => send(opens), async ({ dispatcher }) => dispatcher.start(), false],
  ['is written anew', async () => undefined, async ({ send, dispatcher }) => [await send(opens), dispatcher.start()], true],
])('a change that comes before it was looked for is shown, of a message that %s', async (_what, before, since, again) => {
  const bot = await overAnHour(before, since);
  if (again) await bot.send(opens);
  expect(await bot.send({ kind: 'update', of: 'a', card: card('answered') })).toEqual([true]);
  bot.dispatcher.start();
  expect(await bot.shown()).toEqual(['answered']);
});

test('what was changed in the time that was lost shows again how this database has it', async () => {
  const bot = await overAnHour(
    ({ send }) => send(opens),
    async ({ send, dispatcher, timer, states }) => {
      dispatcher.start();
      await timer.until(async () => (await states()).a === 'sent', minuteMs);
      await send({ kind: 'update', of: 'a', card: card('answered') });
    },
  );
  bot.dispatcher.start();
  expect(await bot.shown()).toEqual(['open']);
});

test('what is said otherwise under the same key is sent, and what is said as before is not', async () => {
  const decided = (key: string, says: string) => post(key, 'U1', { card: card(`${key} ${says}`), says });
  const bot = await overAnHour(
    async () => undefined,
    async ({ send, dispatcher }) => {
      await send(decided('a', 'approved'), decided('b', 'approved'));
      dispatcher.start();
    },
  );
  await bot.send(decided('a', 'refused'), decided('b', 'approved'));
  bot.dispatcher.start();
  expect(await bot.shown()).toEqual(['a approved', 'b approved', 'a refused']);
});

test('what was refused in the copy and sent in the time that was lost is not sent again', async () => {
  const bot = await overAnHour(
    async ({ chat, send, dispatcher, timer, states }) => {
      chat.goWrongInTurn('post', [{ kind: 'refused', meaning: 'content', code: 'invalid_blocks' }]);
      await send(opens);
      dispatcher.start();
      await timer.until(async () => (await states()).a === 'refused', minuteMs);
    },
    ({ database, now }) => retry({ transact: database.transact, now }),
  );
  await bot.send({ kind: 'update', of: 'a', card: card('closed') });
  bot.dispatcher.start();
  await retry(bot);
  expect(await bot.shown()).toEqual(['closed']);
});
