import type { Database } from 'better-sqlite3';
import { CompiledQuery, type DatabaseConnection, type Driver, SqliteDialect, SqliteDriver } from 'kysely';
import { systemTimer } from '../schedule/clock.js';
import { codeOf } from './start-error.js';

/** How long a transaction waits for another process (the command line) to end its own. */
const LONGEST_WAIT_MS = 10_000;
const BETWEEN_TRIES_MS = 20;

/** Kysely's SQLite with two differences in how transactions begin and end. */
class OwnDriver extends SqliteDriver {
  readonly #sqlite: Database;

  constructor(sqlite: Database) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
  }

  /**
   * IMMEDIATE: a transaction that read first and wrote later would fail with SQLITE_BUSY, whatever the time-out, as soon as another process had
   * written in between (SQLite, "Transaction", 2.2). The wait is ours because SQLite's would stop the whole process.
   */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const since = systemTimer.elapsed();
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        if (!codeOf(error).startsWith('SQLITE_BUSY') || systemTimer.elapsed() - since > LONGEST_WAIT_MS) throw error;
        await systemTimer.wait(BETWEEN_TRIES_MS);
      }
    }
  }

  /** After some failures (a full disk) SQLite has rolled back by itself; a second rollback would hide the failure behind its own. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.inTransaction) await super.rollbackTransaction(connection);
  }
}

export class OwnDialect extends SqliteDialect {
  readonly #sqlite: Database;

  constructor(sqlite: Database) {
    super({ database: sqlite });
    this.#sqlite = sqlite;
  }

  override createDriver(): Driver {
    return new OwnDriver(this.#sqlite);
  }
}
