import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { queueSealer } from '../../src/db/encrypt.js';
import { goneIn, isGone } from '../../src/db/gone.js';
import { openKeyStore } from '../../src/db/key-store.js';
import { loadMasterKey } from '../../src/db/master-key.js';
import { masterKeys } from '../../src/db/master-keys.js';
import { openDatabase } from '../../src/db/open.js';
import { openSealer } from '../../src/db/sealer.js';
import { unlock } from '../../src/db/unlock.js';
import type { MemberId } from '../../src/org/member.js';
import { addMembers } from '../delivery/members.js';
import { at } from '../support/office.js';
import { scratch } from './scratch.js';

const M1 = 'M1' as MemberId;
const M2 = 'M2' as MemberId;
const SECRET = '我与岗位要求的差距，只有自己知道';

async function safe() {
  const dir = scratch();
  const path = join(dir, 'siwen.db');
  const database = openDatabase(path);
  await addMembers(path, [M1, M2]);
  const keys = await unlock(database.transact, dir, undefined);
  const { vault, sealer } = keys;
  onTestFinished(() => keys.close());
  /** The key store as another process sees it. */
  const store = openKeyStore(join(dir, 'keys.db'), masterKeys(loadMasterKey(dir, undefined), [], dir));
  onTestFinished(() => store.close());
  return { dir, path, database, vault, sealer, store, transact: database.transact };
}

test('what was written can be read again, by its member only', async () => {
  const { vault, transact, database } = await safe();
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 300 }), async (text) => {
      const sealed = await transact((tx) => vault.seal(tx, M1, text));
      expect(await transact((tx) => vault.unseal(tx, M1, sealed))).toBe(text);
      await expect(transact(async (tx) => [await vault.seal(tx, M2, 'x'), await vault.unseal(tx, M2, sealed)])).resolves.toEqual([
        expect.anything(),
        undefined,
      ]);
    }),
    { numRuns: 40 },
  );
  await database.close();
});

test('the same text twice looks different', async () => {
  const { vault, transact, database } = await safe();
  const [one, two] = await transact(async (tx) => [await vault.seal(tx, M1, SECRET), await vault.seal(tx, M1, SECRET)]);
  expect(Buffer.compare(one, two)).not.toBe(0);
  await database.close();
});

test('neither the text nor a key stands in the database or its log', async () => {
  const { vault, transact, database, dir } = await safe();
  await transact(async (tx) => {
    const sealed = await vault.seal(tx, M1, SECRET);
    await tx
      .insertInto('delivery_inbox')
      .values({ key: 'a', user_id: 'U', team_id: 'T', sealed_text: sealed, received_at: 0, processed_at: null })
      .execute();
    // The control: what is stored in clear is found by the same search.
    await tx.insertInto('delivery_seen').values({ key: 'in clear', seen_at: 0 }).execute();
  });
  const files = readdirSync(dir).filter((name) => /\.db/.test(name));
  expect(files).toEqual(expect.arrayContaining(['siwen.db-wal', 'keys.db', 'keys.db-wal']));
  const all = Buffer.concat(files.map((name) => readFileSync(join(dir, name))));
  const master = Buffer.from(readFileSync(join(dir, 'siwen.key'), 'utf8'), 'base64');
  expect(all.includes('in clear')).toBe(true);
  expect(all.includes(SECRET)).toBe(false);
  expect(all.includes(Buffer.from(SECRET, 'utf16le'))).toBe(false);
  expect(all.includes(master)).toBe(false);
  await database.close();
});

test('after a key is replaced and destroyed, what it sealed is gone for ever and new texts can be written', async () => {
  const { vault, transact, database, dir, store } = await safe();
  const before = await transact((tx) => vault.seal(tx, M1, SECRET));
  const other = await transact((tx) => vault.seal(tx, M2, SECRET));
  const wrapped = store.sqlite.prepare<[string], Buffer>('SELECT wrapped FROM key_data WHERE owner = ?').pluck().get(M1);
  await transact((tx) => vault.replaceKey(tx, M1));
  expect(await transact((tx) => vault.unseal(tx, M1, before))).toBe(SECRET); // the control: not destroyed before the change is on disk
  await vault.destroyReplaced();
  expect(await transact((tx) => vault.unseal(tx, M1, before))).toBeUndefined();
  expect(await transact((tx) => vault.unseal(tx, M2, other))).toBe(SECRET);
  const after = await transact((tx) => vault.seal(tx, M1, '新的'));
  expect(await transact((tx) => vault.unseal(tx, M1, after))).toBe('新的');
  expect(wrapped).toHaveLength(60);
  for (const name of readdirSync(dir)) expect(readFileSync(join(dir, name)).includes(wrapped ?? ''), name).toBe(false);
  await database.close();
});

test('a transaction that fails destroys no key', async () => {
  const { vault, transact, database } = await safe();
  const sealed = await transact((tx) => vault.seal(tx, M1, SECRET));
  const failed = transact(async (tx) => {
    await vault.replaceKey(tx, M1);
    throw new Error('half way');
  });
  await expect(failed).rejects.toThrow('half way');
  await vault.destroyReplaced();
  expect(await transact((tx) => vault.unseal(tx, M1, sealed))).toBe(SECRET);
  await database.close();
});

