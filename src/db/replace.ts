import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from '../sqlite.js';
import { hasTables } from './examine.js';
import { handOver, LOGS } from './file.js';
import { flushFolder } from './master-key.js';

/**
 * Puts `draft` in the place of a database nobody has open, and keeps what was there as `kept`, with its logs. One rename decides: before it the former
 * file is in its place, after it the new one, and never a moment without any, in which a start would make an empty one. The logs go first: beside another
 * file they would be played into it.
 */
export function replaceDatabase(path: string, draft: string, kept: string): void {
  if (existsSync(path)) {
    foldLog(path);
    link(path, kept);
  }
  for (const log of LOGS) if (existsSync(`${path}${log}`)) renameSync(`${path}${log}`, `${kept}${log}`);
  flushFolder(dirname(path));
  renameSync(draft, path);
  flushFolder(dirname(path));
}

/** A database that can be opened takes its log in, so that it is whole in one file. Any other is kept with its log. */
function foldLog(path: string): void {
  try {
    if (!hasTables(path)) return; // SQLite would throw its log away
    const sqlite = new Database(path, { timeout: 0 });
    try {
      sqlite.pragma('wal_checkpoint(TRUNCATE)');
    } finally {
      sqlite.close();
    }
  } catch {
    // It is being replaced because it can't.
  }
}

function link(path: string, kept: string): void {
  rmSync(kept, { force: true });
  try {
    linkSync(path, kept);
  } catch {
    copyFileSync(path, kept); // a file system without links
    handOver(kept);
  }
}
