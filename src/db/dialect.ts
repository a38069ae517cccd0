import type { Database } from 'better-sqlite3';
import { type Driver, type SqliteDatabase, SqliteDialect, type SqliteStatement } from 'kysely';
import { GroupingDriver } from './driver.js';

/** Kysely's SQLite with transactions and statements of our own. */
export class OwnDialect extends SqliteDialect {
  readonly #sqlite: Database;
  readonly #longestWaitMs: number;

  constructor(sqlite: Database, longestWaitMs: number) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
    this.#longestWaitMs = longestWaitMs;
  }

  override createDriver(): Driver {
    return new GroupingDriver(this.#sqlite, rememberStatements(this.#sqlite), this.#longestWaitMs);
  }
}

/** Statements differ in the number of their values, so there are more than the code has; beyond this the oldest go. */
const MOST_STATEMENTS = 500;

/** To prepare a statement costs as much as to run it, and the same few hundred come again and again. */
function rememberStatements(sqlite: Database): SqliteDatabase {
  const known = new Map<string, SqliteStatement>();
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      const found = known.get(sql);
      if (found) return found;
      const made: SqliteStatement = sqlite.prepare<[readonly unknown[]], unknown>(sql);
      known.set(sql, made);
      const [oldest] = known.keys();
      if (known.size > MOST_STATEMENTS && oldest !== undefined) known.delete(oldest);
      return made;
    },
  };
}
