import { existsSync, lstatSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hourMs, type Instant, type Zone } from '../calendar/instant.js';
import { copyOffice, type OfficeCopy, UNFINISHED } from '../db/copy.js';
import { asStartError, DATABASE, KEY_STORE, LOGS, makeFolder, WORKSPACE } from '../db/file.js';
import type { KeyCopies } from '../db/key-copies.js';
import { StartError } from '../db/start-error.js';
import type { Transact } from '../db/transact.js';
import type { Clock } from '../schedule/clock.js';
import { officeOf } from './copy-store.js';
import { isCopy, momentOfName, nameOf } from './names.js';
import { officeFiles } from './office-files.js';
import type { BackupPolicy } from './policy.js';
import { isRecent, tooOld } from './rules.js';
import { addTaken, newestTaken, type Taken } from './store.js';
import { backupText } from './text.js';

export type BackupDeps = {
  readonly transact: Transact;
  readonly zone: Zone;
  /** What the chat stamps messages with. */
  readonly clock: Clock;
  /** Copies are made, named and kept by the machine's time: the local workspace's clock may leap over a year in a minute. */
  readonly machine: Clock;
  readonly policy: BackupPolicy;
  readonly dataDir: string;
  readonly keyCopies: KeyCopies;
  /** Where others must not wait, in another thread. */
  readonly copy?: (office: OfficeCopy) => Promise<void>;
};

export type Backup = { readonly takenAt: Instant; readonly path: string; readonly bytes: number; readonly removed: number };

export const dailyFolder = ({ dataDir, policy }: Pick<BackupDeps, 'dataDir' | 'policy'>): string => resolve(dataDir, policy.folder);

/** A checked copy of everything but the master key, in `folder`. Retention reaches the daily folder only. Throws StartError where it can't be made. */
export async function makeBackup(deps: BackupDeps, folder: string = dailyFolder(deps)): Promise<Backup> {
  const { dataDir, machine, zone, clock } = deps;
  const takenAt = machine.now();
  const name = nameOf(takenAt, zone);
  const path = join(folder, name);
  makeFolder(folder, 0o700);
  refuseDataFolder(folder, dataDir);
  removeUnfinished(folder, takenAt);
  const office = {
    database: join(dataDir, DATABASE),
    to: path,
    takenAt: clock.now(),
    workspace: { from: join(dataDir, WORKSPACE), to: join(folder, WORKSPACE) },
    files: officeFiles(dataDir),
  };
  deps.keyCopies.keep(folder); // refuses a folder that belongs to another database
  await (deps.copy ?? copyOffice)(office);
  // And once more after the database: a key is on disk before anything sealed with it is.
  deps.keyCopies.keep(folder);
  await deps.transact((tx) => addTaken(tx, { takenAt, folder, name }));
  const removed = folder === dailyFolder(deps) ? clear(deps, name, takenAt) : 0;
  return { takenAt, path, bytes: statSync(path).size, removed };
}

/** keys.db and workspace.db would be put in their own place, under whoever has them open. By whatever path or link: it is the folder that counts. */
function refuseDataFolder(folder: string, dataDir: string): void {
  const [to, from] = [statSync(folder), statSync(dataDir)];
  if (to.dev === from.dev && to.ino === from.ino) throw new StartError(backupText.intoData(folder));
}

/** What a crash has left half made. The folder may be anybody's: whatever isn't named and made like ours stays. */
function removeUnfinished(folder: string, now: Instant): void {
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (!isUnfinished(name)) continue;
      const found = lstatSync(path);
      if (found.isFile() && found.mtimeMs < now - hourMs) rmSync(path, { force: true });
    }
  } catch (error) {
    throw asStartError(folder, error);
  }
}

function isUnfinished(name: string): boolean {
  const at = name.lastIndexOf(UNFINISHED);
  const [whole, end] = [name.slice(0, at), name.slice(at + UNFINISHED.length)];
  return at > 0 && ['', ...LOGS].includes(end) && (isCopy(whole) || whole === KEY_STORE || whole === WORKSPACE);
}

/** What was just `made` stays, also where the clock has gone back and its name is older than those of others. */
function clear(deps: BackupDeps, made: string, now: Instant): number {
  const folder = dailyFolder(deps);
  const copies = copiesOf(officeOf(join(folder, made)), folder);
  const old = tooOld(copies, deps.policy.keep).filter((name) => name !== made && !isRecent(name, now, deps.zone));
  for (const name of old) rmSync(join(folder, name), { force: true });
  return old.length;
}

/** Not those of other offices that share the folder, nor what can't be read. */
function copiesOf(office: string | undefined, folder: string): string[] {
  if (office === undefined) return [];
  return namesIn(folder).filter((name) => isCopy(name) && officeOf(join(folder, name)) === office);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not plugged in, or no folder
  }
}

/** How many of the newest are asked whether they are still there. */
const LOOKED_AT = 50;

type Last = Omit<Backup, 'removed'>;

/** The newest copy that is still where it was put; all were checked when they were made. Undefined: there is none. */
export async function lastBackup({ transact }: Pick<BackupDeps, 'transact'>): Promise<Last | undefined> {
  return newestThere(await transact((tx) => newestTaken(tx, LOOKED_AT)));
}

/** The same, and what only the daily folder knows: a database that was put back has not heard of the copies that were made since. */
export async function lastBackupFound(deps: Pick<BackupDeps, 'transact' | 'zone' | 'dataDir' | 'policy'>): Promise<Last | undefined> {
  const noted = await deps.transact((tx) => newestTaken(tx, LOOKED_AT));
  return newestThere([...noted, ...notNoted(deps, noted)].sort((a, b) => b.takenAt - a.takenAt));
}

function notNoted(deps: Pick<BackupDeps, 'zone' | 'dataDir' | 'policy'>, noted: readonly Taken[]): Taken[] {
  const folder = dailyFolder(deps);
  const known = new Set(noted.map((taken) => join(taken.folder, taken.name)));
  return copiesOf(officeOf(join(deps.dataDir, DATABASE)), folder).flatMap((name) => {
    const takenAt = momentOfName(name, deps.zone);
    return takenAt === undefined || known.has(join(folder, name)) ? [] : [{ takenAt, folder, name }];
  });
}

/** `taken`: the newest first. */
function newestThere(taken: readonly Taken[]): Last | undefined {
  for (const { takenAt, folder, name } of taken) {
    const path = join(folder, name);
    if (existsSync(path)) return { takenAt, path, bytes: statSync(path).size };
  }
  return undefined;
}
