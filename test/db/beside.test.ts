import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import { openDatabase } from '../../src/db/open.js';
import { seen } from '../../src/delivery/inbox.js';
import Database from '../../src/sqlite.js';
import { scratch } from './scratch.js';

const now = 0 as Instant;

test('two processes that read and then write wait for each other; none fails', async () => {
  const path = join(scratch(), 'siwen.db');
  const [bot, commandLine] = [openDatabase(path), openDatabase(path)];
  const write = (who: typeof bot, name: string) =>
    Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        who.transact(async (tx) => {
          await tx.selectFrom('delivery_seen').selectAll().execute(); // a deferred transaction would be a reader from here on
          await new Promise((resolve) => setImmediate(resolve));
          return seen(tx, `${name}${index}`, now);
        }),
      ),
    );
  await Promise.all([write(bot, 'b'), write(commandLine, 'c')]);
  expect(await bot.transact((tx) => tx.selectFrom('delivery_seen').selectAll().execute())).toHaveLength(50);
  await bot.close();
  await commandLine.close();
});

test('control: a transaction that does not begin IMMEDIATE fails in the same place', () => {
  const path = join(scratch(), 'siwen.db');
  void openDatabase(path).close();
  const [one, two] = [new Database(path), new Database(path)];
  one.exec('BEGIN');
  one.prepare('SELECT * FROM delivery_seen').all();
  two.exec("INSERT INTO delivery_seen VALUES ('x', 0)");
  expect(() => one.exec("INSERT INTO delivery_seen VALUES ('y', 0)")).toThrow(/locked|busy/i);
  one.close();
  two.close();
});

test('while another process holds the file, this one goes on with other things', async () => {
  const path = join(scratch(), 'siwen.db');
  const bot = openDatabase(path);
  const long = new Database(path);
  long.exec('BEGIN IMMEDIATE');
  let turns = 0;
  const written = bot.transact((tx) => seen(tx, 'a', now));
  while (turns < 50) {
    await new Promise((resolve) => setImmediate(resolve));
    turns++;
  }
  long.exec('COMMIT');
  long.close();
  expect(await written).toBe(false);
  await bot.close();
});

test('a transaction that fails leaves nothing behind, and the next one works', async () => {
  const database = openDatabase(join(scratch(), 'siwen.db'));
  const broken = database.transact(async (tx) => {
    await seen(tx, 'a', now);
    throw new Error('half way');
  });
  await expect(broken).rejects.toThrow('half way');
  expect(await database.transact((tx) => seen(tx, 'a', now))).toBe(false);
  await expect(database.transact(() => database.transact(async () => 1))).rejects.toThrow('inside transact');
  await database.close();
});
