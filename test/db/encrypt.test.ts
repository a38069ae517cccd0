import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openVault } from '../../src/db/encrypt.js';
import { openDatabase } from '../../src/db/open.js';
import { openSealer } from '../../src/db/sealer.js';
import { unlock } from '../../src/db/unlock.js';
import type { MemberId } from '../../src/org/member.js';
import { addMembers } from '../delivery/members.js';
import { scratch } from './scratch.js';

const M1 = 'M1' as MemberId;
const M2 = 'M2' as MemberId;
const SECRET = '我与岗位要求的差距，只有自己知道';

async function safe() {
  const dir = scratch();
  const path = join(dir, 'siwen.db');
  const database = openDatabase(path);
  await addMembers(path, [M1, M2]);
  const { vault, sealer } = await unlock(database.transact, dir, undefined);
  return { dir, path, database, vault, sealer, transact: database.transact };
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
  const files = readdirSync(dir).filter((name) => name.startsWith('siwen.db'));
  expect(files).toContain('siwen.db-wal');
  const all = Buffer.concat(files.map((name) => readFileSync(join(dir, name))));
  const master = Buffer.from(readFileSync(join(dir, 'siwen.key'), 'utf8'), 'base64');
  expect(all.includes('in clear')).toBe(true);
  expect(all.includes(SECRET)).toBe(false);
  expect(all.includes(Buffer.from(SECRET, 'utf16le'))).toBe(false);
  expect(all.includes(master)).toBe(false);
  await database.close();
});

test('after a key is replaced, what it sealed is gone for ever and new texts can be written', async () => {
  const { vault, transact, database, path } = await safe();
  const before = await transact((tx) => vault.seal(tx, M1, SECRET));
  const other = await transact((tx) => vault.seal(tx, M2, SECRET));
  const { wrapped } = await transact((tx) =>
    tx.selectFrom('db_member_key').selectAll().where('member_id', '=', M1).executeTakeFirstOrThrow(),
  );
  await transact((tx) => vault.replaceKey(tx, M1));
  expect(await transact((tx) => vault.unseal(tx, M1, before))).toBeUndefined();
  expect(await transact((tx) => vault.unseal(tx, M2, other))).toBe(SECRET);
  const after = await transact((tx) => vault.seal(tx, M1, '新的'));
  expect(await transact((tx) => vault.unseal(tx, M1, after))).toBe('新的');
  database.checkpoint();
  expect(readFileSync(path).includes(Buffer.from(wrapped))).toBe(false);
  expect(readFileSync(`${path}-wal`)).toHaveLength(0);
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
  const { vault, transact, database } = await safe();
  const sealed = await transact((tx) => vault.seal(tx, M1, SECRET));
  await expect(transact((tx) => openVault(new Uint8Array(32)).unseal(tx, M1, sealed))).rejects.toThrow();
  await transact(async (tx) => {
    const row = await tx.selectFrom('db_member_key').selectAll().where('member_id', '=', M1).executeTakeFirstOrThrow();
    await tx.deleteFrom('db_member_key').execute();
    await tx
      .insertInto('db_member_key')
      .values({ ...row, member_id: M2 })
      .execute();
  });
  await expect(transact((tx) => vault.unseal(tx, M2, sealed))).rejects.toThrow();
  await database.close();
});

test('a text sealed for one row does not open in another', () => {
  const sealer = openSealer(new Uint8Array(32));
  const sealed = sealer.seal(SECRET, 'a');
  expect(sealer.unseal(sealed, 'a')).toBe(SECRET);
  expect(() => sealer.unseal(sealed, 'b')).toThrow();
});
