import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type RestoreDeps, restore } from '../../src/backup/restore.js';
import { restoredText } from '../../src/backup/restore-text.js';
import { markPutByHand } from '../../src/backup/restored-store.js';
import { dayMs, plus } from '../../src/calendar/instant.js';
import { restoreCommand } from '../../src/cli/restore.js';
import { goneIn } from '../../src/db/gone.js';
import { migrations } from '../../src/db/migrations/index.js';
import { openDatabase } from '../../src/db/open.js';
import { openSealer } from '../../src/db/sealer.js';
import { StartError } from '../../src/db/start-error.js';
import { unlock } from '../../src/db/unlock.js';
import { storeMessage } from '../../src/delivery/inbox.js';
import { makeFeed, revokeFeed } from '../../src/meeting/notice/icalendar/feed-service.js';
import { syncAccounts } from '../../src/org/service.js';
import { erase } from '../../src/reflection/own/service.js';
import { share, unshare } from '../../src/reflection/response/share-service.js';
import { eraseLeaver } from '../../src/retention/leaver.js';
import Database from '../../src/sqlite.js';
import { KEY, run } from '../cli/command-line.js';
import { account } from '../org/bureau.js';
import { zone } from '../support/office.js';
import { backedOffice } from './world.js';

const ME = '603';
const OTHER = '104';
const scratch = () => mkdtempSync(join(tmpdir(), 'siwen-restore-'));

/** A bureau with a backup from yesterday, whose program is stopped. */
async function stopped() {
  const office = await backedOffice();
  await office.write(ME, '昨天写的');
  await office.write(OTHER, '别人写的');
  const { path: file, takenAt } = await office.backup();
  office.later(dayMs);
  await office.write(OTHER, '今天写的');
  const deps: RestoreDeps = {
    dataDir: office.dataDir,
    key: KEY.SIWEN_KEY,
    oldKey: undefined,
    local: false,
    machine: office.ground.clock,
    zone: zone(),
    operator: 'tester',
  };
  return { ...office, file, takenAt, deps, restore: (path = file, more: Partial<RestoreDeps> = {}) => restore({ ...deps, ...more }, path) };
}

const path = (office: { dataDir: string }, name: string) => join(office.dataDir, name);
const rows = (file: string, sql: string) => {
  const sqlite = new Database(file, { readonly: true });
  try {
    return sqlite.prepare(sql).pluck().all();
  } finally {
    sqlite.close();
  }
};

test('yesterday’s copy takes the database’s place; what was there is kept, whole', async () => {
  const office = await stopped();
  const restored = await office.restore();
  expect(restored).toEqual({
    file: office.file,
    database: { takenAt: office.takenAt, waiting: 26, erasedSince: [] },
    more: [],
    rules: [],
    otherRules: [],
    kept: [path(office, 'siwen-20261125-100000-before.db')],
  });
  expect(await office.readIn(path(office, 'siwen.db'), OTHER)).toBe('别人写的');
  expect(await office.readIn(path(office, 'siwen-20261125-100000-before.db'), OTHER)).toBe('今天写的');
  expect(readdirSync(office.dataDir).filter((name) => name.includes('restoring'))).toEqual([]);
  expect(statSync(path(office, 'siwen.db')).mode & 0o777).toBe(0o600);
});

test('a copy that was put in place by hand is marked by the bot’s start, once; a database that is no copy is not', async () => {
  const office = await stopped();
  const file = join(scratch(), 'siwen.db');
  const begin = async () => {
    const database = openDatabase(file, 'bot');
    await markPutByHand({ transact: database.transact, clock: office.ground.clock }, new Map());
    await database.close();
    return rows(file, 'SELECT taken_at FROM delivery_restored');
  };
  expect([await begin(), await begin()]).toEqual([[], []]);
  rmSync(file);
  copyFileSync(office.file, file);
  expect([await begin(), await begin()]).toEqual([[office.takenAt], [office.takenAt]]);
  const noted = "SELECT operator || ' ' || subject FROM org_audit WHERE action = 'backup.restored'";
  expect(rows(file, noted)).toEqual(['siwen siwen.db']);
});

