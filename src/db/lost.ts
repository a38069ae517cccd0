import { join, resolve } from 'node:path';
import { hasTables, isOlder } from './examine.js';
import { holdsKeys } from './examine-keys.js';
import { asStartError, DATABASE, KEY_STORE } from './file.js';
import { StartError } from './start-error.js';
import { filled, openText } from './text.js';

/**
 * A first start makes the database, then the key store, then keys: keys without a database are what is left of an office, and a new one must not
 * begin on them. Throws StartError.
 */
export function refuseLost(dataDir: string): void {
  const path = join(dataDir, DATABASE);
  // Asked twice: another process may be making both just now.
  if (hasDatabase(path) || !holdsKeys(join(dataDir, KEY_STORE)) || hasDatabase(path)) return;
  throw new StartError(filled(openText.lost, 'path', path));
}

/** For whoever means an office that is there: in a folder that was mistyped nothing is to be made. Throws StartError. */
export function refuseNoOffice(dataDir: string): void {
  refuseLost(dataDir);
  if (!hasDatabase(join(dataDir, DATABASE))) throw new StartError(filled(openText['no-office'], 'path', resolve(dataDir)));
}

/**
 * For commands: only the bot brings a file forward, at its start. It is never brought back, and an older bot may be running on it. Throws StartError.
 */
export function refuseOlder(path: string): void {
  if (asks(isOlder, path)) throw new StartError(filled(openText.older, 'path', path));
}

const hasDatabase = (path: string): boolean => asks(hasTables, path);

function asks(question: (path: string) => boolean, path: string): boolean {
  try {
    return question(path);
  } catch (error) {
    throw asStartError(path, error);
  }
}
