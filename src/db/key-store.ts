import { randomBytes } from 'node:crypto';
import type { Database as Sqlite } from 'better-sqlite3';
import { nanoid } from 'nanoid';
import type { Instant } from '../calendar/instant.js';
import Database from '../sqlite.js';
import { checkPages } from './examine.js';
import { asStartError, handOver, hideFromOthers } from './file.js';
import { GONE_TABLE } from './gone.js';
import { checkValue, masterKeyId } from './master-key.js';
import type { MasterKeys } from './master-keys.js';
import { sealBytes, unsealBytes } from './sealer.js';
import { isDamage, StartError } from './start-error.js';
import { filled, keyText } from './text.js';

/*
 * keys.db: the data keys of all owners, each wrapped by the master key that its row names. Apart from siwen.db, so that a copy of what people
 * wrote holds no key: to destroy a key here erases what it sealed in every copy. One key store belongs to one database; both know its id.
 *
 * A key is on disk here before anything sealed with it is written there, and is destroyed here only after what it sealed is gone there.
 * Statements are few and small, so they run at once, outside the transactions of siwen.db, in a commit of their own.
 */

/** 'siwk' in ASCII. */
export const KEY_STORE_ID = 0x7369776b;
const VERSION = 1;
/** The other process's commits here take milliseconds. */
const BUSY_MS = 5_000;
const BUSY_EMPTYING_MS = 25;
const KEY_ID_BYTES = 8;
const KEY_BYTES = 32;

const TABLES = `
CREATE TABLE key_store (id TEXT PRIMARY KEY) STRICT;

CREATE TABLE key_master (
  id TEXT PRIMARY KEY,
  check_value BLOB NOT NULL,
  current INTEGER NOT NULL CHECK (current IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX key_master_one_current ON key_master (current) WHERE current = 1;

CREATE TABLE key_data (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  id BLOB NOT NULL UNIQUE CHECK (length(id) = 8),
  owner TEXT NOT NULL,
  wrapped BLOB NOT NULL,
  master_key_id TEXT NOT NULL REFERENCES key_master (id)
) STRICT;
CREATE INDEX key_data_by_owner ON key_data (owner, number);
CREATE INDEX key_data_by_master_key ON key_data (master_key_id);

-- A destroyed key never comes back, whatever old file it is found in.
CREATE TABLE key_destroyed (id BLOB PRIMARY KEY) STRICT, WITHOUT ROWID;
`;

/** A text's first bytes name its key: version (1) | id (8). What it is bound to, its owner included, is authenticated with it. */
export type DataKey = { readonly id: Uint8Array; readonly key: Uint8Array };
type Row = { id: Uint8Array; wrapped: Uint8Array; master_key_id: string };
/** A key as it stands in a file: wrapped. */
export type WrappedKey = { readonly id: Uint8Array; readonly owner: string; readonly wrapped: Uint8Array };

export type KeyStore = {
  readonly id: string;
  readonly sqlite: Sqlite;
  /** The key of this id, if it is this owner's. Undefined once it has been destroyed. */
  find(owner: string, id: Uint8Array): DataKey | undefined;
  newest(owner: string): DataKey | undefined;
  /** On disk when it returns. From then on it is the owner's newest. */
  make(owner: string): DataKey;
  /** For each owner without a key, one; in one commit. */
  makeMissing(owners: readonly string[]): void;
  idsOf(owner: string): Uint8Array[];
  /** Takes in keys of a former version's file, which the same master key has wrapped; those that were destroyed stay so. */
  takeIn(keys: readonly WrappedKey[]): void;
  /** Wraps up to `most` data keys anew, by the current master key, in one transaction. How many there were; 0: none is left. */
  rewrap(most: number): number;
  /** Of the master key that wraps what is made from now on. */
  currentKeyId(): string;
  /** For ever. False: they are gone from the file, but another process keeps the log from being emptied; to be called again. */
  destroy(ids: readonly Uint8Array[]): boolean;
  /** For ever (gone.ts). */
  noteGone(all: readonly { readonly what: string; readonly at: Instant }[]): void;
  close(): void;
};

/** What a wrapped key or a sealed text is bound to. The leading byte is the version of both. */
export const boundTo = (keyId: Uint8Array, owner: string): Buffer => Buffer.concat([Buffer.from([1]), keyId, Buffer.from(owner)]);

