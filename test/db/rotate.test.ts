import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type KeyStore, openKeyStore } from '../../src/db/key-store.js';
import { loadMasterKey, masterKeyId, parseKey } from '../../src/db/master-key.js';
import { masterKeys } from '../../src/db/master-keys.js';
import { type RotateDeps, rotate } from '../../src/db/rotate.js';
import { atEveryStep } from './every-step.js';
import { refusalOf, scratch } from './scratch.js';

const OWNERS = Array.from({ length: 230 }, (_, index) => `M${index}`);
const HEX = { old: 'a1'.repeat(32), new: 'b2'.repeat(32) };

/** A key store as a program opens it at its start, with the keys that lie beside it. */
function opened(dir: string, first = loadMasterKey(dir, undefined), more: readonly string[] = []): KeyStore {
  const store = openKeyStore(
    join(dir, 'keys.db'),
    masterKeys(
      first,
      more.map((hex) => parseKey(hex, 'SIWEN_OLD_KEY')),
      dir,
    ),
  );
  onTestFinished(() => store.close());
  return store;
}

const keysOf = (store: KeyStore, owners = OWNERS) => owners.map((owner) => Buffer.from(store.newest(owner)?.key ?? []).toString('hex'));
const filesIn = (dir: string) => readdirSync(dir).filter((name) => name.startsWith('siwen.key'));
const wrappedBy = ({ sqlite }: KeyStore) => sqlite.prepare<[], string>('SELECT DISTINCT master_key_id FROM key_data').pluck().all();
const noWait = { wait: async () => undefined };

function bureau() {
  const dir = scratch();
  const store = opened(dir);
  store.makeMissing(OWNERS);
  const change = (more: Partial<RotateDeps> = {}) =>
    rotate({ store, timer: noWait, to: { dataDir: dir }, onRewrapped: () => undefined, ...more });
  return { dir, store, change, before: keysOf(store) };
}

test('after a change every data key is what it was, wrapped by the new key alone, and the former key and wrappings are gone', async () => {
  const { dir, store, change, before } = bureau();
  const former = readFileSync(join(dir, 'siwen.key'));
  const wrapped = store.sqlite.prepare<[], Buffer>('SELECT wrapped FROM key_data LIMIT 5').pluck().all();
  const { keyId, keys } = await change();
  expect(keys).toBe(OWNERS.length);
  expect(filesIn(dir)).toEqual(['siwen.key']);
  expect(readFileSync(join(dir, 'siwen.key')).equals(former)).toBe(false);
  expect(masterKeyId(loadMasterKey(dir, undefined).key)).toBe(keyId);
  expect(wrappedBy(store)).toEqual([keyId]);
  expect(keysOf(opened(dir))).toEqual(before);
  const all = Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))));
  for (const one of wrapped) expect(all.includes(one)).toBe(false);
});

test('killed at any instant, the next start reads everything, and the next change finishes', async () => {
  const { dir, store, change, before } = bureau();
  const killed: string[] = [];
  const steps = await atEveryStep(store.sqlite, change, (step) => {
    const copy = join(dir, `killed-${killed.length}`);
    mkdirSync(copy);
    for (const name of readdirSync(dir).filter((each) => /^(?:keys\.db|siwen\.key)/.test(each)))
      copyFileSync(join(dir, name), join(copy, name));
    killed.push(step);
  });
  expect(steps).toEqual(expect.arrayContaining(['linkSync', 'renameSync', 'rmSync', 'fsyncSync', 'BEGIN IMMEDIATE', 'COMMIT']));
  const states = new Set<string>();
  for (const [index, step] of killed.entries()) {
    const copy = join(dir, `killed-${index}`);
    const again = opened(copy);
    const files = filesIn(copy).filter((name) => !/\.[0-9a-f]{12}$/.test(name));
    states.add(`${files.join()} ${wrappedBy(again).length}`);
    expect(keysOf(again), step).toEqual(before);
    await rotate({ store: again, timer: noWait, to: { dataDir: copy }, onRewrapped: () => undefined });
    again.close();
    const after = opened(copy);
    expect(keysOf(after), step).toEqual(before);
    expect(filesIn(copy), step).toEqual(['siwen.key']);
    after.close();
  }
  expect([...states].sort()).toEqual([
    'siwen.key 1',
    'siwen.key,siwen.key.next 1',
    'siwen.key,siwen.key.next 2',
    'siwen.key,siwen.key.next,siwen.key.old 1',
    'siwen.key,siwen.key.old 1',
  ]);
});

