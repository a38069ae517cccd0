import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import Database from '../sqlite.js';
import { copyAtOnce, UNFINISHED } from './copy.js';
import { checkPages } from './examine.js';
import { asStartError, KEY_STORE, makeFolder } from './file.js';
import { checkKeyStore, type KeyStore } from './key-store.js';
import type { MasterKeys } from './master-keys.js';
import { codeOf, StartError } from './start-error.js';
import { filled, keyText } from './text.js';

/*
 * Backups keep one copy of the key store in each folder, its present state, and never a former one: a key that is destroyed has to go from
 * everywhere. The store itself notes the folders, since it is the file that never goes back in time. A folder that can't be reached (a disk that
 * is not plugged in) is followed as soon as it is there again.
 */

export type KeyCopies = {
  /** Makes sure that a copy of the store's present state lies in the folder, checked against the master key; from now on it follows the store. */
  keep(folder: string): void;
  /** Exchanges every copy that is not the store's present state any more. False: one could not be; to be called again. */
  follow(): boolean;
  /** The folders whose copy still has what is gone from the store, or can't be looked at. One that only lacks a new key is no fault: upkeep brings it. */
  behind(): string[];
  /** The folders whose copy is not known to have followed: behind, or away, as on a disk that is not plugged in. It may need the former master key. */
  unreached(): string[];
};

const TABLE = 'CREATE TABLE IF NOT EXISTS key_copy (folder TEXT PRIMARY KEY) STRICT, WITHOUT ROWID';

/** Changes whenever a key is destroyed, or wrapped anew, and whenever something is noted as gone. */
const GONE = `
SELECT (SELECT id FROM key_store) || ' ' || (SELECT count(*) FROM key_destroyed)
  || ' ' || (SELECT group_concat(id || current, ' ') FROM (SELECT id, current FROM key_master ORDER BY id))
  || ' ' || (SELECT count(*) FROM key_data JOIN key_master ON key_master.id = master_key_id WHERE current = 0)
  || ' ' || (SELECT count(*) || ' ' || ifnull(sum(at), 0) FROM key_gone)`;
/** Of whichever version it is. */
const WHOSE = 'SELECT id FROM key_store';
/** Also when one is made. */
const STATE = `${GONE} || ' ' || (SELECT count(*) FROM key_data) || ' ' || (SELECT ifnull(max(number), 0) FROM key_data)`;

export function keepKeyCopies(store: KeyStore, path: string, masterKeys: MasterKeys): KeyCopies {
  const { sqlite } = store;
  sqlite.exec(TABLE);
  const folders = () => sqlite.prepare<[], string>('SELECT folder FROM key_copy').pluck().all();

  /** Whoever else wants to write to the store, or to copy it, waits meanwhile. */
  function renew(folder: string): void {
    const to = join(folder, KEY_STORE);
    sqlite.transaction(() => copyAtOnce(path, to, (copy) => checkKeyStore(copy, to, masterKeys))).immediate();
  }

  /** As on most nights: nobody has erased anything, and nobody is new. */
  const isUpToDate = (folder: string, by = STATE) => stateOfFile(join(folder, KEY_STORE), by) === stateOf(sqlite, by);

  /** Somebody else's only copy must not be lost. */
  const isOfAnother = (folder: string) => (stateOfFile(join(folder, KEY_STORE), WHOSE) ?? store.id) !== store.id;

  /** Also one that a crash left unfinished has keys in it. */
  const hasCopy = (folder: string) => isThere(join(folder, KEY_STORE)) || isThere(join(folder, `${KEY_STORE}${UNFINISHED}`));

  /** Throws where the folder can't be looked into: what lies in it may be anything. */
  const isBehind = (folder: string, by = STATE) => hasCopy(folder) && !isOfAnother(folder) && !isUpToDate(folder, by);

  function note(folder: string): void {
    try {
      sqlite.prepare<[string]>('INSERT INTO key_copy VALUES (?) ON CONFLICT DO NOTHING').run(folder);
    } catch (error) {
      throw asStartError(path, error);
    }
  }

  return {
    keep(folder) {
      try {
        makeFolder(folder, 0o700);
        if (isOfAnother(folder)) throw new StartError(filled(keyText['copy-of-another'], 'source', join(folder, KEY_STORE)));
        note(resolve(folder));
        if (!isUpToDate(folder)) renew(folder);
      } catch (error) {
        throw error instanceof StartError ? error : asStartError(join(folder, KEY_STORE), error);
      }
    },
    follow() {
      let all = true;
      for (const folder of folders()) {
        try {
          if (isBehind(folder)) renew(folder);
        } catch {
          all = false; // a full or a read-only disk, a folder of another user's; tried again
        }
      }
      return all;
    },
    behind: () => folders().filter((folder) => orTrue(() => isBehind(folder, GONE))),
    unreached: () => folders().filter((folder) => orTrue(() => !hasCopy(folder) || isBehind(folder, GONE))),
  };
}

/** Of what can't be looked at the worst is assumed. */
function orTrue(look: () => boolean): boolean {
  try {
    return look();
  } catch {
    return true;
  }
}

/** Not existsSync, which takes what it may not look at for nothing. */
function isThere(path: string): boolean {
  try {
    lstatSync(path);
    return true;
  } catch (error) {
    if (/^(?:ENOENT|ENOTDIR)$/.test(codeOf(error))) return false;
    throw error;
  }
}

const stateOf = (sqlite: Sqlite, by: string): string | undefined => sqlite.prepare<[], string>(by).pluck().get();

/** Undefined: nothing that could be read. */
function stateOfFile(path: string, by: string): string | undefined {
  let copy: Sqlite | undefined;
  try {
    copy = new Database(path, { readonly: true, fileMustExist: true });
    checkPages(copy);
    return stateOf(copy, by);
  } catch {
    return undefined;
  } finally {
    copy?.close();
  }
}