/** Opens the store or, where there is none, makes it for the first of the master keys. Throws StartError where they don't fit. */
export function openKeyStore(path: string, masterKeys: MasterKeys): KeyStore {
  try {
    return opened(path, masterKeys);
  } catch (error) {
    throw asStoreError(path, error);
  }
}

export function asStoreError(path: string, error: unknown): unknown {
  if (error instanceof StartError) return error;
  if (!isDamage(error)) return asStartError(path, error);
  return new StartError(filled(keyText['store-damaged'], 'source', path), { cause: error });
}

function opened(path: string, masterKeys: MasterKeys): KeyStore {
  const sqlite = new Database(path, { timeout: BUSY_MS });
  try {
    handOver(path);
    hideFromOthers(path);
    for (const setting of ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON', 'secure_delete = ON', 'trusted_schema = OFF'])
      sqlite.pragma(setting);
    checkPages(sqlite);
    sqlite.transaction(() => makeTables(sqlite, path, masterKeys)).immediate();
    checkMasterKeys(sqlite, masterKeys.first, masterKeys.atStart);
    sqlite.exec(GONE_TABLE);
    return storeOn(sqlite, masterKeys);
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

function makeTables(sqlite: Sqlite, path: string, masterKeys: MasterKeys): void {
  if (isKeyStore(sqlite, path)) return;
  sqlite.exec(TABLES);
  sqlite.pragma(`application_id = ${KEY_STORE_ID}`);
  sqlite.pragma(`user_version = ${VERSION}`);
  sqlite.prepare('INSERT INTO key_store VALUES (?)').run(nanoid());
  const { key } = masterKeys.first;
  sqlite.prepare('INSERT INTO key_master VALUES (?, ?, 1)').run(masterKeyId(key), checkValue(key));
}

/** False: it is new. Throws StartError for what another program wrote, or a newer siwen. */
export function isKeyStore(sqlite: Sqlite, path: string): boolean {
  const [id, version] = ['application_id', 'user_version'].map((name) => sqlite.pragma(name, { simple: true }));
  if (id === KEY_STORE_ID && version === VERSION) return true;
  if (id === KEY_STORE_ID) throw new StartError(filled(keyText['store-newer'], 'source', path));
  if (id !== 0 || version !== 0) throw new StartError(filled(keyText['store-not-ours'], 'source', path));
  return false;
}

/** The id of the store in an open file. Throws StartError where it is none, or none that these master keys open. */
export function checkKeyStore(sqlite: Sqlite, path: string, masterKeys: MasterKeys): string {
  if (!isKeyStore(sqlite, path)) throw new StartError(filled(keyText['store-not-ours'], 'source', path));
  checkMasterKeys(sqlite, masterKeys.first, masterKeys.find);
  return idOf(sqlite);
}

const idOf = (sqlite: Sqlite): string => sqlite.prepare<[], string>('SELECT id FROM key_store').pluck().get() ?? '';

/** Every master key that wraps something here must be at hand: whoever starts with another is told at once, not at the first answer that can't be read. */
function checkMasterKeys(sqlite: Sqlite, { source }: MasterKeys['first'], find: MasterKeys['find']): void {
  const needed = sqlite
    .prepare<[], { id: string; check_value: Uint8Array }>(
      'SELECT id, check_value FROM key_master WHERE current = 1 OR id IN (SELECT master_key_id FROM key_data)',
    )
    .all();
  const fits = ({ id, check_value }: (typeof needed)[number]): boolean => {
    const key = find(id);
    return key !== undefined && Buffer.compare(checkValue(key), check_value) === 0;
  };
  if (!needed.every(fits)) throw new StartError(filled(needed.some(fits) ? keyText.half : keyText.wrong, 'source', source));
}

function storeOn(sqlite: Sqlite, masterKeys: MasterKeys): KeyStore {
  const byId = sqlite.prepare<[Uint8Array, string], Row>('SELECT id, wrapped, master_key_id FROM key_data WHERE id = ? AND owner = ?');
  const byOwner = sqlite.prepare<[string], Row>(
    'SELECT id, wrapped, master_key_id FROM key_data WHERE owner = ? ORDER BY number DESC LIMIT 1',
  );
  const hasKey = sqlite.prepare<[string], number>('SELECT 1 FROM key_data WHERE owner = ?').pluck();
  const current = sqlite.prepare<[], string>('SELECT id FROM key_master WHERE current = 1').pluck();
  const insert = sqlite.prepare<[Uint8Array, string, Uint8Array, string]>(
    'INSERT INTO key_data (id, owner, wrapped, master_key_id) SELECT ?, ?, ?, ? ON CONFLICT DO NOTHING',
  );
  const others = sqlite.prepare<[number], Row & { owner: string }>(
    `SELECT id, owner, wrapped, master_key_id FROM key_data
     WHERE master_key_id IN (SELECT id FROM key_master WHERE current = 0) LIMIT ?`,
  );
  const wrapAnew = sqlite.prepare<[Uint8Array, string, Uint8Array]>('UPDATE key_data SET wrapped = ?, master_key_id = ? WHERE id = ?');
  const isDestroyed = sqlite.prepare<[Uint8Array], number>('SELECT 1 FROM key_destroyed WHERE id = ?').pluck();

  function masterKey(id: string): Uint8Array {
    const key = masterKeys.find(id);
    if (!key) throw new Error(`the master key ${id} is not at hand`);
    return key;
  }
  const unwrapped = (row: Row, owner: string): DataKey => ({
    id: row.id,
    key: unsealBytes(masterKey(row.master_key_id), row.wrapped, boundTo(row.id, owner)),
  });
  const unwrappedIfThere = (row: Row | undefined, owner: string) => row && unwrapped(row, owner);

  /** In a transaction that writes: whoever rotates the master key meanwhile waits, or has been seen. */
  function makeOne(owner: string): DataKey {
    const masterId = current.get() ?? '';
    const made = { id: randomBytes(KEY_ID_BYTES), key: randomBytes(KEY_BYTES) };
    insert.run(made.id, owner, sealBytes(masterKey(masterId), made.key, boundTo(made.id, owner)), masterId);
    return made;
  }

  return {
    id: idOf(sqlite),
    sqlite,
    find: (owner, id) => unwrappedIfThere(byId.get(id, owner), owner),
    newest: (owner) => unwrappedIfThere(byOwner.get(owner), owner),
    make: (owner) => sqlite.transaction(() => makeOne(owner)).immediate(),
    makeMissing(owners) {
      const missing = owners.filter((owner) => !hasKey.get(owner));
      if (missing.length > 0)
        sqlite
          .transaction(() => {
            for (const owner of missing) if (!hasKey.get(owner)) makeOne(owner);
          })
          .immediate();
    },
    idsOf: (owner) => sqlite.prepare<[string], Uint8Array>('SELECT id FROM key_data WHERE owner = ?').pluck().all(owner),
    takeIn(keys) {
      const masterId = masterKeyId(masterKeys.first.key);
      sqlite
        .transaction(() => {
          for (const { id, owner, wrapped } of keys) if (!isDestroyed.get(id)) insert.run(id, owner, wrapped, masterId);
        })
        .immediate();
    },
    rewrap: (most) =>
      sqlite
        .transaction(() => {
          const some = others.all(most);
          const masterId = current.get() ?? '';
          for (const row of some) {
            const { id, key } = unwrapped(row, row.owner);
            wrapAnew.run(sealBytes(masterKey(masterId), key, boundTo(id, row.owner)), masterId, id);
          }
          return some.length;
        })
        .immediate(),
    currentKeyId: () => current.get() ?? '',
    destroy(ids) {
      const destroy = sqlite.prepare<[Uint8Array]>('DELETE FROM key_data WHERE id = ?');
      const note = sqlite.prepare<[Uint8Array]>('INSERT INTO key_destroyed VALUES (?) ON CONFLICT DO NOTHING');
      sqlite
        .transaction(() => {
          for (const id of ids) {
            destroy.run(id);
            note.run(id);
          }
        })
        .immediate();
      return emptyLog(sqlite);
    },
    noteGone(all) {
      const note = sqlite.prepare<[string, number]>(
        'INSERT INTO key_gone VALUES (?, ?) ON CONFLICT (what) DO UPDATE SET at = max(at, excluded.at)',
      );
      sqlite
        .transaction(() => {
          for (const { what, at } of all) note.run(what, at);
        })
        .immediate();
    },
    close: () => void sqlite.close(),
  };
}

/** Everything into the file, which secure_delete keeps free of what was deleted, and nothing left in the log. */
export function emptyLog(sqlite: Sqlite): boolean {
  // A reader in another process would stop this one for as long as the time-out allows.
  sqlite.pragma(`busy_timeout = ${BUSY_EMPTYING_MS}`);
  const [result] = sqlite.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  sqlite.pragma(`busy_timeout = ${BUSY_MS}`);
  return result?.busy === 0;
}
