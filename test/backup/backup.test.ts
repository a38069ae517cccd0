import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lastBackup } from '../../src/backup/service.js';
import { dayMs, hourMs, plus } from '../../src/calendar/instant.js';
import { goneIn } from '../../src/db/gone.js';
import { StartError } from '../../src/db/start-error.js';
import { erase } from '../../src/reflection/own/service.js';
import { systemClock } from '../../src/schedule/clock.js';
import Database from '../../src/sqlite.js';
import { backedOffice } from './world.js';

const ME = '603';
const OTHER = '104';
const WORD = '金丝雀CanaryOfTheBackup';
const elsewhere = () => mkdtempSync(join(tmpdir(), 'siwen-elsewhere-'));
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => Promise.reject(new Error('it was done')),
    (error: unknown) => (error instanceof StartError ? error.text : Promise.reject(error)),
  );

test('a copy is whole, for the owner only, and says when it was taken', async () => {
  const office = await backedOffice();
  await office.write(ME, WORD);
  const made = await office.backup();
  expect(made.path).toBe(join(office.dataDir, 'backups', 'siwen-20261124-100000.db'));
  expect(statSync(join(office.dataDir, 'backups')).mode & 0o777).toBe(0o700);
  expect(readdirSync(join(office.dataDir, 'backups')).sort()).toEqual(['keys.db', 'siwen-20261124-100000.db']);
  for (const name of readdirSync(join(office.dataDir, 'backups')))
    expect(statSync(join(office.dataDir, 'backups', name)).mode & 0o777, name).toBe(0o600);
  const copy = new Database(made.path, { readonly: true });
  expect(copy.prepare('SELECT taken_at FROM db_copy').pluck().all()).toEqual([office.now()]);
  expect(copy.pragma('journal_mode', { simple: true })).toBe('delete'); // readable from a disk that can't be written to
  expect(copy.prepare('SELECT count(*) FROM reflection_response WHERE content IS NOT NULL').pluck().get()).toBe(1);
  copy.close();
  expect(await lastBackup(office.deps)).toEqual({ takenAt: office.now(), path: made.path, bytes: made.bytes });
});

test('it has what was committed and nothing of what is being written, while others write', async () => {
  const office = await backedOffice();
  const half = office.transact(async (tx) => {
    await tx.insertInto('delivery_seen').values({ key: 'half', seen_at: 0 }).execute();
    // The writer is in the middle of it while the copy is made.
    await office.backup(undefined, { transact: async () => undefined as never });
    await tx.insertInto('delivery_seen').values({ key: 'whole', seen_at: 0 }).execute();
  });
  await half;
  const copy = new Database(join(office.dataDir, 'backups', 'siwen-20261124-100000.db'), { readonly: true });
  expect(copy.prepare('SELECT count(*) FROM delivery_seen').pluck().get()).toBe(0);
  copy.close();
});

test('an erased member’s words stay erased: yesterday’s copy has them no more, with the key store of today or of the backups', async () => {
  const office = await backedOffice();
  await office.write(ME, WORD);
  await office.write(OTHER, '别人的话');
  const { path } = await office.backup();
  const before = join(elsewhere(), 'before.db');
  copyFileSync(path, before);
  // The control: until then the copy is readable, with either key store.
  const backups = join(office.dataDir, 'backups');
  expect(await office.readIn(path, ME)).toBe(WORD);
  office.later(dayMs);
  await erase(office.reflection, ME, 'everything');
  const copied = elsewhere();
  copyFileSync(join(backups, 'keys.db'), join(copied, 'keys.db'));
  expect(await office.readIn(before, ME)).toBeUndefined();
  expect(await office.readIn(before, ME, copied)).toBeUndefined();
  expect(await office.readIn(before, OTHER, copied)).toBe('别人的话');
});

