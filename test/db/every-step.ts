import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import type { Database } from 'better-sqlite3';

const FILE_STEPS = ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'linkSync', 'renameSync', 'rmSync'] as const;
/** Of the statements within a transaction, which are on disk only with its end. */
const ONE_IN = 20;

/**
 * Calls `at` before and after each step that `work` takes on files or on the database: what lies on the disk at that moment is what kill -9
 * would leave there. Gives the names of the steps.
 */
export async function atEveryStep(sqlite: Database, work: () => Promise<unknown>, at: (step: string) => void): Promise<string[]> {
  const steps: string[] = [];
  let inside = false;
  let statements = 0;
  function around<T>(step: string, run: () => T): T {
    if (inside) return run();
    steps.push(step);
    look(`before ${step}`);
    try {
      return run();
    } finally {
      look(`after ${step}`);
    }
  }
  /** The looking itself uses files. */
  function look(step: string): void {
    inside = true;
    at(step);
    inside = false;
  }

  const statement = Object.getPrototypeOf(sqlite.prepare('SELECT 1'));
  const { run } = statement;
  statement.run = function (this: { source: string }, ...values: unknown[]) {
    const isData = !/^(?:BEGIN|COMMIT|ROLLBACK)/.test(this.source);
    if (isData && statements++ % ONE_IN > 0) return run.apply(this, values);
    return around(this.source, () => run.apply(this, values));
  };
  const own = new Map(FILE_STEPS.map((name) => [name, fs[name]] as const));
  for (const [name, original] of own)
    Object.assign(fs, { [name]: (...values: unknown[]) => around(name, () => Reflect.apply(original, fs, values)) });
  syncBuiltinESMExports();
  try {
    await work();
  } finally {
    statement.run = run;
    for (const [name, original] of own) Object.assign(fs, { [name]: original });
    syncBuiltinESMExports();
  }
  return [...new Set(steps)];
}
