import { copyFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keepKeyCopies } from '../../src/db/key-copies.js';
import { openKeyStore } from '../../src/db/key-store.js';
import { loadMasterKey } from '../../src/db/master-key.js';
import { masterKeys } from '../../src/db/master-keys.js';
import { openDatabase } from '../../src/db/open.js';
import { StartError } from '../../src/db/start-error.js';
import { unlock } from '../../src/db/unlock.js';
import Database from '../../src/sqlite.js';
import { addMembers } from '../delivery/members.js';
import { refusalOf, scratch } from './scratch.js';

const KEY = 'a1'.repeat(32);

async function office(dir = scratch()) {
  const path = join(dir, 'siwen.db');
  const database = openDatabase(path);
  onTestFinished(() => database.close());
  await addMembers(path, ['M1']).catch(() => undefined);
  const start = async () => {
    const keys = await unlock(database.transact, dir, KEY);
    onTestFinished(() => keys.close());
    return keys;
  };
  const refusal = async () => {
    const error = await unlock(database.transact, dir, KEY).catch((thrown: unknown) => thrown);
    if (!(error instanceof StartError)) throw error;
    return error.text;
  };
  return { dir, path, database, start, refusal, transact: database.transact };
}

test('the key store is made with the database, for its owner only', async () => {
  const { dir, start } = await office();
  await start();
  for (const name of readdirSync(dir).filter((each) => each.startsWith('keys.db'))) expect(statSync(join(dir, name)).mode & 0o077).toBe(0);
});

test('a missing key store is told at the start, and none is made in its place', async () => {
  const { dir, start, refusal } = await office();
  (await start()).close();
  for (const name of readdirSync(dir).filter((each) => each.startsWith('keys.db'))) rmSync(join(dir, name));
  const text = await refusal();
  expect(text.zh).toContain('keys.db 副本放回原处');
  expect(`${text.zh}\n${text.en}`).toMatch(/siwen restore ‹备份文件夹›\/keys\.db[\s\S]*siwen restore ‹folder of the backups›\/keys\.db/);
  expect(text.en).toContain(join(dir, 'keys.db'));
  expect(readdirSync(dir)).not.toContain('keys.db');
});

test('the key store of another database, and a file that is none, are told and left as they are', async () => {
  const [one, other] = [await office(), await office()];
  (await one.start()).close();
  (await other.start()).close();
  for (const name of readdirSync(one.dir).filter((each) => each.startsWith('keys.db'))) rmSync(join(one.dir, name));
  copyFileSync(join(other.dir, 'keys.db'), join(one.dir, 'keys.db'));
  expect((await one.refusal()).zh).toContain('另一个数据库');
  const songs = new Database(join(one.dir, 'songs.db'));
  songs.exec('PRAGMA user_version = 7; CREATE TABLE songs (title TEXT)');
  songs.close();
  copyFileSync(join(one.dir, 'songs.db'), join(one.dir, 'keys.db'));
  expect((await one.refusal()).en).toContain('another program');
  writeFileSync(join(one.dir, 'keys.db'), '这不是数据库。'.repeat(200));
  expect((await one.refusal()).zh).toContain('损坏');
});

test('a crash between the making of the store and the note of it: the next start goes on', async () => {
  const { start, transact } = await office();
  const { vault, close } = await start();
  const sealed = await transact((tx) => vault.seal(tx, 'M1', '甲'));
  close();
  await transact((tx) => tx.deleteFrom('db_key_store').execute());
  const next = await start();
  expect(await transact((tx) => next.vault.unseal(tx, 'M1', sealed))).toBe('甲');
  expect(await transact((tx) => tx.selectFrom('db_key_store').selectAll().execute())).toHaveLength(1);
});

test('an older copy of the database works with the key store of today; what was erased since cannot be read in it', async () => {
  const { dir, path, start, transact, database } = await office();
  const { vault, close } = await start();
  const [kept, erased] = await transact(async (tx) => [await vault.seal(tx, 'M1', '留下的'), await vault.seal(tx, 'M2', '清除的')]);
  database.checkpoint();
  copyFileSync(path, join(dir, 'old.db'));
  await transact((tx) => vault.replaceKey(tx, 'M2'));
  await vault.destroyReplaced();
  close();
  const old = openDatabase(join(dir, 'old.db'));
  onTestFinished(() => old.close());
  const keys = await unlock(old.transact, dir, KEY);
  onTestFinished(() => keys.close());
  expect(await old.transact((tx) => keys.vault.unseal(tx, 'M1', kept))).toBe('留下的');
  expect(await old.transact((tx) => keys.vault.unseal(tx, 'M2', erased))).toBeUndefined();
});

test('where the store itself can’t note a folder, as on a full disk, it is the store that is named, and not the folder', () => {
  const [dir, folder] = [scratch(), scratch()];
  const path = join(dir, 'keys.db');
  const known = masterKeys(loadMasterKey(dir, undefined), [], dir);
  const store = openKeyStore(path, known);
  onTestFinished(() => store.close());
  const copies = keepKeyCopies(store, path, known);
  store.sqlite.pragma('query_only = 1');
  expect(refusalOf(() => copies.keep(folder)).zh).toContain(path);
  expect(readdirSync(folder)).toEqual([]);
});
