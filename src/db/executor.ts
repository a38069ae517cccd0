import type { Database, Statement } from 'better-sqlite3';
import {
  type CompiledQuery,
  DefaultQueryExecutor,
  type Dialect,
  DummyDriver,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  Transaction,
} from 'kysely';
import type { Place } from './grouping.js';
import type { Schema } from './schema.js';

/** Statements differ in the number of their values, so there are more than the code has; beyond this the oldest go. */
const MOST_STATEMENTS = 500;

type Prepare = (sql: string) => Statement<unknown[], unknown>;

/** To prepare a statement costs as much as to run it, and the same few hundred come again and again. */
export function rememberStatements(sqlite: Database): Prepare {
  const known = new Map<string, Statement<unknown[], unknown>>();
  return (sql) => {
    const found = known.get(sql);
    if (found) return found;
    const made = sqlite.prepare<unknown[], unknown>(sql);
    known.set(sql, made);
    const [oldest] = known.keys();
    if (known.size > MOST_STATEMENTS && oldest !== undefined) known.delete(oldest);
    return made;
  };
}

const adapter = new SqliteAdapter();
const compiler = new SqliteQueryCompiler();
const dialect: Dialect = {
  createAdapter: () => adapter,
  createDriver: () => new DummyDriver(),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => compiler,
};
const kysely = { config: { dialect }, dialect, driver: new DummyDriver() };
const noConnection = { provideConnection: () => Promise.reject(new Error('transactions come from transact()')) };

/** Kysely's own way takes each statement through a dozen promises, for databases that answer over a wire. SQLite has answered at once. */
class AtOnce extends DefaultQueryExecutor {
  readonly #place: Place;
  readonly #prepare: Prepare;

  constructor(place: Place, prepare: Prepare) {
    super(compiler, adapter, noConnection);
    this.#place = place;
    this.#prepare = prepare;
  }

  override async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return this.#place.run(() => {
      const statement = this.#prepare(sql);
      if (statement.reader) return { rows: statement.all(parameters) as R[] };
      const { changes, lastInsertRowid } = statement.run(parameters);
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) };
    });
  }
}

/** Builds statements for one transaction and runs them in its place. */
export const transactionIn = (place: Place, prepare: Prepare): Transaction<Schema> =>
  new Transaction<Schema>({ ...kysely, executor: new AtOnce(place, prepare) });
