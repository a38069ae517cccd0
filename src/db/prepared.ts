import { type Compilable, type CompiledQuery, type QueryResult, type RawBuilder, sql } from 'kysely';
import type { Tx } from './transact.js';

/** Where a value will stand. */
class Slot {
  constructor(readonly name: string) {}
}

/**
 * As many values as a JSON array has, so that their number doesn't change the statement (SQLite, "The json_each table-valued function").
 * It costs as much as a dozen small statements: for many values, not for one.
 */
export const listed = <T>(json: string): RawBuilder<T> => sql<T>`(SELECT value FROM json_each(${json}))`;

/**
 * A statement that is built once and given its values each time: for those that run with every message and every answer, since to build one
 * costs more than to run it. `values` stand in the statement as any value would; nothing else of it may differ from time to time.
 */
export function prepared<V extends object, R>(build: (tx: Tx, values: V) => Compilable<R>): (tx: Tx, values: V) => Promise<QueryResult<R>> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as V;
  let built: CompiledQuery<R> | undefined;
  return (tx, values) => {
    built ??= build(tx, slots).compile();
    const given = new Map<string, unknown>(Object.entries(values));
    const parameters = built.parameters.map((one) => (one instanceof Slot ? given.get(one.name) : one));
    return tx.executeQuery({ ...built, parameters });
  };
}