test('a backup in which nothing waited counts no messages', () => {
  const [none, some] = [restoredText.held(0), restoredText.held(2)];
  expect(`${none.zh}${none.en}`).not.toMatch(/\d/);
  expect(none.zh).toMatch(/^启动后补发的/);
  expect(some.zh).toMatch(/^2 条待发消息，以及启动后补发的/);
});

test('what waited in it is to be looked for first, since the moment of the copy, and the audit log says who restored what', async () => {
  const office = await stopped();
  await office.restore();
  const file = path(office, 'siwen.db');
  expect(rows(file, "SELECT count(*) FROM delivery_outbox WHERE state = 'pending' AND look_first = 0")).toEqual([0]);
  expect(rows(file, 'SELECT count(*) FROM delivery_outbox WHERE look_first = 1')).toEqual([26]);
  expect(rows(file, 'SELECT taken_at FROM delivery_restored')).toEqual([office.takenAt]);
  expect(rows(file, 'SELECT count(*) FROM db_copy')).toEqual([0]);
  expect(rows(file, "SELECT operator || ' ' || subject || ' ' || detail FROM org_audit WHERE action = 'backup.restored'")).toEqual([
    'tester siwen-20261124-100000.db taken=2026-11-24T02:00:00.000Z',
  ]);
});

test('erase, then restore yesterday’s copy: the erased words cannot be read, those of others can', async () => {
  const office = await stopped();
  await erase(office.reflection, ME, 'everything');
  await office.restore();
  expect(await office.readIn(path(office, 'siwen.db'), ME)).toBeUndefined();
  expect(await office.readIn(path(office, 'siwen.db'), OTHER)).toBe('别人写的');
});

test('the same where the disk died with the key store, and the copy of it comes back too', async () => {
  const office = await stopped();
  await erase(office.reflection, ME, 'everything');
  for (const name of readdirSync(office.dataDir).filter((one) => /^(siwen|keys)\.db/.test(one))) rmSync(path(office, name));
  expect(await office.restore()).toMatchObject({ more: [path(office, 'keys.db')], kept: [] });
  expect(await office.readIn(path(office, 'siwen.db'), ME)).toBeUndefined();
  expect(await office.readIn(path(office, 'siwen.db'), OTHER)).toBe('别人写的');
});

describe('the office’s own rules', () => {
  /** Kept for ten years, and a year of holidays, since before the copy. */
  async function ruled() {
    const office = await stopped();
    mkdirSync(path(office, 'calendar'));
    writeFileSync(path(office, 'policy.yaml'), 'retention: 十年');
    writeFileSync(path(office, 'calendar/2027.yaml'), 'year: 2027');
    const { path: file } = await office.backup();
    return { ...office, file };
  }

  test('come out of the copy on a new machine, and are its rows no more', async () => {
    const office = await ruled();
    const folder = scratch();
    const { text } = await run(restoreCommand, folder, [office.file], KEY);
    const names = ['policy.yaml', 'calendar/2027.yaml'].map((name) => join(folder, name));
    expect(names.map((name) => readFileSync(name, 'utf8'))).toEqual(['retention: 十年', 'year: 2027']);
    for (const name of names) expect(text).toContain(name);
    expect(rows(office.file, 'SELECT name FROM db_copy_file')).toEqual(['calendar/2027.yaml', 'policy.yaml']);
    expect(rows(join(folder, 'siwen.db'), 'SELECT name FROM db_copy_file')).toEqual([]);
  });

  test('stay as they are where there are any; that they were others is said', async () => {
    const office = await ruled();
    writeFileSync(path(office, 'policy.yaml'), 'retention: 三年');
    const { text } = await run(restoreCommand, office.dataDir, [office.file], KEY);
    expect(readFileSync(path(office, 'policy.yaml'), 'utf8')).toBe('retention: 三年');
    expect(text).toContain(restoredText.otherRules([path(office, 'policy.yaml')]).zh);
    expect(text).not.toContain('2027');
  });

  test('are no rows of a copy that was put in place by hand either', async () => {
    const office = await ruled();
    const file = join(scratch(), 'siwen.db');
    copyFileSync(office.file, file);
    const database = openDatabase(file, 'bot');
    await markPutByHand({ transact: database.transact, clock: office.ground.clock }, new Map());
    await database.close();
    expect(rows(file, 'SELECT name FROM db_copy_file')).toEqual([]);
  });

  test('that can’t be read keep a backup from being made, in a sentence', async () => {
    const office = await stopped();
    mkdirSync(path(office, 'policy.yaml'));
    await expect(office.backup()).rejects.toThrow(StartError);
  });
});

