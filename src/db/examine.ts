import { statSync } from 'node:fs';
import type { Database as Sqlite } from 'better-sqlite3';
import Database from '../sqlite.js';
import { migrations, schemaVersion } from './migrations/index.js';
import { StartError } from './start-error.js';
import { filled, openText } from './text.js';

/** 'siwn' in ASCII: tells a file of ours from somebody else's. */
export const APPLICATION_ID = 0x7369776e;

/** Throws StartError for what another program wrote, or a newer siwen. */
export function checkOurs(sqlite: Sqlite, path: string): void {
  if (sqlite.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new StartError(filled(openText['not-ours'], 'path', path));
  if (schemaVersion(sqlite) > migrations.length) throw new StartError(filled(openText.newer, 'path', path));
}

/** Reads every page. Throws with SQLite's own code where something in it is not as it should be. */
export function checkPages(sqlite: Sqlite): void {
  if (sqlite.pragma('quick_check(1)', { simple: true }) === 'ok') return;
  throw Object.assign(new Error('the database is damaged'), { code: 'SQLITE_CORRUPT' });
}

/** False also where there is no file, or an empty one: beside that, SQLite would throw a log away. */
export function hasTables(path: string): boolean {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size === 0) return false;
  const sqlite = new Database(path, { fileMustExist: true });
  try {
    return sqlite.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
  } finally {
    sqlite.close();
  }
}

/** Whether an older siwen wrote it last. False also where there is no database, or somebody else's. */
export function isOlder(path: string): boolean {
  if (!hasTables(path)) return false;
  const sqlite = new Database(path, { fileMustExist: true });
  try {
    return sqlite.pragma('application_id', { simple: true }) === APPLICATION_ID && schemaVersion(sqlite) < migrations.length;
  } finally {
    sqlite.close();
  }
}

/** Whether there is a database that can be read from one end to the other. Nobody else may have it open. */
export function isSound(path: string): boolean {
  try {
    if (!hasTables(path)) return false;
    const sqlite = new Database(path, { fileMustExist: true });
    try {
      checkPages(sqlite);
      return true;
    } finally {
      sqlite.close();
    }
  } catch {
    return false;
  }
}
