import type { Database as Sqlite } from 'better-sqlite3';
import { migrations, schemaVersion } from './migrations/index.js';
import { StartError } from './start-error.js';
import { filled, openText } from './text.js';

/** 'siwn' in ASCII: tells a file of ours from somebody else's. */
export const APPLICATION_ID = 0x7369776e;

/** Throws StartError for what another program wrote, or a newer siwen. */
export function checkOurs(sqlite: Sqlite, path: string): void {
  if (sqlite.pragma('application_id', { simple: true }) !== APPLICATION_ID)
    throw new StartError(filled(openText['not-ours'], 'path', path));
  if (schemaVersion(sqlite) > migrations.length) throw new StartError(filled(openText.newer, 'path', path));
}
