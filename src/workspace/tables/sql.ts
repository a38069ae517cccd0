import { chmodSync } from 'node:fs';
import type { Statement } from 'better-sqlite3';
import Database from '../../sqlite.js';

/** The three ways to run a statement. Statements are prepared once and kept. */
export type Sql = {
  all<Row>(sql: string, ...values: unknown[]): Row[];
  one<Row>(sql: string, ...values: unknown[]): Row | undefined;
  /** Gives the number of rows changed. */
  run(sql: string, ...values: unknown[]): number;
  transaction<T>(work: () => T): T;
  close(): void;
};

/** A newer version wrote the file. Told apart by its code, as what the system and SQLite say. */
class NewerFileError extends Error {
  override readonly name = 'NewerFileError';
  readonly code = 'NEWER_FILE';
}

/** `file` undefined: in memory, for tests. Throws NewerFileError, and changes nothing in the file. */
export function openSql(file: string | undefined, schema: string, version: number): Sql {
  const db = new Database(file ?? ':memory:');
  // What people write to each other is nobody else's on this machine. The log beside the file gets the file's own mode.
  if (file !== undefined) chmodSync(file, 0o600);
  const found = Number(db.pragma('user_version', { simple: true }));
  if (found > version) {
    db.close();
    throw new NewerFileError(`${file} was written by a newer version of siwen (layout ${found}, this one knows ${version})`);
  }
  db.pragma('journal_mode = WAL');
  // A message the person saw as sent is on disk, also after a power failure (WAL alone would only keep it after a crash).
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.exec(schema);
  db.pragma(`user_version = ${version}`);

  const prepared = new Map<string, Statement<unknown[], unknown>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? db.prepare<unknown[], unknown>(sql);
    prepared.set(sql, known);
    return known;
  };
  return {
    all: <Row>(sql: string, ...values: unknown[]) => statement(sql).all(...values) as Row[],
    one: <Row>(sql: string, ...values: unknown[]) => statement(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => statement(sql).run(...values).changes,
    transaction: (work) => db.transaction(work)(),
    close: () => db.close(),
  };
}
