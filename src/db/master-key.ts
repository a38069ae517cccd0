import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { handOver, makeFolder } from './file.js';
import { codeOf, StartError } from './start-error.js';
import { filled, keyText } from './text.js';

/** `made`: the key file is new, and somebody should back it up now. `source`: where the key came from, for sentences about it. */
export type MasterKey = { readonly key: Uint8Array; readonly source: string; readonly made: boolean };

const KEY_BYTES = 32;

/** The key; the one that is to take its place; the one whose place was taken (rotate.ts). The last two are there only while the key is being changed. */
export const keyFiles = (dataDir: string) => {
  const current = join(dataDir, 'siwen.key');
  return { current, next: `${current}.next`, old: `${current}.old` };
};

/**
 * The key from the environment (`SIWEN_KEY`), else from `siwen.key` in the data directory, which is made at the first start unless `mayMake` is
 * false: a database that was encrypted already needs its former key, not another one. Throws StartError.
 */
export function loadMasterKey(dataDir: string, fromEnvironment: string | undefined, mayMake = true): MasterKey {
  if (fromEnvironment) return { key: parseKey(fromEnvironment, 'SIWEN_KEY'), source: 'SIWEN_KEY', made: false };
  const path = keyFiles(dataDir).current;
  try {
    const known = readIfThere(path);
    if (known !== undefined) return { key: parseKey(known, path), source: path, made: false };
    if (!mayMake) throw new StartError(filled(keyText.missing, 'source', path));
    makeFolder(dataDir);
    const made = makeFile(path, dataDir);
    return { key: parseKey(readFileSync(path, 'utf8'), path), source: path, made };
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(filled(keyText.unreadable, 'source', path), { cause: error });
  }
}

/** Tells master keys apart without saying anything about them. */
export function masterKeyId(masterKey: Uint8Array): string {
  return Buffer.from(hkdfSync('sha256', masterKey, '', 'siwen key id', 8)).toString('hex');
}

/** Kept in the database: whoever starts with another key is told at once, not at the first answer that can't be read. */
export function checkValue(masterKey: Uint8Array): Buffer {
  return createHmac('sha256', masterKey).update('siwen key check').digest();
}

export function parseKey(text: string, source: string): Uint8Array {
  const trimmed = text.trim();
  const key = /^[0-9a-f]{64}$/i.test(trimmed)
    ? Buffer.from(trimmed, 'hex')
    : /^[A-Za-z0-9+/_-]{43}=?$/.test(trimmed)
      ? Buffer.from(trimmed, 'base64')
      : undefined;
  if (key?.length !== KEY_BYTES) throw new StartError(filled(keyText.malformed, 'source', source));
  return new Uint8Array(key);
}

export function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Written under another name, flushed, then linked: a crash leaves no half key behind, and of two processes that start at once (the bot and the
 * command line) one makes the file and the other finds it. False: the other made it.
 */
export function makeFile(path: string, dataDir: string): boolean {
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = openSync(draft, 'wx', 0o600);
  try {
    writeSync(file, `${randomBytes(KEY_BYTES).toString('base64')}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    handOver(draft);
    linkSync(draft, path);
    flushFolder(dataDir);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft);
  }
}

/** The name of a new file is on disk only once its folder is. Windows can't open folders and doesn't need it. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
