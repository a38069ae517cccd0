import { chownSync, existsSync, linkSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { importCalendarYear } from '../../src/calendar/calendar-years.js';
import { handOver, makeFolder, writeWhole } from '../../src/db/file.js';
import { takeLock } from '../../src/db/lock.js';
import { openDatabase } from '../../src/db/open.js';
import { replaceDatabase } from '../../src/db/replace.js';
import { stage } from '../../src/db/stage.js';
import { unlock } from '../../src/db/unlock.js';
import { at, zone } from '../support/office.js';
import { refusalOf, scratch } from './scratch.js';

/** Whom the folder belongs to that root works in. */
const BOT = 65_534;
const asRoot = test.skipIf(process.getuid?.() !== 0);

function botsFolder(): string {
  const dir = scratch();
  chownSync(dir, BOT, BOT);
  return dir;
}

/** Whatever lies in a folder, at any depth, and is somebody else's than the bot's. */
const othersIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const { uid, gid } = statSync(join(dir, name));
    return uid !== BOT || gid !== BOT;
  });

asRoot(
  'what root makes in the bot’s folder is the bot’s: database, keys, logs, lock, copies of the keys, and a change of the master key',
  async () => {
    const dir = botsFolder();
    takeLock(join(dir, 'lock.db'), at('2026-11-24', '09:00'), zone()).release();
    const database = openDatabase(join(dir, 'siwen.db'));
    const keys = await unlock(database.transact, dir, undefined);
    await database.transact((tx) => keys.vault.seal(tx, 'M1', '甲'));
    keys.copies.keep(join(dir, 'backups', 'keys'));
    await keys.rotateKey();
    expect(readdirSync(dir)).toEqual(expect.arrayContaining(['siwen.db-wal', 'keys.db-shm', 'lock.db.txt', 'siwen.key', 'backups']));
    expect(othersIn(dir)).toEqual([]);
    keys.close();
    await database.close();
    stage(join(dir, 'siwen.db'), join(dir, 'siwen.db.restoring'));
    replaceDatabase(join(dir, 'siwen.db'), join(dir, 'siwen.db.restoring'), join(dir, 'siwen-before.db'));
    expect(othersIn(dir)).toEqual([]);
  },
);

asRoot('an imported year of holidays is the bot’s as well', () => {
  const dir = botsFolder();
  const file = join(scratch(), '2027.yaml');
  writeFileSync(file, 'year: 2027\nsource: 通知\nholidays:\n  - { name: 元旦, from: 2027-01-01, to: 2027-01-03 }\nmakeUpWorkdays: []\n');
  importCalendarYear(file, dir);
  expect(readdirSync(join(dir, 'calendar'))).toEqual(['2027.yaml']);
  expect(othersIn(dir)).toEqual([]);
});

asRoot('what is somebody’s already stays theirs, and a link is not followed', () => {
  const dir = botsFolder();
  const theirs = join(dir, 'theirs');
  writeFileSync(theirs, '');
  chownSync(theirs, 1, 1);
  handOver(theirs);
  expect(statSync(theirs).uid).toBe(1);
  const secret = join(scratch(), 'of-root');
  writeFileSync(secret, '');
  symlinkSync(secret, join(dir, 'link'));
  handOver(join(dir, 'link'));
  expect(statSync(secret).uid).toBe(0);
});

test('a folder is made with those above it, and one that is there is left as it is', () => {
  const path = join(scratch(), 'a', 'b', 'c');
  makeFolder(path, 0o700);
  makeFolder(path);
  expect(statSync(path).mode & 0o777).toBe(0o700);
});

test('where no folder can be made, that is said at once', () => {
  const dir = scratch();
  writeFileSync(join(dir, 'file'), '');
  mkdirSync(join(dir, 'folder'));
  symlinkSync(join(dir, 'nowhere'), join(dir, 'link'));
  const nowhere = [join(dir, 'file'), join(dir, 'file', 'below'), join(dir, 'link', 'siwen'), join(dir, 'link')];
  for (const path of existsSync('/proc/self') ? [...nowhere, '/proc/siwen', '/proc/siwen/data'] : nowhere) {
    const text = refusalOf(() => makeFolder(path));
    expect(text.zh).toContain(`文件夹 ${path} 无法`);
    expect(text.en).toContain(path);
  }
});

test('a file is never written over where it lies: whoever has the former one open goes on reading that', () => {
  const dir = scratch();
  const [file, former] = [join(dir, 'policy.yaml'), join(dir, 'former')];
  writeFileSync(file, 'former');
  linkSync(file, former);
  writeWhole(file, Buffer.from('new'));
  expect([readFileSync(file, 'utf8'), readFileSync(former, 'utf8')]).toEqual(['new', 'former']);
  expect(readdirSync(dir).sort()).toEqual(['former', 'policy.yaml']);
});
