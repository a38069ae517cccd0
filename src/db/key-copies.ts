import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import Database from '../sqlite.js';
import { copyAtOnce, UNFINISHED } from './copy.js';
import { checkPages } from './examine.js';
import { asStartError, KEY_STORE } from './file.js';
import { checkKeyStore, type KeyStore } from './key-store.js';
import type { MasterKeys } from './master-keys.js';
import { StartError } from './start-error.js';
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
};

const TABLE = 'CREATE TABLE IF NOT EXISTS key_copy (folder TEXT PRIMARY KEY) STRICT, WITHOUT ROWID';

/** Changes whenever a key is made, destroyed, or wrapped anew. */
const STATE = `
SELECT (SELECT id FROM key_store) || ' ' || (SELECT count(*) FROM key_data) || ' ' || (SELECT ifnull(max(number), 0) FROM key_data) || ' '
  || (SELECT count(*) FROM key_destroyed) || ' ' || (SELECT group_concat(id || current, ' ') FROM (SELECT id, current FROM key_master ORDER BY id))
  || ' ' || (SELECT count(*) FROM key_data JOIN key_master ON key_master.id = master_key_id WHERE current = 1)`;

export function keepKeyCopies(store: KeyStore, path: string, masterKeys: MasterKeys): KeyCopies {
  const { sqlite } = store;
  sqlite.exec(TABLE);
  const folders = () => sqlite.prepare<[], string>('SELECT folder FROM key_copy').pluck().all();

  /** Whoever else wants to write to the store, or to copy it, waits meanwhile. */
  function renew(folder: string): void {
    const to = join(folder, KEY_STORE);
    sqlite.transaction(() => copyAtOnce(path, to, (copy) => checkKeyStore(copy, to, masterKeys))).immediate();
  }

  /** Also one that a crash left unfinished has keys in it. */
  const isThere = (folder: string) => existsSync(join(folder, KEY_STORE)) || existsSync(join(folder, `${KEY_STORE}${UNFINISHED}`));

  /** As on most nights: nobody has erased anything, and nobody is new. */
  const isUpToDate = (folder: string) => stateOfFile(join(folder, KEY_STORE)) === stateOf(sqlite);

  /** Somebody else's only copy must not be lost. */
  const isOfAnother = (folder: string) => stateOfFile(join(folder, KEY_STORE))?.startsWith(`${store.id} `) === false;

  return {
    keep(folder) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        if (resolve(folder) === resolve(dirname(path))) return;
        if (isOfAnother(folder)) throw new StartError(filled(keyText['copy-of-another'], 'source', join(folder, KEY_STORE)));
        sqlite.prepare<[string]>('INSERT INTO key_copy VALUES (?) ON CONFLICT DO NOTHING').run(resolve(folder));
        if (!isUpToDate(folder)) renew(folder);
      } catch (error) {
        throw error instanceof StartError ? error : asStartError(join(folder, KEY_STORE), error);
      }
    },
    follow() {
      let all = true;
      for (const folder of folders()) {
        try {
          if (isThere(folder) && !isOfAnother(folder) && !isUpToDate(folder)) renew(folder);
        } catch {
          all = false; // a full or a read-only disk; tried again
        }
      }
      return all;
    },
  };
}

const stateOf = (sqlite: Sqlite): string | undefined => sqlite.prepare<[], string>(STATE).pluck().get();

/** Undefined: nothing that could be read. */
function stateOfFile(path: string): string | undefined {
  let copy: Sqlite | undefined;
  try {
    copy = new Database(path, { readonly: true, fileMustExist: true });
    checkPages(copy);
    return stateOf(copy);
  } catch {
    return undefined;
  } finally {
    copy?.close();
  }
}