test('no byte of what was written lies in a backup, and no key in one of the database', async () => {
  const office = await backedOffice();
  await office.write(ME, WORD);
  const { path } = await office.backup();
  const keys = new Database(join(office.dataDir, 'keys.db'), { readonly: true });
  const wrapped = keys.prepare<[], Buffer>('SELECT wrapped FROM key_data').pluck().all();
  keys.close();
  const whole = readFileSync(path);
  for (const encoding of ['utf8', 'utf16le'] as const) expect(whole.includes(Buffer.from(WORD, encoding))).toBe(false);
  expect(whole.includes('Canary')).toBe(false);
  expect(wrapped.length).toBeGreaterThan(0);
  expect(wrapped.filter((key) => whole.includes(key))).toEqual([]);
  expect(wrapped.filter((key) => !readFileSync(join(office.dataDir, 'backups', 'keys.db')).includes(key))).toEqual([]);
  expect(whole.includes('邓禾')).toBe(true); // the control: what is stored in clear is found
});

test('copies of the key store follow wherever one was put, also when the disk was away meanwhile', async () => {
  const office = await backedOffice();
  await office.write(ME, WORD);
  const [near, far] = [elsewhere(), elsewhere()];
  await office.backup(near);
  await office.backup(far);
  const keysIn = (folder: string) => {
    const store = new Database(join(folder, 'keys.db'), { readonly: true });
    onTestFinished(() => void store.close());
    return store.prepare<[string], number>('SELECT count(*) FROM key_data WHERE owner = ?').pluck().get(ME);
  };
  renameSync(far, `${far}-unplugged`);
  await erase(office.reflection, ME, 'everything');
  const destroyed = (folder: string) => {
    const store = new Database(join(folder, 'keys.db'), { readonly: true });
    onTestFinished(() => void store.close());
    return store.prepare('SELECT count(*) FROM key_destroyed').pluck().get();
  };
  expect([destroyed(near), destroyed(`${far}-unplugged`)]).toEqual([1, 0]);
  renameSync(`${far}-unplugged`, far);
  expect(office.keyCopies.follow()).toBe(true);
  expect(destroyed(far)).toBe(1);
  expect(keysIn(far)).toBe(1); // the new one
});

test('a copy that cannot be exchanged leaves the erasure unfinished, and it is finished later', async () => {
  const office = await backedOffice();
  await office.write(ME, WORD);
  const folder = elsewhere();
  await office.backup(folder);
  mkdirSync(join(folder, 'keys.db.partial', 'in the way'), { recursive: true });
  await erase(office.reflection, ME, 'everything');
  const outstanding = () => office.transact((tx) => tx.selectFrom('db_key_replaced').selectAll().execute());
  expect(await outstanding()).toHaveLength(1);
  rmSync(join(folder, 'keys.db.partial'), { recursive: true });
  await office.ground.vault.destroyReplaced();
  expect(await outstanding()).toEqual([]);
});

test('a folder that may not be looked into is not followed, which is said; the erasure waits for it', async () => {
  const office = await backedOffice();
  await office.write(ME, WORD);
  const folder = elsewhere();
  await office.backup(folder);
  const asBot = <T>(work: () => T): T => {
    if (process.getuid?.() !== 0) return work();
    process.seteuid?.(65_534); // root may look into everything
    try {
      return work();
    } finally {
      process.seteuid?.(0);
    }
  };
  await erase(office.reflection, ME, 'everything');
  expect(office.keyCopies.behind()).toEqual([]);
  chmodSync(folder, 0);
  expect(asBot(() => office.keyCopies.follow())).toBe(false);
  expect(asBot(() => office.keyCopies.behind())).toEqual([folder]);
  chmodSync(folder, 0o700);
  expect(office.keyCopies.follow()).toBe(true);
});

