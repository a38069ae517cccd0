import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadMasterKey } from '../../src/db/master-key.js';
import { openDatabase } from '../../src/db/open.js';
import { StartError } from '../../src/db/start-error.js';
import { unlock } from '../../src/db/unlock.js';
import { refusalOf, scratch } from './scratch.js';

const HEX = 'a1'.repeat(32);
const OTHER = 'b2'.repeat(32);

async function textOf(start: Promise<unknown>) {
  const error = await start.catch((thrown: unknown) => thrown);
  if (!(error instanceof StartError)) throw error;
  return error.text;
}

test('the first start makes a key file for the owner only, once', () => {
  const dir = join(scratch(), 'data');
  const first = loadMasterKey(dir, undefined);
  const second = loadMasterKey(dir, '');
  expect(first).toMatchObject({ made: true, source: join(dir, 'siwen.key') });
  expect(second).toEqual({ ...first, made: false });
  expect(first.key).toHaveLength(32);
  expect(statSync(join(dir, 'siwen.key')).mode & 0o777).toBe(0o600);
  expect(readdirSync(dir)).toEqual(['siwen.key']);
});

test('the key of the environment is taken as hexadecimal or base64, and no file is made', () => {
  const dir = scratch();
  const bytes = Buffer.from(HEX, 'hex');
  for (const text of [HEX, HEX.toUpperCase(), bytes.toString('base64'), bytes.toString('base64url'), ` ${HEX}\n`]) {
    expect(Buffer.from(loadMasterKey(dir, text).key).equals(bytes)).toBe(true);
  }
  expect(readdirSync(dir)).toEqual([]);
});

test.each(['short', HEX.slice(1), `${HEX}0`, '密'.repeat(32), 'z'.repeat(64)])(
  'a key that is none is refused without being shown: %s',
  (text) => {
    const told = refusalOf(() => loadMasterKey(scratch(), text));
    expect(told.zh).toContain('SIWEN_KEY');
    expect(`${told.zh}${told.en}`).not.toContain(text);
  },
);

test('an empty key file, as a full disk may leave it, is refused and kept', () => {
  const dir = scratch();
  writeFileSync(join(dir, 'siwen.key'), '');
  expect(refusalOf(() => loadMasterKey(dir, undefined)).en).toContain('siwen.key');
  expect(readFileSync(join(dir, 'siwen.key'), 'utf8')).toBe('');
});

test('the wrong key is told at the start', async () => {
  const dir = scratch();
  const database = openDatabase(join(dir, 'siwen.db'));
  await unlock(database.transact, dir, HEX);
  await unlock(database.transact, dir, HEX);
  expect((await textOf(unlock(database.transact, dir, OTHER))).zh).toContain('原来的密钥');
  await database.close();
});

test('a database with encrypted content and no key file does not start, and makes no other key', async () => {
  const dir = scratch();
  const database = openDatabase(join(dir, 'siwen.db'));
  const { notice } = await unlock(database.transact, dir, undefined);
  expect(notice?.zh).toContain('备份');
  expect((await unlock(database.transact, dir, undefined)).notice).toBeUndefined();
  rmSync(join(dir, 'siwen.key'));
  const { zh, en } = await textOf(unlock(database.transact, dir, undefined));
  expect(en).toContain('missing');
  expect(`${zh}\n${en}`).toMatch(/另存在别处的 siwen\.key 放回原处（siwen backup 的备份中没有它）[\s\S]*siwen backup does not hold it/);
  expect(readdirSync(dir)).not.toContain('siwen.key');
  await database.close();
});

test('bot and command line that start at the same moment agree on one key', async () => {
  const dir = scratch();
  const [one, two] = [openDatabase(join(dir, 'siwen.db')), openDatabase(join(dir, 'siwen.db'))];
  await Promise.all([unlock(one.transact, dir, undefined), unlock(two.transact, dir, undefined)]);
  expect(readdirSync(dir).filter((name) => name.startsWith('siwen.key'))).toEqual(['siwen.key']);
  await one.close();
  await two.close();
});
