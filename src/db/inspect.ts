import Database from '../sqlite.js';
import { schemaVersion } from './migrations/index.js';

export type Inspected = {
  readonly sqlite: string;
  readonly schema: number;
  /** What SQLite found amiss in the pages and indexes; empty when nothing. */
  readonly damage: readonly string[];
  /** Rows that point at rows which are not there. */
  readonly dangling: number;
};

/** Reads the whole file of a database that has been opened before, and changes nothing in it. Takes as long as the file is large. */
export function inspect(path: string): Inspected {
  const sqlite = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const damage = sqlite.prepare<[], string>('PRAGMA quick_check(20)').pluck().all();
    return {
      sqlite: sqlite.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '',
      schema: schemaVersion(sqlite),
      damage: damage.filter((line) => line !== 'ok'),
      dangling: sqlite.prepare('PRAGMA foreign_key_check').all().length,
    };
  } finally {
    sqlite.close();
  }
}