describe('who left and was erased since the copy', () => {
  const LEAVER = '902';
  /** One was erased before the copy; another asks for it after. */
  async function erasing(given?: Awaited<ReturnType<typeof stopped>>) {
    const office = given ?? (await stopped());
    await office.transact((tx) => office.ground.vault.noteGone(tx, 'member/901', plus(office.takenAt, -1)));
    await office.transact((tx) => tx.updateTable('org_member').set({ active: 0 }).where('id', '=', LEAVER).execute());
    const { ground, reflection, leave, meeting } = office;
    const asked = { actor: { operator: 'tester' }, memberId: LEAVER, apply: true };
    expect(await eraseLeaver({ ...ground, reflection, leave, meeting }, asked)).toMatchObject({ ok: true });
    return office;
  }

  const known = (file: string) => rows(file, 'SELECT id FROM org_member WHERE email IS NOT NULL OR position IS NOT NULL');

  test('is so again, and named; who was erased before is not', async () => {
    const office = await erasing();
    const before = known(office.file);
    expect(before).toContain(LEAVER); // the control
    expect((await office.restore()).database?.erasedSince).toEqual([LEAVER]);
    expect(known(office.path)).toEqual(before.filter((id) => id !== LEAVER));
    expect(rows(office.path, "SELECT subject || ' ' || detail FROM org_audit WHERE action = 'retention.erased'")).toEqual([
      `${LEAVER} restored`,
    ]);
  });

  test('has neither name nor address in the chat’s list, and what they had typed is not answered', async () => {
    const office = await stopped();
    const [email] = rows(office.file, `SELECT email FROM org_member WHERE id = '${LEAVER}'`);
    await syncAccounts(office.ground, [account('U902', String(email)), account('U1', 'passer-by@siwen.example')]);
    const sealer = openSealer(new Uint8Array(32));
    for (const userId of ['U902', 'U1'])
      await storeMessage({ ...office.ground, sealer }, { kind: 'message', person: { userId, teamId: 'T' }, key: userId, text: '家人病重' });
    const { path: file } = await office.backup();
    const held = "SELECT user_id FROM org_account WHERE name <> '' AND email IS NOT NULL ORDER BY user_id";
    const typed = 'SELECT user_id FROM delivery_inbox WHERE sealed_text IS NOT NULL ORDER BY user_id';
    expect([rows(file, held), rows(file, typed)]).toEqual([
      ['U1', 'U902'],
      ['U1', 'U902'],
    ]); // the control
    office.later(1_000);
    await erasing(office);
    await office.restore(file);
    expect([rows(office.path, held), rows(office.path, typed)]).toEqual([['U1'], ['U1']]);
  });

  test('is so again where the copy was put in place by hand', async () => {
    const office = await erasing();
    const file = join(scratch(), 'siwen.db');
    copyFileSync(office.file, file);
    const database = openDatabase(file, 'bot');
    await markPutByHand({ transact: database.transact, clock: office.ground.clock }, goneIn(path(office, 'keys.db')) ?? new Map());
    await database.close();
    expect(known(file)).not.toContain(LEAVER);
  });

  test('is named when the same copy is restored again', async () => {
    const office = await erasing();
    await office.restore();
    office.later(1_000);
    expect((await office.restore()).database?.erasedSince).toEqual([LEAVER]);
  });

  test('is named where the database is damaged', async () => {
    const office = await erasing();
    writeFileSync(office.path, readFileSync(office.path).fill(0x5a, 8 * 4096));
    expect((await office.restore()).database?.erasedSince).toEqual([LEAVER]);
  });

  test('is so again where all is lost, by what lies beside the copy; that there may be more is said', async () => {
    const office = await erasing();
    const folder = scratch();
    const said = (await run(restoreCommand, folder, [office.file], KEY)).text;
    expect(said).toContain(restoredText.erasedToo([LEAVER]).zh);
    expect(said).toContain(restoredText.untold.zh);
    expect(known(join(folder, 'siwen.db'))).not.toContain(LEAVER);
  });

  test('is not known to the key store of a former version, which is said', async () => {
    const office = await erasing();
    const keys = new Database(path(office, 'keys.db'));
    keys.exec('DROP TABLE key_gone');
    keys.close();
    expect((await run(restoreCommand, office.dataDir, [office.file], KEY)).text).toContain(restoredText.untold.zh);
  });
});

