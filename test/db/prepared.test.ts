import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../../src/db/open.js';
import { listed, prepared } from '../../src/db/prepared.js';
import { scratch } from './scratch.js';

function opened() {
  const database = openDatabase(join(scratch(), 'siwen.db'));
  onTestFinished(() => database.close());
  return database.transact;
}

const insert = prepared((tx, row: { key: string; at: number }) => tx.insertInto('delivery_seen').values({ key: row.key, seen_at: row.at }));
const since = prepared((tx, { at, no }: { at: number; no: string }) =>
  tx.selectFrom('delivery_seen').select('key').where('seen_at', '>=', at).where('key', '<>', no).where('seen_at', '<', 100).orderBy('key'),
);
const among = prepared((tx, { keys }: { keys: string }) =>
  tx.selectFrom('delivery_seen').select('key').where('key', 'in', listed<string>(keys)).orderBy('key'),
);

test('each time has its own values, each in its place, beside those that never change', async () => {
  const transact = opened();
  await transact(async (tx) => {
    await insert(tx, { key: "a'); --", at: 1 });
    await insert(tx, { at: 2, key: 'b' });
    await insert(tx, { key: 'c', at: 3 });
    await insert(tx, { key: 'd', at: 100 });
  });
  const keysOf = async (at: number, no: string) => (await transact((tx) => since(tx, { no, at }))).rows.map(({ key }) => key);
  expect(await keysOf(2, 'x')).toEqual(['b', 'c']);
  expect(await keysOf(1, 'b')).toEqual(["a'); --", 'c']);
});

test('says how many rows it has changed', async () => {
  const { numAffectedRows } = await opened()((tx) => insert(tx, { key: 'a', at: 1 }));
  expect(numAffectedRows).toBe(1n);
});

test('a list of any length is one value', async () => {
  const transact = opened();
  await transact(async (tx) => {
    for (const [at, key] of ['一', 'b"', 'c'].entries()) await insert(tx, { key, at });
  });
  const found = async (keys: string[]) => (await transact((tx) => among(tx, { keys: JSON.stringify(keys) }))).rows.map(({ key }) => key);
  expect(await found([])).toEqual([]);
  expect(await found(['c'])).toEqual(['c']);
  expect(await found(['一', 'b"', 'nobody'])).toEqual(['b"', '一']);
});
