import type { Database } from 'better-sqlite3';
import { org } from './001-org.js';
import { delivery } from './002-delivery.js';
import { schedule } from './003-schedule.js';
import { reflection } from './004-reflection.js';

/** In order, forward only; a migration that has been released is never edited. The file's user_version is how many have run. */
export const migrations: readonly string[] = [org, delivery, schedule, reflection];

export function migrate(sqlite: Database): void {
  const applied = sqlite.pragma('user_version', { simple: true }) as number;
  if (applied > migrations.length)
    throw new Error(`the database was written by a newer siwen (schema ${applied}, this program knows ${migrations.length})`);
  migrations.slice(applied).forEach((sql, index) => {
    sqlite.transaction(() => {
      sqlite.exec(sql);
      sqlite.pragma(`user_version = ${applied + index + 1}`);
    })();
  });
}