describe('what was taken back since the copy', () => {
  const LEADER = '003';
  /** Shared and made before the copy; what OTHER shared and made is left as it is. */
  async function sharing() {
    const office = await stopped();
    const keyOf = (memberId: string) => ({ roundId: office.roundId, memberId, leaderId: LEADER });
    const meeting = { ...office.meeting, publicUrl: 'https://siwen.example' };
    for (const memberId of [ME, OTHER]) {
      expect(await share(office.reflection, keyOf(memberId))).toMatchObject({ ok: true });
      expect(await makeFeed(meeting, memberId, 'press')).toMatchObject({ ok: true });
    }
    const { path: file } = await office.backup();
    office.later(dayMs);
    await unshare(office.reflection, keyOf(ME));
    expect(await revokeFeed(meeting, ME)).toEqual({ ok: true });
    return { ...office, copy: file };
  }
  const left = (file: string) => [
    rows(file, 'SELECT member_id FROM reflection_share'),
    rows(file, 'SELECT member_id FROM meeting_calendar_feed'),
  ];

  test('stays so: the leader sees it no more, and the address is nobody’s', async () => {
    const office = await sharing();
    expect(left(office.copy).map((members) => members.length)).toEqual([2, 2]); // the control
    await office.restore(office.copy);
    expect(left(office.path)).toEqual([[OTHER], [OTHER]]);
  });

  test('stays so where the database and its keys are lost', async () => {
    const office = await sharing();
    const folder = scratch();
    await office.restore(office.copy, { dataDir: folder });
    expect(left(join(folder, 'siwen.db'))).toEqual([[OTHER], [OTHER]]);
  });

  test('stays so where the copy was put in place by hand', async () => {
    const office = await sharing();
    const file = join(scratch(), 'siwen.db');
    copyFileSync(office.copy, file);
    const database = openDatabase(file, 'bot');
    const gone = goneIn(path(office, 'keys.db')) ?? new Map();
    await markPutByHand({ transact: database.transact, clock: office.ground.clock }, gone);
    await database.close();
    expect(left(file)).toEqual([[OTHER], [OTHER]]);
  });

  test('stays so where the answer was erased: nobody sees what is written anew', async () => {
    const office = await sharing();
    await erase(office.reflection, OTHER, { roundId: office.roundId });
    await office.restore(office.copy);
    expect(left(office.path)[0]).toEqual([]);
  });

  test('and given again before a later copy, is there in that', async () => {
    const office = await sharing();
    await share(office.reflection, { roundId: office.roundId, memberId: ME, leaderId: LEADER });
    const { path: file } = await office.backup();
    await office.restore(file);
    expect(left(office.path)[0]).toEqual([OTHER, ME]);
  });
});

