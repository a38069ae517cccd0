import type { Database } from 'better-sqlite3';
import { systemTimer } from '../schedule/clock.js';
import { nextTurn } from './in-chunks.js';
import { codeOf } from './start-error.js';

const BETWEEN_TRIES_MS = 20;
/** So many share a commit: nobody waits long for the others, and the command line gets its turn in between. */
const MOST_IN_GROUP = 50;

/** One transaction's place on the one connection. It ends once: whatever comes after its end must not touch whoever has the connection then. */
export class Place {
  ended = false;
  failure: unknown;
  readonly #sqlite: Database;

  constructor(sqlite: Database) {
    this.#sqlite = sqlite;
  }

  /** Runs a statement. Once one has failed and SQLite has rolled back by itself, another would be a transaction of its own: it fails, too. */
  run<T>(statement: () => T): T {
    if (this.ended) throw new Error('the transaction is over');
    if (this.failure !== undefined && !this.#sqlite.inTransaction) throw this.failure;
    try {
      return statement();
    } catch (error) {
      this.failure = error;
      throw error;
    }
  }

  mark(sql: 'savepoint work' | 'release work' | 'rollback to work'): void {
    this.run(() => this.#sqlite.exec(sql));
  }
}

type Waiting = { readonly resolve: () => void; readonly reject: (error: unknown) => void };

/**
 * Transactions that share a commit. A commit waits for the disk, and everything waits for it, since SQLite answers on the one thread;
 * thousands of small transactions would spend most of their time so. Here they follow one another, each in a savepoint of its own,
 *
 *   begin immediate · savepoint · work · release · savepoint · work · rollback to · release · … · commit
 *
 * until nobody is in line. Every one is told only after the common commit; where that fails, all of them have failed. A transaction
 * that fails by itself takes back its own savepoint and harms no other, unless SQLite has rolled everything back (a full disk) or cannot
 * roll back to the savepoint.
 */
export class Grouping {
  readonly #sqlite: Database;
  readonly #longestWaitMs: number;
  #taken = false;
  readonly #line: (() => void)[] = [];
  /** Whose work is done and waits for the commit. */
  #group: Waiting[] = [];
  /** A transaction that has failed could not be rolled back. That comes first, or the next one would commit what has failed. */
  #unfinished = false;

  constructor(sqlite: Database, longestWaitMs: number) {
    this.#sqlite = sqlite;
    this.#longestWaitMs = longestWaitMs;
  }

  async transact<T>(work: (place: Place) => Promise<T>): Promise<T> {
    if (this.#taken) await new Promise<void>((resolve) => this.#line.push(resolve));
    this.#taken = true;
    const place = new Place(this.#sqlite);
    let result: T;
    try {
      await this.#begin();
      place.mark('savepoint work');
      result = await work(place);
      place.mark('release work');
    } catch (error) {
      this.#takeBack(place, error);
      throw error;
    }
    const committed = new Promise<void>((resolve, reject) => this.#group.push({ resolve, reject }));
    this.#leave(place);
    await committed;
    return result;
  }

  #takeBack(place: Place, error: unknown): void {
    try {
      if (this.#sqlite.inTransaction) {
        place.mark('rollback to work');
        place.mark('release work');
      } else this.#fail(place.failure ?? error);
    } catch {
      this.#giveUp(error);
    } finally {
      this.#leave(place);
    }
  }

  /**
   * The first of a group waits for the turn of the loop to end, so that whatever else has just arrived joins it.
   *
   * IMMEDIATE: a transaction that read first and wrote later would fail with SQLITE_BUSY, whatever the time-out, as soon as another process had
   * written in between (SQLite, "Transaction", 2.2). The wait is ours because SQLite's would stop the whole process.
   */
  async #begin(): Promise<void> {
    if (this.#unfinished) this.#rollBack();
    if (this.#sqlite.inTransaction) return;
    await nextTurn();
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
    place.ended = true;
    const next = this.#line.shift();
    if (!next || this.#group.length >= MOST_IN_GROUP) this.#commit();
    if (next) next();
    else this.#taken = false;
  }

  #commit(): void {
    if (!this.#sqlite.inTransaction || this.#unfinished) return;
    try {
      this.#sqlite.exec('commit');
    } catch (error) {
      this.#giveUp(error);
      return;
    }
    for (const { resolve } of this.#group.splice(0)) resolve();
  }

  /** Whoever waits is told in any case. */
  #giveUp(error: unknown): void {
    this.#fail(error);
    this.#unfinished = true;
    try {
      this.#rollBack();
    } catch {
      // Before the next one begins.
    }
  }

  #rollBack(): void {
    if (this.#sqlite.inTransaction) this.#sqlite.exec('rollback');
    this.#unfinished = false;
  }

  #fail(error: unknown): void {
    for (const { reject } of this.#group.splice(0)) reject(error);
  }
}
