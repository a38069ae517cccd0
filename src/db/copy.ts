import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import type { Instant } from '../calendar/instant.js';
import Database from '../sqlite.js';
import { checkOurs } from './examine.js';
import { asStartError } from './file.js';
import { flushFolder } from './master-key.js';
import { codeOf, StartError } from './start-error.js';

/** What a copy is called until it is whole. */
export const UNFINISHED = '.partial';
const BUSY_MS = 5_000;

/** What a daily copy consists of, besides the key store (key-copies.ts): paths only, so that another thread can make it. */
export type OfficeCopy = {
  readonly database: string;
  readonly to: string;
  /** By the clock that the chat stamps messages with: what was sent since is looked for after a restoration (delivery/restored.ts). */
  readonly takenAt: Instant;
  /** The local workspace stands in for the chat; where there is none, nothing is copied. */
  readonly workspace: { readonly from: string; readonly to: string };
};

/** Throws StartError where something is damaged or the disk does not take it; then nothing has changed. */
export function copyOffice({ database, to, takenAt, workspace }: OfficeCopy): void {
  told(workspace, () => {
    if (existsSync(workspace.from)) copyDatabase(workspace.from, workspace.to);
  });
  told({ from: database, to }, () =>
    copyDatabase(database, to, (copy) => {
      copy.exec('DELETE FROM db_copy');
      copy.prepare<[number]>('INSERT INTO db_copy VALUES (?)').run(takenAt);
      checkOurs(copy, to);
    }),
  );
}

function told({ from, to }: { readonly from: string; readonly to: string }, copy: () => void): void {
  try {
    copy();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw asStartError(/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error)) ? from : to, error);
  }
}

/**
 * A copy of a database that others may be writing to: the state of one instant, without what was deleted, checked, and on disk under its name only
 * when all of that is done. Blocks its thread for the whole time: about 3 ms a megabyte. `finish` may still write to the copy and look at it.
 * A damaged database is not copied: it would push good copies out.
 */
export function copyDatabase(from: string, to: string, finish: (copy: Sqlite) => void = () => undefined): void {
  const draft = `${to}${UNFINISHED}`;
  rmSync(draft, { force: true });
  try {
    closeSync(openSync(draft, 'wx', 0o600));
    const source = new Database(from, { readonly: true, timeout: BUSY_MS });
    try {
      checkPages(source);
      source.prepare<[string]>('VACUUM INTO ?').run(draft);
    } finally {
      source.close();
    }
    const copy = new Database(draft);
    try {
      copy.pragma('synchronous = FULL');
      finish(copy);
      checkPages(copy);
    } finally {
      copy.close();
    }
    const file = openSync(draft, 'r+');
    fsyncSync(file);
    closeSync(file);
    renameSync(draft, to);
    flushFolder(dirname(to));
  } catch (error) {
    for (const name of [draft, `${draft}-journal`]) rmSync(name, { force: true });
    throw error;
  }
}

/** Reads every page. Throws with SQLite's own code where something in it is not as it should be. */
export function checkPages(sqlite: Sqlite): void {
  if (sqlite.pragma('quick_check(1)', { simple: true }) === 'ok') return;
  throw Object.assign(new Error('the database is damaged'), { code: 'SQLITE_CORRUPT' });
}
