import { accessSync, constants, existsSync, realpathSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { Zone } from '../calendar/instant.js';
import { copyAtOnce } from '../db/copy.js';
import { isSound } from '../db/examine.js';
import { asStartError, DATABASE, KEY_STORE, makeFolder, WORKSPACE } from '../db/file.js';
import { goneIn } from '../db/gone.js';
import { replaceDatabase } from '../db/replace.js';
import { checkStaged, keysNeeded, stage, unstage } from '../db/stage.js';
import { codeOf, StartError } from '../db/start-error.js';
import type { Clock } from '../schedule/clock.js';
import { nameOf } from './names.js';
import { putBack } from './office-files.js';
import { refuseKeyStore, whichKeys } from './restore-keys.js';
import { restoreRefusal } from './restore-text.js';
import { type Marked, markCopy } from './restored-store.js';

export type RestoreDeps = {
  readonly dataDir: string;
  /** As written in SIWEN_KEY and SIWEN_OLD_KEY. */
  readonly key: string | undefined;
  readonly oldKey: string | undefined;
  /** The local workspace's own file is needed as well. */
  readonly local: boolean;
  readonly machine: Clock;
  readonly zone: Zone;
  readonly operator: string;
};

export type Restored = {
  readonly file: string;
  /** Undefined: it was a key store. */
  readonly database: Marked | undefined;
  /** Files beside it that were of no use, or absent, and were taken from beside the backup too. */
  readonly more: readonly string[];
  /** The office's own rules that were not there and came out of the backup; and those that say something else today, which stay. */
  readonly rules: readonly string[];
  readonly otherRules: readonly string[];
  readonly kept: readonly string[];
};

/**
 * Puts a backup in the place of what is in the data directory. The caller holds the lock. Everything is checked on a copy first; until the very last
 * step, and whenever this throws (StartError), all is as it was.
 */
export async function restore(deps: RestoreDeps, file: string): Promise<Restored> {
  refuseNoFile(deps, file);
  const draft = join(deps.dataDir, 'siwen.db.restoring');
  try {
    makeFolder(deps.dataDir);
    stage(file, draft);
    return await (staged(draft, file) === 'keys' ? restoreKeys(deps, file, draft) : restoreDatabase(deps, file, draft));
  } catch (error) {
    throw error instanceof StartError ? error : asStartError(draft, error);
  } finally {
    unstage(draft);
  }
}

async function restoreDatabase(deps: RestoreDeps, file: string, draft: string): Promise<Restored> {
  const { dataDir, machine, operator } = deps;
  const keys = whichKeys(deps, file, keysNeeded(draft));
  const path = (name: string) => join(dataDir, name);
  const gone = goneIn(keys ?? path(KEY_STORE));
  const { marked: database, rules } = await markCopy(draft, machine, operator, basename(file), gone);
  const kept: string[] = [];
  const more: string[] = [];
  // What the database needs comes first: after the last step all is there, before it all fits what was there.
  if (keys !== undefined) {
    copyInto(deps, keys, path(KEY_STORE), kept);
    more.push(path(KEY_STORE));
  }
  const workspace = join(dirname(file), WORKSPACE);
  if (deps.local && !isSound(path(WORKSPACE)) && resolve(workspace) !== resolve(path(WORKSPACE)) && isSound(workspace)) {
    copyInto(deps, workspace, path(WORKSPACE), kept);
    more.push(path(WORKSPACE));
  }
  const { added, others } = putBack(dataDir, rules);
  put(deps, draft, path(DATABASE), kept);
  return { file, database, more, rules: added, otherRules: others, kept };
}

/** Only the key store: where the database is in order, and nothing else would help. */
async function restoreKeys(deps: RestoreDeps, file: string, draft: string): Promise<Restored> {
  const present = join(deps.dataDir, DATABASE);
  refuseKeyStore(deps, file, draft, isSound(present) ? keysNeeded(present).store : undefined);
  const kept: string[] = [];
  put(deps, draft, join(deps.dataDir, KEY_STORE), kept);
  return { file, database: undefined, more: [], rules: [], otherRules: [], kept };
}

function copyInto(deps: RestoreDeps, from: string, to: string, kept: string[]): void {
  const draft = `${to}.restoring`;
  try {
    copyAtOnce(from, draft);
    put(deps, draft, to, kept);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** siwen.db → siwen-20261125-031500-before.db: named like a copy, but none that retention would delete. */
function put({ machine, zone }: RestoreDeps, draft: string, path: string, kept: string[]): void {
  const moment = nameOf(machine.now(), zone).slice('siwen-'.length, -'.db'.length);
  const name = join(dirname(path), `${basename(path, '.db')}-${moment}-before.db`);
  if (existsSync(path)) kept.push(name);
  replaceDatabase(path, draft, name);
}

function refuseNoFile({ dataDir }: RestoreDeps, file: string): void {
  try {
    const found = statSync(file);
    if (!found.isFile()) throw new StartError(restoreRefusal.notAFile(file));
    if (found.size === 0) throw new StartError(restoreRefusal.empty(file));
    accessSync(file, constants.R_OK);
  } catch (error) {
    throw error instanceof StartError ? error : new StartError(restoreRefusal.notThere(file), { cause: error });
  }
  const inUse = [DATABASE, KEY_STORE].map((name) => join(dataDir, name)).filter((path) => existsSync(path));
  if (inUse.some((path) => realpathSync(path) === realpathSync(file))) throw new StartError(restoreRefusal.present(file));
}

function staged(draft: string, file: string): 'database' | 'keys' {
  try {
    const found = checkStaged(draft, file);
    if (found === 'neither') throw new StartError(restoreRefusal.notOurs(file));
    return found;
  } catch (error) {
    if (!/^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error))) throw error;
    throw new StartError(restoreRefusal.damaged(file), { cause: error });
  }
}