test('a folder with another database’s keys is refused, and nothing in it is touched', async () => {
  const [one, other] = [await backedOffice(), await backedOffice()];
  const folder = elsewhere();
  await one.backup(folder);
  const before = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
  other.later(hourMs);
  expect((await refusalOf(other.backup(folder))).zh).toContain('另一个数据库');
  expect(readdirSync(folder).map((name) => readFileSync(join(folder, name)))).toEqual(before);
});

test('the same where those keys are of a former version, which noted nothing as gone', async () => {
  const [one, other] = [await backedOffice(), await backedOffice()];
  const folder = elsewhere();
  await one.backup(folder);
  const copy = new Database(join(folder, 'keys.db'));
  copy.exec('DROP TABLE key_gone');
  copy.close();
  other.later(hourMs);
  expect((await refusalOf(other.backup(folder))).zh).toContain('另一个数据库');
});

test('what is noted as gone is noted in every copy of the key store', async () => {
  const office = await backedOffice();
  const folder = elsewhere();
  await office.backup(folder);
  await office.transact((tx) => office.ground.vault.noteGone(tx, 'member/902', office.now()));
  await office.ground.vault.destroyReplaced();
  expect(goneIn(join(folder, 'keys.db'))).toEqual(new Map([['member/902', office.now()]]));
});

test('the folder of the data is refused, also by a link: its own files, which the bot has open, stay in their place', async () => {
  const office = await backedOffice();
  const workspace = new Database(join(office.dataDir, 'workspace.db'));
  onTestFinished(() => void workspace.close());
  workspace.exec('PRAGMA journal_mode = WAL; CREATE TABLE said (words TEXT)');
  const link = join(elsewhere(), 'link');
  symlinkSync(office.dataDir, link);
  const own = () => ['siwen.db', 'keys.db', 'workspace.db'].map((name) => statSync(join(office.dataDir, name)).ino);
  const before = own();
  for (const folder of [office.dataDir, link]) expect((await refusalOf(office.backup(folder))).zh).toContain('数据文件夹');
  expect(own()).toEqual(before);
});

test('a damaged database is not copied, and the good copies stay', async () => {
  const office = await backedOffice();
  const { path } = await office.backup();
  office.checkpoint();
  const bytes = readFileSync(office.path);
  bytes.fill(0x5a, 20 * 4096, 24 * 4096);
  writeFileSync(office.path, bytes);
  office.later(dayMs);
  const text = await refusalOf(office.backup());
  expect(text.zh).toContain('已损坏');
  expect(text.zh).toContain('siwen restore');
  expect(readdirSync(join(office.dataDir, 'backups')).sort()).toEqual(['keys.db', 'siwen-20261124-100000.db']);
  expect(existsSync(path)).toBe(true);
});

test('a full or unwritable place is told in a sentence that names it; nothing half made is left', async () => {
  const office = await backedOffice();
  const file = join(elsewhere(), 'a file');
  writeFileSync(file, '');
  expect((await refusalOf(office.backup(file))).zh).toContain(file);
  expect((await refusalOf(office.backup(join(file, 'below')))).zh).toContain('无法写入');
  if (existsSync('/dev/full')) expect((await refusalOf(office.backup('/dev/full'))).zh).toContain('无法写入');
});

test('what a crash left half made goes with the next copy, what another is making now does not', async () => {
  const office = await backedOffice();
  const folder = elsewhere();
  office.moveTo(systemClock.now());
  for (const end of ['', '-journal']) writeFileSync(join(folder, `siwen-20261123-023000.db.partial${end}`), 'now');
  await office.backup(folder);
  expect(readdirSync(folder)).toContain('siwen-20261123-023000.db.partial');
  office.later(2 * hourMs);
  await office.backup(folder);
  expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
});

