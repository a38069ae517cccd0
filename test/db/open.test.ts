import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { migrations } from '../../src/db/migrations/index.js';
import { older, openDatabase } from '../../src/db/open.js';
import Database from '../../src/sqlite.js';
import { refusalOf, scratch } from './scratch.js';

const fresh = () => join(scratch(), 'data', 'siwen.db');

test('folder and file are made, for the owner only', async () => {
  const path = fresh();
  const database = openDatabase(path);
  await database.transact((tx) => tx.selectFrom('delivery_outbox').select('id').execute());
  for (const file of readdirSync(join(path, '..'))) expect(statSync(join(path, '..', file)).mode & 0o777).toBe(0o600);
  await database.close();
});

test('a reopened file is as safe as a new one', async () => {
  const path = fresh();
  await openDatabase(path).close();
  // The control: without being told, SQLite opens the same file with less.
  const careless = new Database(path);
  expect(careless.pragma('synchronous', { simple: true })).toBe(1);
  careless.close();
  const database = openDatabase(path); // asserts its settings, or throws
  await database.transact((tx) => tx.selectFrom('delivery_outbox').select('id').execute());
  await database.close();
});

test('after closing, no handle and no log is left', async () => {
  const path = fresh();
  await openDatabase(path).close();
  expect(readdirSync(join(path, '..'))).toEqual(['siwen.db']);
});

test("another program's database is refused and not changed", () => {
  const path = join(scratch(), 'other.db');
  const other = new Database(path);
  other.exec('CREATE TABLE songs (title TEXT)');
  other.close();
  const before = readFileSync(path);
  expect(refusalOf(() => openDatabase(path)).zh).toContain('其他程序');
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a file written by a newer siwen is refused and not changed', async () => {
  const path = fresh();
  await openDatabase(path).close();
  const newer = new Database(path);
  newer.pragma(`user_version = ${migrations.length + 1}`);
  newer.close();
  const before = readFileSync(path);
  const text = refusalOf(() => openDatabase(path));
  expect(text.zh).toContain('更新版本');
  expect(text.en).toContain(path);
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('what is no database, damaged, a folder or out of reach is told in a sentence', () => {
  const dir = scratch();
  writeFileSync(join(dir, 'letter.db'), '这不是数据库。'.repeat(200));
  mkdirSync(join(dir, 'folder.db'));
  expect(refusalOf(() => openDatabase(join(dir, 'letter.db'))).en).toContain('not a database');
  expect(refusalOf(() => openDatabase(join(dir, 'folder.db'))).en).toContain('cannot be written');
  expect(refusalOf(() => openDatabase(join(dir, 'letter.db', 'below.db'))).en).toContain('cannot be written');
});

test('a damaged page is told in a sentence', async () => {
  const path = fresh();
  await openDatabase(path).close();
  const bytes = readFileSync(path);
  bytes.fill(0xff, 100, 4096);
  writeFileSync(path, bytes);
  expect(refusalOf(() => openDatabase(path)).zh).toContain('损坏');
});

test('two that open a new file at the same moment migrate it once', async () => {
  const path = fresh();
  const [one, two] = [openDatabase(path), openDatabase(path)];
  const sqlite = new Database(path);
  expect(sqlite.pragma('user_version', { simple: true })).toBe(migrations.length);
  sqlite.close();
  await one.close();
  await two.close();
});

test.each([
  [[3, 51, 2], true],
  [[3, 51, 3], false],
  [[3, 51, 4], false],
  [[3, 50, 9], true],
  [[3, 52, 0], false],
  [[4, 0, 0], false],
  [[2, 99, 99], true],
])('SQLite %j: too old is %s', (version, expected) => {
  expect(older(version, [3, 51, 3])).toBe(expected);
});
