import type { Instant } from '../calendar/instant.js';
import Database from '../sqlite.js';

/*
 * What was erased or taken back and must not come back with a former siwen.db: noted in the key store, which never goes back in time, with copies
 * beside the backups. A note says until when something of this name was made that is gone; what was made anew since then stands.
 */

export const GONE_TABLE = 'CREATE TABLE IF NOT EXISTS key_gone (what TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID';

export type Gone = ReadonlyMap<string, Instant>;

export const isGone = (gone: Gone, what: string, madeAt: Instant): boolean => (gone.get(what) ?? Number.NEGATIVE_INFINITY) >= madeAt;

/** Undefined: nobody can tell, since the file is damaged, absent, or of a former version. */
export function goneIn(path: string): Gone | undefined {
  try {
    const sqlite = new Database(path, { fileMustExist: true });
    try {
      const notes = sqlite.prepare<[], { what: string; at: Instant }>('SELECT what, at FROM key_gone').all();
      return new Map(notes.map(({ what, at }) => [what, at]));
    } finally {
      sqlite.close();
    }
  } catch {
    return undefined;
  }
}