test('the bot reads and makes keys all the while, and needs no restart afterwards', async () => {
  const { dir, change, before } = bureau();
  const bot = opened(dir);
  let made = 0;
  await change({
    timer: {
      async wait() {
        expect(keysOf(bot)).toEqual(before);
        bot.make(`new ${made++}`);
      },
    },
  });
  expect(made).toBeGreaterThan(2);
  bot.make('after');
  const [first] = wrappedBy(bot);
  expect(wrappedBy(bot)).toEqual([masterKeyId(loadMasterKey(dir, undefined).key)]);
  expect(first).toBeDefined();
  expect(keysOf(bot)).toEqual(before);
  const fresh = opened(dir);
  for (const owner of ['new 0', 'new 1', 'after']) expect(keysOf(fresh, [owner])).toEqual(keysOf(bot, [owner]));
});

test('two changes at once are one', async () => {
  const { dir, change, before } = bureau();
  const other = opened(dir);
  const [one, two] = await Promise.all([change(), change({ store: other })]);
  expect(one.keyId).toBe(two.keyId);
  expect(one.keys + two.keys).toBe(OWNERS.length);
  expect(filesIn(dir)).toEqual(['siwen.key']);
  expect(keysOf(opened(dir))).toEqual(before);
});

test('a copy of the key store elsewhere follows before the former key goes', async () => {
  const { dir, change, store } = bureau();
  const seen: unknown[] = [];
  const { keyId } = await change({ onRewrapped: () => seen.push([filesIn(dir), wrappedBy(store)]) });
  expect(seen).toEqual([[['siwen.key', 'siwen.key.old'], [keyId]]]);
});

test('a key of the environment is changed with both at hand; cut short, one alone is told', async () => {
  const dir = scratch();
  const before = loadMasterKey(dir, HEX.old);
  const now = loadMasterKey(dir, HEX.new);
  const first = opened(dir, before);
  first.makeMissing(OWNERS);
  const keys = keysOf(first);
  const store = opened(dir, now, [HEX.old]);
  const cut = rotate({
    store,
    timer: { wait: () => Promise.reject(new Error('killed')) },
    to: { key: now.key },
    onRewrapped: () => undefined,
  });
  await expect(cut).rejects.toThrow('killed');
  for (const one of [before, now]) expect(refusalOf(() => opened(dir, one)).zh).toContain('SIWEN_OLD_KEY');
  expect(keysOf(opened(dir, before, [HEX.new]))).toEqual(keys);
  const finished = await rotate({ store, timer: noWait, to: { key: now.key }, onRewrapped: () => undefined });
  expect(finished.keys).toBe(OWNERS.length - 100);
  expect(keysOf(opened(dir, now))).toEqual(keys);
  expect(refusalOf(() => opened(dir, before)).zh).toContain('原来的密钥');
  expect(filesIn(dir)).toEqual([]);
});

test('a file that the change still needs and that is missing is named', async () => {
  const { dir, change } = bureau();
  await expect(change({ timer: { wait: () => Promise.reject(new Error('killed')) } })).rejects.toThrow('killed');
  rmSync(join(dir, 'siwen.key.next'));
  expect(refusalOf(() => opened(dir)).en).toContain('siwen.key.next');
});

test('a wrong key in the environment is told although the right one lies in the file; a running bot finds what was changed there', async () => {
  const { dir, change, before } = bureau();
  const wrong = loadMasterKey(dir, HEX.new);
  expect(refusalOf(() => opened(dir, wrong)).zh).toContain('SIWEN_KEY 中的密钥不是');
  const right = readFileSync(join(dir, 'siwen.key'), 'utf8').trim();
  const bot = opened(dir, loadMasterKey(dir, right));
  await change();
  expect(keysOf(bot)).toEqual(before);
  expect(refusalOf(() => opened(dir, loadMasterKey(dir, right))).zh).toContain('SIWEN_KEY 中的密钥不是');
});

test('a key behind a link is not exchanged: nothing is wrapped anew, and nothing lies about', async () => {
  const { dir, change, store, before } = bureau();
  const [current, elsewhere] = [join(dir, 'siwen.key'), join(scratch(), 'master')];
  renameSync(current, elsewhere);
  symlinkSync(elsewhere, current);
  await expect(change()).rejects.toMatchObject({ text: { zh: expect.stringContaining('没有更换主密钥') } });
  expect([filesIn(dir), wrappedBy(store).length, keysOf(store)]).toEqual([['siwen.key'], 1, before]);
});
