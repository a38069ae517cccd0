import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.js';

export type Tx = Transaction<Schema>;
/** Runs `work` in one transaction: all of it is on disk when the promise resolves, none of it when it rejects. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

const inside = new AsyncLocalStorage<true>();

/** The only way to the tables. Nesting throws: on SQLite's one connection it would wait for itself for ever. */
export function transactOn(db: Kysely<Schema>): Transact {
  return (work) => {
    if (inside.getStore()) throw new Error('transact() inside transact(): pass tx on instead');
    return inside.run(true, () => db.transaction().execute(work));
  };
}
