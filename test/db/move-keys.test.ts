import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { boundTo } from '../../src/db/key-store.js';
import { checkValue, masterKeyId } from '../../src/db/master-key.js';
import { keyStore } from '../../src/db/migrations/008-key-store.js';
import { migrations } from '../../src/db/migrations/index.js';
import { openDatabase } from '../../src/db/open.js';
import { openSealer, sealBytes } from '../../src/db/sealer.js';
import { StartError } from '../../src/db/start-error.js';
import { unlock } from '../../src/db/unlock.js';
import { openMessage, unanswered } from '../../src/delivery/inbox.js';
import Database from '../../src/sqlite.js';
import { addMembers } from '../delivery/members.js';
import { scratch } from './scratch.js';

const KEY = new Uint8Array(32).fill(0xa1);
const HEX = 'a1'.repeat(32);
const SECRET = '旧版本里写下的一句话';

/** siwen.db as it was before the key store: with the keys in it, and queued texts sealed by the master key's own derivative. */
async function formerOffice() {
  const dir = scratch();
  const path = join(dir, 'siwen.db');
  const sqlite = new Database(path);
  sqlite.pragma('application_id = 0x7369776e');
  sqlite.pragma('journal_mode = WAL');
  const former = migrations.slice(0, migrations.indexOf(keyStore));
  for (const sql of former) sqlite.exec(sql);
  sqlite.pragma(`user_version = ${former.length}`);
  await addMembers(path, ['M1']);
  const [keyId, dataKey] = [randomBytes(8), randomBytes(32)];
  const wrapped = sealBytes(KEY, dataKey, boundTo(keyId, 'M1'));
  const sealed = Buffer.concat([Buffer.from([1]), keyId, sealBytes(dataKey, Buffer.from(SECRET), boundTo(keyId, 'M1'))]);
  const queue = openSealer(KEY);
  sqlite.prepare('INSERT INTO db_master_key VALUES (?, ?)').run(masterKeyId(KEY), checkValue(KEY));
  sqlite.prepare('INSERT INTO db_member_key VALUES (?, ?, ?, ?)').run('M1', keyId, wrapped, masterKeyId(KEY));
  sqlite.prepare("INSERT INTO delivery_inbox VALUES (1, 'typed', 'U1', 'T1', ?, 0, NULL)").run(queue.seal('汇总', 'typed'));
  sqlite
    .prepare(
      "INSERT INTO delivery_outbox (key, kind, chat_user, urgent, sealed, nonce, enqueued_at) VALUES ('said', 'post', 'U1', 1, ?, 'n', 0)",
    )
    .run(queue.seal('{"summary":"答"}', 'said'));
  sqlite.close();
  return { dir, path, sealed, wrapped };
}

async function start(dir: string, path: string, key = HEX) {
  const database = openDatabase(path);
  onTestFinished(() => database.close());
  const keys = await unlock(database.transact, dir, key);
  onTestFinished(() => keys.close());
  return { ...keys, transact: database.transact, checkpoint: database.checkpoint };
}

test('keys of a former version move into the key store, and what they sealed goes on opening', async () => {
  const { dir, path, sealed, wrapped } = await formerOffice();
  const { vault, sealer, transact, moved, checkpoint } = await start(dir, path);
  expect(moved).toBe(true);
  expect(await transact((tx) => vault.unseal(tx, 'M1', sealed))).toBe(SECRET);
  const [typed] = await transact((tx) => unanswered(tx, 0, 1));
  expect(typed && openMessage(sealer, typed).text).toBe('汇总');
  const said = await transact((tx) => tx.selectFrom('delivery_outbox').selectAll().executeTakeFirstOrThrow());
  expect(sealer.unseal(said.sealed ?? new Uint8Array(), said.key)).toContain('答');
  checkpoint();
  const has = (name: string) => readFileSync(join(dir, name)).includes(wrapped);
  expect(readdirSync(dir).filter((name) => name.startsWith('siwen.db') && has(name))).toEqual([]);
  expect(has('keys.db') || has('keys.db-wal')).toBe(true); // the control
  expect((await start(dir, path)).moved).toBe(false);
});

test('with another master key nothing moves and nothing is made', async () => {
  const { dir, path } = await formerOffice();
  await expect(start(dir, path, 'b2'.repeat(32))).rejects.toThrow(StartError);
  expect(readdirSync(dir)).not.toContain('keys.db');
});

test('a crash in the middle of the move does no harm: the next start does it again', async () => {
  const { dir, path, sealed } = await formerOffice();
  const file = openDatabase(path);
  let commits = 0;
  // Dies in the transaction that takes the keys out of the database, after they are in the key store.
  const dying: typeof file.transact = (work) => {
    commits += 1;
    return commits === 4 ? Promise.reject(new Error('killed')) : file.transact(work);
  };
  await expect(unlock(dying, dir, HEX)).rejects.toThrow('killed');
  await file.close();
  expect(readdirSync(dir)).toContain('keys.db');
  const sqlite = new Database(path);
  expect(sqlite.prepare('SELECT count(*) FROM db_member_key').pluck().get()).toBe(1);
  sqlite.close();
  const { vault, transact } = await start(dir, path);
  expect(await transact((tx) => vault.unseal(tx, 'M1', sealed))).toBe(SECRET);
});

test('an old copy with keys in it does not bring a destroyed key back', async () => {
  const { dir, path, sealed } = await formerOffice();
  const copy = join(dir, 'copy.db');
  const sqlite = new Database(path);
  sqlite.exec(`VACUUM INTO '${copy}'`);
  sqlite.close();
  const { vault, transact } = await start(dir, path);
  await transact((tx) => vault.replaceKey(tx, 'M1'));
  await vault.destroyReplaced();
  const restored = await start(dir, copy);
  expect(restored.moved).toBe(true);
  expect(await restored.transact((tx) => restored.vault.unseal(tx, 'M1', sealed))).toBeUndefined();
});