test('another program’s database in the place of ours is put aside like a damaged one', async () => {
  const office = await stopped();
  const folder = scratch();
  const other = new Database(join(folder, 'siwen.db'));
  other.exec('CREATE TABLE songs (title TEXT)');
  other.close();
  copyFileSync(path(office, 'backups/keys.db'), join(folder, 'keys.db'));
  const { kept } = await office.restore(office.file, { dataDir: folder });
  expect(await office.readIn(join(folder, 'siwen.db'), OTHER, folder)).toBe('别人写的');
  expect(rows(kept[0] ?? '', "SELECT name FROM sqlite_schema WHERE type = 'table'")).toEqual(['songs']);
});

test('where the key store can tell, and nobody was erased, nothing is said of it', async () => {
  const office = await stopped();
  expect((await run(restoreCommand, office.dataDir, [office.file], KEY)).text).not.toContain('siwen erase');
});

test('a damaged database and its damaged key store are kept aside, and none of it gets into what is restored', async () => {
  const office = await stopped();
  await office.transact((tx) => tx.insertInto('delivery_seen').values({ key: 'in the log', seen_at: 0 }).execute());
  // As kill -9 leaves it: the log beside the file. The test's own connections are still open, so that copies stand for the files.
  const crashed = scratch();
  for (const name of readdirSync(office.dataDir))
    if (statSync(path(office, name)).isFile()) copyFileSync(path(office, name), join(crashed, name));
  expect(statSync(join(crashed, 'siwen.db-wal')).size).toBeGreaterThan(0);
  const noise = (name: string) => {
    const bytes = readFileSync(join(crashed, name));
    bytes.fill(0x5a, 0, bytes.length);
    writeFileSync(join(crashed, name), bytes);
  };
  noise('siwen.db');
  noise('keys.db');
  writeFileSync(join(crashed, 'keys.db-wal'), '');
  const restored = await office.restore(office.file, { dataDir: crashed });
  expect(restored.more).toEqual([join(crashed, 'keys.db')]);
  expect([...restored.kept].sort()).toEqual([
    join(crashed, 'keys-20261125-100000-before.db'),
    join(crashed, 'siwen-20261125-100000-before.db'),
  ]);
  expect(existsSync(join(crashed, 'siwen.db-wal'))).toBe(false);
  expect(rows(join(crashed, 'siwen.db'), "SELECT count(*) FROM delivery_seen WHERE key = 'in the log'")).toEqual([0]);
  expect(await office.readIn(join(crashed, 'siwen.db'), OTHER, crashed)).toBe('别人写的');
});

test('what stood only in the log of a sound database is in the file that is kept', async () => {
  const office = await stopped();
  await office.transact((tx) => tx.insertInto('delivery_seen').values({ key: 'in the log', seen_at: 0 }).execute());
  const crashed = scratch();
  for (const name of ['siwen.db', 'siwen.db-wal', 'keys.db', 'keys.db-wal']) copyFileSync(path(office, name), join(crashed, name));
  const { kept } = await office.restore(office.file, { dataDir: crashed });
  expect(rows(kept[0] ?? '', "SELECT count(*) FROM delivery_seen WHERE key = 'in the log'")).toEqual([1]);
});

