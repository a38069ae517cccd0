import { AsyncLocalStorage } from 'node:async_hooks';
import type { Database } from 'better-sqlite3';
import type { Transaction } from 'kysely';
import { rememberStatements, transactionIn } from './executor.js';
import { Grouping } from './grouping.js';
import type { Schema } from './schema.js';

export type Tx = Transaction<Schema>;
/** Runs `work` in one transaction: all of it is on disk when the promise resolves, none of it when it rejects. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

const inside = new AsyncLocalStorage<true>();

/** The only way to the tables. Nesting throws: on SQLite's one connection it would wait for itself for ever. `longestWaitMs`: for another process. */
export function transactOn(sqlite: Database, longestWaitMs: number): Transact {
  const grouping = new Grouping(sqlite, longestWaitMs);
  const prepare = rememberStatements(sqlite);
  return (work) => {
    if (inside.getStore()) throw new Error('transact() inside transact(): pass tx on instead');
    return inside.run(true, () => grouping.transact((place) => work(transactionIn(place, prepare))));
  };
}
