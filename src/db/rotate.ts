import { linkSync, lstatSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Timer } from '../schedule/clock.js';
import { asStartError } from './file.js';
import { emptyLog, type KeyStore } from './key-store.js';
import { checkValue, flushFolder, keyFiles, makeFile, masterKeyId, parseKey, readIfThere } from './master-key.js';
import { codeOf, StartError } from './start-error.js';
import { filled, keyText } from './text.js';

/*
 * The master key is changed while the program runs. Each step leaves a state that every program can start from and that the next change
 * of keys goes on from; who runs meanwhile finds the new key in the files as soon as a row of keys.db names it (master-keys.ts).
 *
 *   siwen.key  .next  .old   keys.db
 *       A        –      –    all wrapped by A
 *       A        B      –    all wrapped by A              the new key is on disk before anything needs it
 *       A        B      –    B is current; some A, some B   new data keys by B, the others in short transactions, a few at a time
 *       A        B      A    all wrapped by B
 *       B        –      A    all wrapped by B              by one rename
 *       B        –      –    all wrapped by B
 *
 * Each step on files is taken in a transaction that holds keys.db, so that two changes at once become one. A key that the environment
 * gives has no files: both keys are in the environment (SIWEN_KEY and SIWEN_OLD_KEY) until everything is wrapped by the new one.
 */

/** A few milliseconds: the bot, which may have to make a key, waits for no longer. */
const KEYS_AT_ONCE = 100;
/** Between two transactions, so that whoever waits for one gets in. */
const PAUSE_MS = 5;
/** Whoever reads keys.db does so for an instant. */
const TRIES_TO_EMPTY = 20;

export type Rotated = {
  /** Of the new master key; says nothing about it. */
  readonly keyId: string;
  /** How many data keys are wrapped by it now that were not before. */
  readonly keys: number;
};

export type RotateDeps = {
  readonly store: KeyStore;
  readonly timer: Pick<Timer, 'wait'>;
  /** Where the new key comes from: a file that is made for it, or the environment. */
  readonly to: { readonly dataDir: string } | { readonly key: Uint8Array };
  /** Everything is wrapped by the new key: copies of the key store that can be reached follow before the former key goes. */
  readonly onRewrapped: () => void;
};

/** Gives every data key a new wrapping. Done over again after a crash, it finishes what was begun. */
export async function rotate({ store, timer, to, onRewrapped }: RotateDeps): Promise<Rotated> {
  const { sqlite } = store;
  const files = 'dataDir' in to ? keyFiles(to.dataDir) : undefined;
  if (files) refuseElsewhere(files);
  const keyId = sqlite.transaction(() => begin(store, 'key' in to ? to.key : nextKey(to.dataDir))).immediate();
  let keys = 0;
  for (let some = store.rewrap(KEYS_AT_ONCE); some > 0; some = store.rewrap(KEYS_AT_ONCE)) {
    keys += some;
    await timer.wait(PAUSE_MS);
  }
  if (files) sqlite.transaction(() => exchange(files, store.currentKeyId())).immediate();
  // The former wrappings still stand in the log.
  for (let tries = 0; !emptyLog(sqlite) && tries < TRIES_TO_EMPTY; tries++) await timer.wait(PAUSE_MS);
  onRewrapped();
  if (files) {
    rmSync(files.old, { force: true });
    removeDrafts(files.current);
  }
  return { keyId, keys };
}

/**
 * Before anything is wrapped anew: a key that lies elsewhere, behind a link or mounted as a file, could not be exchanged by a rename. The new one would come to
 * lie beside the database, and the former one stay where the link leads.
 */
function refuseElsewhere({ current }: ReturnType<typeof keyFiles>): void {
  if (!isExchangeable(current)) throw new StartError(filled(keyText.elsewhere, 'source', current));
}

function isExchangeable(path: string): boolean {
  const probe = `${path}.${'0'.repeat(12)}`;
  try {
    if (lstatSync(path).isSymbolicLink()) return false;
    rmSync(probe, { force: true });
    linkSync(path, probe);
    return true;
  } catch (error) {
    if (/^(?:EXDEV|EPERM|ENOTSUP|EBUSY)$/.test(codeOf(error))) return false;
    throw asStartError(path, error);
  } finally {
    rmSync(probe, { force: true });
  }
}

/** The key in siwen.key.next, which a change that was cut short has left or which is made now. */
function nextKey(dataDir: string): Uint8Array {
  const { next } = keyFiles(dataDir);
  if (readIfThere(next) === undefined) makeFile(next, dataDir);
  return parseKey(readIfThere(next) ?? '', next);
}

/** From here on new data keys are wrapped by it. */
function begin({ sqlite }: KeyStore, key: Uint8Array): string {
  const id = masterKeyId(key);
  sqlite.prepare('UPDATE key_master SET current = 0 WHERE current = 1 AND id <> ?').run(id);
  sqlite
    .prepare('INSERT INTO key_master VALUES (?, ?, 1) ON CONFLICT (id) DO UPDATE SET current = 1 WHERE current = 0')
    .run(id, checkValue(key));
  return id;
}

/** The new key takes the former one's place; another process may have done it meanwhile. */
function exchange({ current, next, old }: ReturnType<typeof keyFiles>, currentId: string): void {
  const text = readIfThere(next);
  if (text === undefined || masterKeyId(parseKey(text, next)) !== currentId) return;
  rmSync(old, { force: true });
  linkSync(current, old);
  renameSync(next, current);
  flushFolder(dirname(current));
}

/** What a crash in the middle of `makeFile` has left: a key under a name that nobody looks at. */
function removeDrafts(path: string): void {
  const folder = dirname(path);
  for (const name of readdirSync(folder))
    if (/^siwen\.key(?:\.next)?\.[0-9a-f]{12}$/.test(name)) rmSync(join(folder, name), { force: true });
}