test('of a database that was cut to nothing the log, which has all that is left of it, is kept as it is', async () => {
  const office = await stopped();
  await office.transact((tx) => tx.insertInto('delivery_seen').values({ key: 'in the log', seen_at: 0 }).execute());
  const cut = scratch();
  for (const name of ['siwen.db', 'siwen.db-wal', 'keys.db', 'keys.db-wal']) copyFileSync(path(office, name), join(cut, name));
  writeFileSync(join(cut, 'siwen.db'), '');
  const log = readFileSync(join(cut, 'siwen.db-wal'));
  const { kept } = await office.restore(office.file, { dataDir: cut });
  expect(readFileSync(`${kept[0]}-wal`).equals(log)).toBe(true);
  expect(await office.readIn(join(cut, 'siwen.db'), OTHER, cut)).toBe('别人写的');
});

test('a log that somebody still reads goes aside with its file, and is not played into another', async () => {
  const office = await stopped();
  const reader = new Database(office.path);
  reader.exec('BEGIN');
  reader.prepare('SELECT * FROM delivery_seen').all();
  await office.transact((tx) => tx.insertInto('delivery_seen').values({ key: 'in the log', seen_at: 0 }).execute());
  const { kept } = await office.restore();
  reader.close();
  expect(statSync(`${kept[0]}-wal`).size).toBeGreaterThan(0);
  const seen = "SELECT count(*) FROM delivery_seen WHERE key = 'in the log'";
  expect([rows(office.path, seen), rows(kept[0] ?? '', seen)]).toEqual([[0], [1]]);
});

test('a copy that was made by hand, log beside it, counts as taken when its last entry was written', async () => {
  const office = await stopped();
  const byHand = scratch();
  for (const name of ['siwen.db', 'siwen.db-wal']) copyFileSync(path(office, name), join(byHand, name));
  const { database } = await office.restore(join(byHand, 'siwen.db'));
  expect(database?.takenAt).toBeLessThanOrEqual(office.now());
  expect(database?.takenAt).toBeGreaterThan(office.now() - 2 * dayMs);
  expect(await office.readIn(path(office, 'siwen.db'), OTHER)).toBe('今天写的');
  expect(readdirSync(byHand).sort()).toEqual(['siwen.db', 'siwen.db-wal']);
});

test('a copy of an older version is brought forward before it takes the place', async () => {
  const office = await stopped();
  const older = join(scratch(), 'older.db');
  const sqlite = new Database(older);
  for (const sql of migrations.slice(0, 8)) sqlite.exec(sql);
  sqlite.pragma('user_version = 8');
  sqlite.pragma(`application_id = ${0x7369776e}`);
  sqlite.close();
  expect((await office.restore(older)).database?.takenAt).toBe(0);
  expect(rows(path(office, 'siwen.db'), 'PRAGMA user_version')).toEqual([migrations.length]);
});

test('the local workspace’s file comes back where it is gone, and stays where it is', async () => {
  const office = await stopped();
  const workspace = path(office, 'workspace.db');
  const write = (file: string, text: string) => {
    const sqlite = new Database(file);
    sqlite.exec(`CREATE TABLE IF NOT EXISTS said (text TEXT); DELETE FROM said; INSERT INTO said VALUES ('${text}')`);
    sqlite.close();
  };
  write(workspace, 'then');
  const { path: file } = await office.backup();
  write(workspace, 'now');
  expect((await office.restore(file, { local: true })).more).toEqual([]);
  expect(rows(workspace, 'SELECT text FROM said')).toEqual(['now']);
  rmSync(workspace);
  office.later(1_000);
  expect((await office.restore(file, { local: true })).more).toEqual([workspace]);
  expect(rows(workspace, 'SELECT text FROM said')).toEqual(['then']);
});

test('into a new folder the keys come from beside the backup; only where there were some, those are said to have been of no use', async () => {
  const office = await stopped();
  const folder = scratch();
  const restoreInto = async () => (await run(restoreCommand, folder, [office.file], KEY)).text;
  const first = await restoreInto();
  expect(first).toContain(`这里还没有密钥库，${join(folder, 'keys.db')} 取自备份旁边。`);
  expect(first).not.toContain('不能用');
  writeFileSync(join(folder, 'keys.db'), '这不是数据库。'.repeat(500));
  expect(await restoreInto()).toContain(`原来的密钥库不能用，${join(folder, 'keys.db')} 也换成了`);
});

