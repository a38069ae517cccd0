import { chmodSync, lchownSync, lstatSync, mkdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { codeOf, StartError } from './start-error.js';
import { filled, openText } from './text.js';

/* The files of the data directory. */
export const DATABASE = 'siwen.db';
/** key-store.ts says what is in it. */
export const KEY_STORE = 'keys.db';
/** The local workspace's own. */
export const WORKSPACE = 'workspace.db';

/** What SQLite keeps beside a file while it is in use. */
export const LOGS = ['-wal', '-shm', '-journal'] as const;

/** Makes the folder, with those above it, where there is none. Throws StartError where it can't. */
export function makeFolder(path: string, mode = 0o777): void {
  try {
    makeFolders(resolve(path), mode);
  } catch (error) {
    const text = codeOf(error) === 'ENOSPC' ? openText.full : openText['no-folder'];
    throw new StartError(filled(text, 'path', path), { cause: error });
  }
}

/** One after the other: Node's own way, `recursive`, never comes back where the system makes none (/proc), and does not say which it has made. */
function makeFolders(path: string, mode: number): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolders(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (isFolder(path)) return; // another process was faster
    throw error;
  }
  handOver(path);
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/**
 * What root makes in somebody else's folder is theirs: the bot, which runs as another user, goes on with what a command of root has made. Where the disk
 * knows no owners it stays as it is.
 */
export function handOver(path: string): void {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = statSync(dirname(path));
  if (uid === 0 || lstatSync(path).uid !== 0) return;
  try {
    lchownSync(path, uid, gid);
  } catch (error) {
    if (!/^(?:EPERM|ENOSYS|ENOTSUP|EINVAL)$/.test(codeOf(error))) throw error;
  }
}

/** Written beside it and renamed: whoever reads it finds the former file or the new one, never half of it. */
export function writeWhole(path: string, content: Uint8Array, mode = 0o666): void {
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, content, { mode, flush: true });
    handOver(draft);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Answers are encrypted, names are not. The log beside the file gets the file's own mode from SQLite. */
export function hideFromOthers(path: string): void {
  const { mode } = statSync(path);
  if ((mode & 0o077) !== 0) chmodSync(path, mode & 0o700 & ~0o100);
}

/** What the codes of SQLite, the file system and the workspace's file mean, by their beginning. Anything else is a bug and keeps its stack. */
const CAUSES = [
  ['NEWER_FILE', 'newer'],
  ['SQLITE_NOTADB', 'not-a-database'],
  ['SQLITE_CORRUPT', 'not-a-database'],
  ['SQLITE_READONLY', 'not-writable'],
  ['SQLITE_CANTOPEN', 'not-writable'],
  ['SQLITE_PERM', 'not-writable'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_IOERR', 'not-writable'],
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['EACCES', 'not-writable'],
  ['EPERM', 'not-writable'],
  ['EROFS', 'not-writable'],
  ['ENOSPC', 'full'],
  ['ENOTDIR', 'not-writable'],
  ['EEXIST', 'not-writable'],
  ['EISDIR', 'not-writable'],
] as const;

/** A failure that somebody at the screen can do something about, in words; any other as it is. */
export function asStartError(path: string, error: unknown): unknown {
  const cause = CAUSES.find(([begins]) => codeOf(error).startsWith(begins));
  return cause ? new StartError(filled(openText[cause[1]], 'path', path), { cause: error }) : error;
}

/** The same where it is not known which file it was: of SQLite's failures only, since a port, too, may be refused with EACCES. */
export function inWords(error: unknown): unknown {
  return codeOf(error).startsWith('SQLITE_') ? asStartError(DATABASE, error) : error;
}
