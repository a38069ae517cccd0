import { dirname } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import Database from '../sqlite.js';
import { APPLICATION_ID, checkOurs, checkPages } from './examine.js';
import { asStartError, handOver, hideFromOthers, makeFolder } from './file.js';
import { migrate, migrations, schemaVersion } from './migrations/index.js';
import { StartError } from './start-error.js';
import { filled, openText } from './text.js';
import { type Transact, transactOn } from './transact.js';

/** Before this version, a checkpoint at the wrong moment could lose commits (SQLite, "Write-Ahead Logging", the WAL-reset bug). */
const OLDEST_SQLITE = [3, 51, 3] as const;
/** While opening, another process may be migrating. Afterwards transactions wait without stopping the process (grouping.ts). */
const BUSY_OPENING_MS = 10_000;
const BUSY_MS = 25;

/** Set at every opening and read back: a reopened file falls back to synchronous=NORMAL, and a setting that isn't known is ignored silently. */
const SETTINGS = {
  journal_mode: { set: 'WAL', reads: 'wal' },
  synchronous: { set: 'FULL', reads: 2 },
  foreign_keys: { set: 'ON', reads: 1 },
  trusted_schema: { set: 'OFF', reads: 0 },
  secure_delete: { set: 'ON', reads: 1 },
  // Pages. Whoever commits pays for the checkpoint, several milliseconds: fewer than one answer in a hundred does (an answer writes some twenty pages).
  wal_autocheckpoint: { set: '4000', reads: 4000 },
  busy_timeout: { set: `${BUSY_MS}`, reads: BUSY_MS },
} as const;

export type OpenDatabase = {
  readonly transact: Transact;
  /** Moves everything into the database file and empties the write-ahead log, so that nothing that was erased lingers there. */
  checkpoint(): void;
  close(): Promise<void>;
};

/** Who opens it. The bot reads all of it first, 0.7 ms a megabyte: whoever runs for months should not begin on a damaged one. */
export type Opener = keyof typeof openers;
const openers = {
  /** Somebody waits in the chat, which gives up after three seconds: they should be told in words before that. */
  bot: { check: true, longestWaitMs: 2_000 },
  command: { check: false, longestWaitMs: 10_000 },
} as const;

/** Opens the file, or makes it, with its folder. Throws StartError where it can't be used; then nothing was changed in it. */
export function openDatabase(path: string, opener: Opener = 'command'): OpenDatabase {
  if (older(sqliteVersion(), OLDEST_SQLITE)) throw new StartError(openText['sqlite-too-old']);
  try {
    makeFolder(dirname(path));
    return opened(path, opener);
  } catch (error) {
    throw error instanceof StartError ? error : asStartError(path, error);
  }
}

function opened(path: string, opener: Opener): OpenDatabase {
  const { check, longestWaitMs } = openers[opener];
  const sqlite = new Database(path, { timeout: BUSY_OPENING_MS });
  try {
    refuseForeign(sqlite, path);
    if (check) checkPages(sqlite);
    handOver(path);
    hideFromOthers(path);
    for (const [name, { set }] of Object.entries(SETTINGS)) if (name !== 'busy_timeout') sqlite.pragma(`${name} = ${set}`);
    if (schemaVersion(sqlite) < migrations.length) migrate(sqlite);
    sqlite.pragma(`busy_timeout = ${SETTINGS.busy_timeout.set}`);
    for (const [name, { reads }] of Object.entries(SETTINGS)) {
      if (sqlite.pragma(name, { simple: true }) !== reads) throw new StartError(filled(openText['setting-refused'], 'path', path));
    }
  } catch (error) {
    sqlite.close();
    throw error;
  }
  return {
    transact: transactOn(sqlite, longestWaitMs),
    checkpoint: () => void sqlite.pragma('wal_checkpoint(TRUNCATE)'),
    close: async () => void sqlite.close(),
  };
}

/** A new file is marked as ours; an empty one counts as new. */
function refuseForeign(sqlite: Sqlite, path: string): void {
  const tables = sqlite.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (tables !== 0 || schemaVersion(sqlite) !== 0 || sqlite.pragma('application_id', { simple: true }) !== 0) checkOurs(sqlite, path);
  else sqlite.pragma(`application_id = ${APPLICATION_ID}`);
}

function sqliteVersion(): number[] {
  const memory = new Database(':memory:');
  const version = memory.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  memory.close();
  return version.split('.').map(Number);
}

/** Compares version numbers part by part. */
export function older(version: readonly number[], oldest: readonly number[]): boolean {
  const different = oldest.findIndex((part, index) => (version[index] ?? 0) !== part);
  return different >= 0 && (version[different] ?? 0) < (oldest[different] ?? 0);
}