test('nothing of others goes with it, whatever its name, and no folder of such a name is in the way', async () => {
  const office = await backedOffice();
  const folder = elsewhere();
  const theirs = ['预算.partial.xlsx', 'film.mp4.partial', 'our-keys.db.partial', 'siwen-20261123-023000.db.partial.zip'];
  for (const name of theirs) writeFileSync(join(folder, name), 'theirs');
  const folders = ['old.partial', 'siwen-20261123-023000.db.partial'];
  for (const name of folders) mkdirSync(join(folder, name));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'siwen-20261122-023000.db.partial'));
  office.moveTo(plus(systemClock.now(), 2 * hourMs));
  await office.backup(folder);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining([...theirs, ...folders]));
});

test('retention reaches the folder of the daily copies only; the newest copy that is still there counts as the last', async () => {
  const office = await backedOffice();
  const other = elsewhere();
  const policy = { ...office.deps.policy, keep: { days: 2, weeks: 0, months: 0 } };
  for (let day = 0; day < 4; day++) {
    await office.backup(undefined, { policy });
    await office.backup(other, { policy });
    office.later(dayMs);
  }
  expect(readdirSync(join(office.dataDir, 'backups'))).toEqual(['keys.db', 'siwen-20261126-100000.db', 'siwen-20261127-100000.db']);
  expect(readdirSync(other)).toHaveLength(5);
  const last = await lastBackup(office.deps);
  expect(last?.path).toContain('siwen-20261127-100000.db');
  for (const folder of [other, join(office.dataDir, 'backups')]) rmSync(join(folder, 'siwen-20261127-100000.db'));
  expect((await lastBackup(office.deps))?.takenAt).toBe((last?.takenAt ?? 0) - dayMs);
});

test('the copy that was just made stays, also after the clock has gone back', async () => {
  const office = await backedOffice();
  const policy = { ...office.deps.policy, keep: { days: 1, weeks: 0, months: 0 } };
  office.later(2 * hourMs);
  const before = await office.backup(undefined, { policy });
  office.later(-hourMs);
  const made = await office.backup(undefined, { policy });
  expect([before, made].map(({ path }) => existsSync(path))).toEqual([true, true]);
});

test('a copy from before a change stays for a day, whatever is copied after it', async () => {
  const office = await backedOffice();
  const policy = { ...office.deps.policy, keep: { days: 1, weeks: 0, months: 0 } };
  const before = await office.backup(undefined, { policy });
  office.later(hourMs);
  expect(await office.backup(undefined, { policy })).toMatchObject({ removed: 0 });
  expect(existsSync(before.path)).toBe(true);
  office.later(dayMs - hourMs);
  expect(await office.backup(undefined, { policy })).toMatchObject({ removed: 1 });
  expect(existsSync(before.path)).toBe(false);
});

test('retention removes no copy of another office, none that cannot be read, and counts neither among its own', async () => {
  const [office, former] = [await backedOffice(), await backedOffice()];
  const ofItsOwn = new Database(former.path); // all offices of the tests are copies of one file
  ofItsOwn.exec('UPDATE delivery_salt SET salt = randomblob(32)');
  ofItsOwn.close();
  const policy = { ...office.deps.policy, keep: { days: 1, weeks: 0, months: 0 } };
  const folder = join(office.dataDir, 'backups');
  const own = [];
  for (let day = 0; day < 3; day++) {
    own.push((await office.backup(undefined, { policy })).path);
    office.later(dayMs);
  }
  expect(own.map((path) => existsSync(path))).toEqual([false, false, true]); // the control
  // Earlier that day, later that day, and one that is damaged.
  const { path } = await former.backup();
  const others = ['siwen-20261127-080000.db', 'siwen-20261127-235900.db', 'siwen-20261127-081500.db'].map((name) => join(folder, name));
  for (const other of others) copyFileSync(path, other);
  writeFileSync(others[2] ?? '', '这不是数据库。'.repeat(500));
  expect(await office.backup(undefined, { policy })).toMatchObject({ removed: 1 });
  expect(others.map((other) => existsSync(other))).toEqual([true, true, true]);
  expect(readdirSync(folder)).toHaveLength(1 + 3 + 1);
});