test('what a crash left of an erasure is finished at the next start', async () => {
  const { vault, transact, database, dir } = await safe();
  const sealed = await transact((tx) => vault.seal(tx, M1, SECRET));
  await transact((tx) => vault.replaceKey(tx, M1)); // and the program ends here
  const next = await unlock(transact, dir, undefined);
  expect(await transact((tx) => next.vault.unseal(tx, M1, sealed))).toBeUndefined();
  expect(await transact((tx) => tx.selectFrom('db_key_replaced').selectAll().execute())).toEqual([]);
  next.close();
  await database.close();
});

test('what is gone is noted in the key store once it is committed, after a crash at the next start, and where it failed never', async () => {
  const { vault, transact, database, dir } = await safe();
  const failed = transact(async (tx) => {
    await vault.noteGone(tx, 'half', at('2026-11-24', '09:00'));
    throw new Error('half way');
  });
  await expect(failed).rejects.toThrow('half way');
  for (const time of ['10:00', '11:00']) await transact((tx) => vault.noteGone(tx, 'whole', at('2026-11-24', time)));
  expect(goneIn(join(dir, 'keys.db'))).toEqual(new Map()); // and the program ends here
  const next = await unlock(transact, dir, undefined);
  // As a former database would, which knows of an earlier time only.
  await transact((tx) => vault.noteGone(tx, 'whole', at('2026-11-23', '09:00')));
  await next.vault.destroyReplaced();
  const gone = goneIn(join(dir, 'keys.db')) ?? new Map();
  expect(gone).toEqual(new Map([['whole', at('2026-11-24', '11:00')]]));
  expect(await transact((tx) => tx.selectFrom('db_gone').selectAll().execute())).toEqual([]);
  expect(['11:00', '11:01'].map((time) => isGone(gone, 'whole', at('2026-11-24', time)))).toEqual([true, false]);
  expect(isGone(gone, 'another', at('2026-11-24', '09:00'))).toBe(false);
  next.close();
  await database.close();
});

test('while another process reads, so that the log cannot be emptied, the key counts as not yet destroyed', async () => {
  const { vault, transact, database, store } = await safe();
  await transact((tx) => vault.seal(tx, M1, SECRET));
  await transact((tx) => vault.replaceKey(tx, M1));
  store.sqlite.pragma('busy_timeout = 0');
  store.sqlite.exec('BEGIN');
  store.sqlite.prepare('SELECT * FROM key_data').all();
  const outstanding = () => transact((tx) => tx.selectFrom('db_key_replaced').selectAll().execute());
  await vault.destroyReplaced();
  expect(await outstanding()).toHaveLength(1);
  store.sqlite.exec('COMMIT');
  await vault.destroyReplaced();
  expect(await outstanding()).toEqual([]);
  await database.close();
});

test('keys made beforehand are the ones that are used, and are made once', async () => {
  const { vault, transact, database, store } = await safe();
  const count = () => store.sqlite.prepare<[], number>('SELECT count(*) FROM key_data').pluck().get();
  const before = count() ?? 0;
  vault.prepare([M1, M2, M1]);
  vault.prepare([M1, M2]);
  const sealed = await transact((tx) => vault.seal(tx, M1, SECRET));
  expect(count()).toBe(before + 2);
  expect(await transact((tx) => vault.unseal(tx, M1, sealed))).toBe(SECRET);
  await database.close();
});

test('a member without a key has nothing to read', async () => {
  const { vault, transact, database } = await safe();
  const sealed = await transact((tx) => vault.seal(tx, M1, SECRET));
  expect(await transact((tx) => vault.unseal(tx, M2, sealed))).toBeUndefined();
  await database.close();
});

test('a single changed bit is noticed', async () => {
  const { vault, transact, database } = await safe();
  const sealed = await transact((tx) => vault.seal(tx, M1, SECRET));
  for (let bit = 0; bit < sealed.length * 8; bit += 5) {
    const changed = Buffer.from(sealed);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const opened = transact((tx) => vault.unseal(tx, M1, changed));
    // In the header it is another version or a key that doesn't exist; behind it the tag doesn't fit.
    if (bit >= 8 && bit < 72) expect(await opened).toBeUndefined();
    else await expect(opened).rejects.toThrow();
  }
  await database.close();
});

test('a row moved to another member, and another master key, open nothing', async () => {
  const { vault, transact, database, store } = await safe();
  const sealed = await transact((tx) => vault.seal(tx, M1, SECRET));
  const find = () => new Uint8Array(32);
  const stranger = { first: { key: new Uint8Array(32), source: 'x', made: false }, find, atStart: find };
  expect(() => openKeyStore(store.sqlite.name, stranger)).toThrow('not the one this database was encrypted with');
  store.sqlite.prepare('UPDATE key_data SET owner = ? WHERE owner = ?').run(M2, M1);
  await expect(transact((tx) => vault.unseal(tx, M2, sealed))).rejects.toThrow();
  await database.close();
});

test('a queued text opens in its own row only, and is no member’s', async () => {
  const { vault, transact, database, store, sealer } = await safe();
  const queued = sealer.seal(SECRET, 'a');
  expect(queueSealer(store).unseal(queued, 'a')).toBe(SECRET);
  expect(() => sealer.unseal(queued, 'b')).toThrow();
  expect(await transact((tx) => vault.unseal(tx, M1, queued))).toBeUndefined();
  await database.close();
});

test('a text sealed for one row does not open in another', () => {
  const sealer = openSealer(new Uint8Array(32));
  const sealed = sealer.seal(SECRET, 'a');
  expect(sealer.unseal(sealed, 'a')).toBe(SECRET);
  expect(() => sealer.unseal(sealed, 'b')).toThrow();
});
