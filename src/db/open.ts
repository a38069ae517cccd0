import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { migrate } from './migrations/index.js';
import type { Schema } from './schema.js';
import { type Transact, transactOn } from './transact.js';

/** 'siwn' in ASCII: tells a file of ours from somebody else's. */
const APPLICATION_ID = 0x7369776e;

export type OpenDatabase = { readonly transact: Transact; close(): Promise<void> };

export function openDatabase(path: string): OpenDatabase {
  const sqlite = new Database(path);
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma('busy_timeout = 5000');
  sqlite.pragma('trusted_schema = OFF');
  sqlite.pragma('secure_delete = ON');
  sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  migrate(sqlite);
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
  return { transact: transactOn(db), close: () => db.destroy() };
}
