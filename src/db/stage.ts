import { chmodSync, copyFileSync, existsSync, rmSync } from 'node:fs';
import type { Database as Sqlite } from 'better-sqlite3';
import Database from '../sqlite.js';
import { APPLICATION_ID, checkOurs } from './examine.js';
import { handOver, LOGS } from './file.js';
import { KEY_STORE_ID } from './key-store.js';

/** A copy to look at and to work on; the file itself, which may lie on a disk that is read-only, is left alone. */
export function stage(file: string, draft: string): void {
  unstage(draft);
  copyFileSync(file, draft);
  chmodSync(draft, 0o600);
  handOver(draft);
  // Who copied a database that was open may have copied its log as well.
  for (const log of ['-wal', '-journal']) if (existsSync(`${file}${log}`)) copyFileSync(`${file}${log}`, `${draft}${log}`);
}

export function unstage(draft: string): void {
  for (const end of ['', ...LOGS]) rmSync(`${draft}${end}`, { force: true });
}

/** Which of our files it is, whole and of a version that this program knows. Throws StartError, or with SQLite's code. */
export function checkStaged(draft: string, path: string): 'database' | 'keys' | 'neither' {
  return withStaged(draft, (sqlite) => {
    const application = sqlite.pragma('application_id', { simple: true });
    if (application !== KEY_STORE_ID && application !== APPLICATION_ID) return 'neither';
    if (application === APPLICATION_ID) checkOurs(sqlite, path);
    if (sqlite.pragma('integrity_check(1)', { simple: true }) !== 'ok')
      throw Object.assign(new Error('the copy is damaged'), { code: 'SQLITE_CORRUPT' });
    return application === KEY_STORE_ID ? 'keys' : 'database';
  });
}

/** Whose keys a database needs: a key store's, its own (a former version), or nobody's. */
export function keysNeeded(draft: string): { readonly store: string | undefined; readonly ownMasterKeys: readonly string[] } {
  return withStaged(draft, (sqlite) => {
    const all = (table: string) =>
      sqlite.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(table)
        ? sqlite.prepare<[], string>(`SELECT id FROM ${table}`).pluck().all()
        : [];
    return { store: all('db_key_store')[0], ownMasterKeys: all('db_master_key') };
  });
}

function withStaged<T>(draft: string, work: (sqlite: Sqlite) => T): T {
  const sqlite = new Database(draft, { fileMustExist: true });
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}
