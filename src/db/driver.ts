import type { Database } from 'better-sqlite3';
import { type CompiledQuery, type DatabaseConnection, type QueryResult, type SqliteDatabase, SqliteDriver } from 'kysely';
import { systemTimer } from '../schedule/clock.js';
import { nextTurn } from './in-chunks.js';
import { codeOf } from './start-error.js';

const BETWEEN_TRIES_MS = 20;
/** So many share a commit: nobody waits long for the others, and the command line gets its turn in between. */
const MOST_IN_GROUP = 50;

/** One transaction's place on the one connection. It ends once: whatever comes after its end must not touch whoever has the connection then. */
class Place implements DatabaseConnection {
  ended = false;
  failure: unknown;
  readonly #connection: DatabaseConnection;
  readonly #sqlite: Database;

  constructor(connection: DatabaseConnection, sqlite: Database) {
    this.#connection = connection;
    this.#sqlite = sqlite;
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    // SQLite has rolled back by itself: a statement now would be a transaction of its own.
    if (this.failure !== undefined && !this.#sqlite.inTransaction) throw this.failure;
    try {
      return await this.#connection.executeQuery<R>(query);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  /** A statement of the transaction itself: there are four to a transaction, so they go without the builder's ceremony. */
  mark(sql: 'savepoint work' | 'release work' | 'rollback to work'): void {
    if (this.failure !== undefined && !this.#sqlite.inTransaction) throw this.failure;
    try {
      this.#sqlite.exec(sql);
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  streamQuery<R>(query: CompiledQuery, chunkSize: number): AsyncIterableIterator<QueryResult<R>> {
    return this.#connection.streamQuery<R>(query, chunkSize);
  }
}

type Waiting = { readonly resolve: () => void; readonly reject: (error: unknown) => void };

/**
 * Kysely's SQLite, with transactions that share a commit. A commit waits for the disk, and everything waits for it, since SQLite answers on
 * the one thread; thousands of small transactions would spend most of their time so. Here they follow one another, each in a savepoint of its own,
 *
 *   begin immediate · savepoint · work · release · savepoint · work · rollback to · release · … · commit
 *
 * until nobody is in line. Every one is told only after the common commit; where that fails, all of them have failed. A transaction
 * that fails by itself takes back its own savepoint and harms no other, unless SQLite has rolled everything back (a full disk).
 */
export class GroupingDriver extends SqliteDriver {
  readonly #sqlite: Database;
  readonly #longestWaitMs: number;
  #connection: DatabaseConnection | undefined;
  #taken = false;
  readonly #line: (() => void)[] = [];
  /** Whose work is done and waits for the commit. */
  #group: Waiting[] = [];

  constructor(sqlite: Database, statements: SqliteDatabase, longestWaitMs: number) {
    super({ database: statements });
    this.#sqlite = sqlite;
    this.#longestWaitMs = longestWaitMs;
  }

  /** Kysely's own connection, and with it its own way of taking turns, is taken for good. */
  override async init(): Promise<void> {
    await super.init();
    this.#connection = await super.acquireConnection();
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (!this.#connection) throw new Error('the database is not open');
    if (this.#taken) await new Promise<void>((resolve) => this.#line.push(resolve));
    this.#taken = true;
    return new Place(this.#connection, this.#sqlite);
  }

  override async releaseConnection(place?: DatabaseConnection): Promise<void> {
    if (place instanceof Place) this.#leave(place);
  }

  /** The first of a group waits for the turn of the loop to end, so that whatever else has just arrived joins it. */
  override async beginTransaction(place: DatabaseConnection): Promise<void> {
    if (!this.#sqlite.inTransaction) {
      await nextTurn();
      await this.#begin();
    }
    if (place instanceof Place) place.mark('savepoint work');
  }

  override async commitTransaction(place: DatabaseConnection): Promise<void> {
    if (!(place instanceof Place)) return;
    place.mark('release work');
    const committed = new Promise<void>((resolve, reject) => this.#group.push({ resolve, reject }));
    this.#leave(place);
    await committed;
  }

  override async rollbackTransaction(place: DatabaseConnection): Promise<void> {
    if (!(place instanceof Place) || place.ended) return;
    if (this.#sqlite.inTransaction) {
      place.mark('rollback to work');
      place.mark('release work');
    } else this.#fail(place.failure);
    this.#leave(place);
  }

  /**
   * IMMEDIATE: a transaction that read first and wrote later would fail with SQLITE_BUSY, whatever the time-out, as soon as another process had
   * written in between (SQLite, "Transaction", 2.2). The wait is ours because SQLite's would stop the whole process.
   */
  async #begin(): Promise<void> {
    const since = systemTimer.elapsed();
    for (;;) {
      try {
        this.#sqlite.exec('begin immediate');
        return;
      } catch (error) {
        if (!codeOf(error).startsWith('SQLITE_BUSY') || systemTimer.elapsed() - since > this.#longestWaitMs) throw error;
        await systemTimer.wait(BETWEEN_TRIES_MS);
      }
    }
  }

  #leave(place: Place): void {
    if (place.ended) return;
    place.ended = true;
    const next = this.#line.shift();
    if (!next || this.#group.length >= MOST_IN_GROUP) this.#commit();
    if (next) next();
    else this.#taken = false;
  }

  #commit(): void {
    if (!this.#sqlite.inTransaction) return;
    try {
      this.#sqlite.exec('commit');
    } catch (error) {
      if (this.#sqlite.inTransaction) this.#sqlite.exec('rollback');
      this.#fail(error);
      return;
    }
    for (const { resolve } of this.#group.splice(0)) resolve();
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#group.splice(0)) reject(error);
  }
}