describe('what can’t be restored is told in a sentence, and nothing is changed', () => {
  test('no file at all, as where a folder of backups is empty', async () => {
    const { dataDir } = await stopped();
    await expect(run(restoreCommand, dataDir, [''], KEY)).rejects.toMatchObject({
      text: { zh: expect.stringContaining('没有写明哪一份备份') },
    });
  });

  type Stopped = Awaited<ReturnType<typeof stopped>>;
  const otherKey = 'ab'.repeat(32);
  const cases: readonly (readonly [string, (office: Stopped) => Promise<unknown>, string | RegExp])[] = [
    ['no such file', (office) => office.restore('/nowhere/siwen.db'), '读不到文件'],
    ['a folder', (office) => office.restore(path(office, 'backups')), '不是文件'],
    ['the file in use', (office) => office.restore(path(office, 'siwen.db')), '正在使用'],
    ['no database', (office) => restoreOf(office, (file) => writeFileSync(file, '这不是数据库。'.repeat(500))), '已损坏'],
    ['an empty file', (office) => restoreOf(office, (file) => writeFileSync(file, '')), '是空的'],
    ['another program’s', (office) => restoreOf(office, (file) => edit(file, 'PRAGMA application_id = 5')), '其他程序'],
    [
      'the local workspace’s',
      (office) => restoreOf(office, (file) => edit(file, 'PRAGMA application_id = 0')),
      /不是四问的备份.*本地工作区/,
    ],
    [
      'a newer version’s',
      (office) => restoreOf(office, (file) => edit(file, `PRAGMA user_version = ${migrations.length + 1}`)),
      '更新版本',
    ],
    ['cut short', (office) => restoreOf(office, (file) => writeFileSync(file, readFileSync(file).subarray(0, 100_000))), '已损坏'],
    [
      'noise in the middle',
      (office) =>
        restoreOf(office, (file) => {
          const bytes = readFileSync(file);
          bytes.fill(0x5a, 20 * 4096, 21 * 4096);
          writeFileSync(file, bytes);
        }),
      '已损坏',
    ],
    ['another master key', (office) => office.restore(office.file, { key: otherKey }), /编号 [0-9a-f]{16} .*编号是 [0-9a-f]{16}.*更换过/],
    [
      'another master key in SIWEN_KEY, the right one in the file',
      (office) => office.restore(office.file, { key: otherKey, dataDir: withKeyFile(office) }),
      /编号 [0-9a-f]{16} .*SIWEN_KEY 中的主密钥编号是 [0-9a-f]{16}/,
    ],
    [
      'the same where the key store is taken from beside the backup',
      (office) => office.restore(office.file, { key: otherKey, dataDir: withKeyFile(office, []) }),
      /编号 [0-9a-f]{16} .*SIWEN_KEY 中的主密钥编号是 [0-9a-f]{16}/,
    ],
    ['no master key', (office) => office.restore(office.file, { key: undefined }), '找不到密钥文件'],
    [
      'no key store',
      (office) => {
        const alone = join(scratch(), 'siwen.db');
        copyFileSync(office.file, alone);
        return office.restore(alone, without(office, 'keys.db'));
      },
      '没有找到这份备份所用的密钥库',
    ],
    ['a key store while the present one is in order', (office) => office.restore(path(office, 'backups/keys.db')), '完好'],
  ];
  function edit(file: string, sql: string): void {
    const sqlite = new Database(file);
    sqlite.exec(sql);
    sqlite.close();
  }
  function restoreOf(office: Stopped, spoil: (file: string) => void) {
    const file = join(scratch(), 'copy.db');
    copyFileSync(office.file, file);
    spoil(file);
    return office.restore(file);
  }
  /** A data directory with the right siwen.key. */
  function withKeyFile(office: Stopped, names = ['siwen.db', 'siwen.db-wal', 'keys.db', 'keys.db-wal']): string {
    const dataDir = scratch();
    for (const each of names) copyFileSync(path(office, each), join(dataDir, each));
    writeFileSync(join(dataDir, 'siwen.key'), KEY.SIWEN_KEY, { mode: 0o600 });
    return dataDir;
  }
  /** A data directory that lacks a file. */
  function without(office: Stopped, name: string) {
    const dataDir = scratch();
    for (const each of ['siwen.db', 'siwen.db-wal', 'keys.db', 'keys.db-wal'])
      if (!each.startsWith(name)) copyFileSync(path(office, each), join(dataDir, each));
    return { dataDir };
  }
  const state = (office: Stopped) =>
    readdirSync(office.dataDir, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(path(office, name)).isFile() && !name.endsWith('-shm'))
      .sort()
      .map(
        (name) =>
          `${name} ${createHash('sha256')
            .update(readFileSync(path(office, name)))
            .digest('hex')}`,
      );

  test.each(cases)('%s', async (_name, attempt, sentence) => {
    const office = await stopped();
    const before = state(office);
    const error = await attempt(office).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StartError);
    const { zh, en } = (error as StartError).text;
    expect(zh).toMatch(sentence);
    expect(`${zh}${en}`).not.toMatch(/\{|restoring/);
    expect(state(office)).toEqual(before);
  });
});

test('after a change of the master key the copy of the keys opens with the new one; the former one is told that it was changed', async () => {
  const office = await stopped();
  const NEW = 'cd'.repeat(32);
  const rotating = await unlock(office.transact, office.dataDir, NEW, KEY.SIWEN_KEY);
  await rotating.rotateKey();
  rotating.close();
  const machine = () => scratch(); // only the folder of the backups is left
  const said = await office
    .restore(office.file, { dataDir: machine() })
    .catch((error: unknown) => (error instanceof StartError ? error.text.zh : error));
  expect(said).toMatch(/主密钥可能在此之后更换过.*请换回编号 [0-9a-f]{16} 的主密钥/);
  const dataDir = machine();
  expect(await office.restore(office.file, { dataDir, key: NEW })).toMatchObject({ more: [join(dataDir, 'keys.db')] });
});

describe('only the key store', () => {
  test('a damaged one is exchanged for the copy, and the answers of today can be read', async () => {
    const office = await stopped();
    await office.backup();
    const other = scratch();
    for (const name of ['siwen.db', 'siwen.db-wal']) copyFileSync(path(office, name), join(other, name));
    writeFileSync(join(other, 'keys.db'), '这不是数据库。'.repeat(500));
    const restored = await office.restore(path(office, 'backups/keys.db'), { dataDir: other });
    expect(restored).toMatchObject({ database: undefined, kept: [join(other, 'keys-20261125-100000-before.db')] });
    expect(await office.readIn(join(other, 'siwen.db'), OTHER, other)).toBe('今天写的');
  });

  test('another database’s is refused, and one that another master key has wrapped', async () => {
    const [one, two] = [await stopped(), await stopped()];
    const other = scratch();
    for (const name of ['siwen.db', 'siwen.db-wal']) copyFileSync(path(one, name), join(other, name));
    const said = (work: Promise<unknown>) => work.catch((error: unknown) => (error instanceof StartError ? error.text.zh : error));
    expect(await said(one.restore(path(two, 'backups/keys.db'), { dataDir: other }))).toContain('另一个数据库');
    expect(await said(one.restore(path(one, 'backups/keys.db'), { dataDir: other, key: 'ab'.repeat(32) }))).toContain('换回编号');
    expect(readdirSync(other).filter((name) => name.startsWith('keys'))).toEqual([]);
  });
});
