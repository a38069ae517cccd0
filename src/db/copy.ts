import { closeSync, existsSync, fdatasyncSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import type { Instant } from '../calendar/instant.js';
import Database from '../sqlite.js';
import { checkOurs, checkPages } from './examine.js';
import { asStartError, handOver, LOGS } from './file.js';
import { flushFolder } from './master-key.js';
import { isDamage, StartError } from './start-error.js';

/** What a copy is called until it is whole. */
export const UNFINISHED = '.partial';
const BUSY_MS = 5_000;
/** Half a megabyte is flushed at a time, with a pause: all of it at once would let every commit of the bot wait for the disk, a tenth of a second or more. */
const PAGES_AT_ONCE = 128;
const PAUSE_MS = 5;

/** What a daily copy consists of, besides the key store (key-copies.ts): paths only, so that another thread can make it. */
export type OfficeCopy = {
  readonly database: string;
  readonly to: string;
  /** By the clock that the chat stamps messages with: what was sent since is looked for after a restoration (delivery/restored.ts). */
  readonly takenAt: Instant;
  /** The local workspace stands in for the chat; where there is none, nothing is copied. */
  readonly workspace: { readonly from: string; readonly to: string };
  /** What belongs to it from beside the database; each is a row of the copy. */
  readonly files: readonly { readonly name: string; readonly content: Uint8Array }[];
};

/** Throws StartError where something is damaged or the disk does not take it; then nothing has changed. */
export async function copyOffice({ database, to, takenAt, workspace, files }: OfficeCopy): Promise<void> {
  if (existsSync(workspace.from)) await told(workspace, () => copyGently(workspace.from, workspace.to));
  await told({ from: database, to }, () =>
    copyGently(database, to, (copy) => {
      checkOurs(copy, to);
      copy.exec('DELETE FROM db_copy; DELETE FROM db_copy_file');
      copy.prepare<[number]>('INSERT INTO db_copy VALUES (?)').run(takenAt);
      const file = copy.prepare<[string, Uint8Array]>('INSERT INTO db_copy_file VALUES (?, ?)');
      for (const { name, content } of files) file.run(name, Buffer.from(content));
    }),
  );
}

async function told({ from, to }: { readonly from: string; readonly to: string }, copy: () => Promise<void>): Promise<void> {
  try {
    await copy();
  } catch (error) {
    if (error instanceof StartError) throw error;
    throw asStartError(isDamage(error) ? from : to, error);
  }
}

/** May still write to the copy, and look at it. */
type Finish = (copy: Sqlite) => void;
const nothing: Finish = () => undefined;

/**
 * A copy of a database that others may be writing to: the state of one instant, checked, and on disk under its name only when it is whole. Blocks its
 * thread for most of the time, but takes little of the disk: about 80 MB a second. A damaged database is not copied: it would push good copies out.
 */
async function copyGently(from: string, to: string, finish: Finish = nothing): Promise<void> {
  await drafted(to, finish, async (draft) => {
    const source = new Database(from, { readonly: true, timeout: BUSY_MS });
    const file = openSync(draft, 'r+');
    try {
      // What is read first is the state of the whole copy. Without it, every commit of others would let the copying begin again.
      source.exec('BEGIN');
      checkPages(source);
      await source.backup(draft, {
        progress() {
          fdatasyncSync(file);
          pause(PAUSE_MS);
          return PAGES_AT_ONCE;
        },
      });
    } finally {
      closeSync(file);
      source.close();
    }
  });
}

/** The same of a small database, at once and without pages that are not used. */
export function copyAtOnce(from: string, to: string, finish: Finish = nothing): void {
  const draft = emptyDraft(to);
  try {
    const source = new Database(from, { readonly: true, timeout: BUSY_MS });
    try {
      source.prepare<[string]>('VACUUM INTO ?').run(draft);
    } finally {
      source.close();
    }
    finishDraft(draft, to, finish);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

async function drafted(to: string, finish: Finish, write: (draft: string) => Promise<void>): Promise<void> {
  const draft = emptyDraft(to);
  try {
    await write(draft);
    finishDraft(draft, to, finish);
  } catch (error) {
    removeDraft(draft);
    throw error;
  }
}

function emptyDraft(to: string): string {
  const draft = `${to}${UNFINISHED}`;
  rmSync(draft, { force: true });
  closeSync(openSync(draft, 'wx', 0o600));
  handOver(draft);
  return draft;
}

function finishDraft(draft: string, to: string, finish: Finish): void {
  const copy = new Database(draft);
  try {
    copy.pragma('synchronous = FULL');
    // A file by itself, readable from a disk that nothing can be written to.
    copy.pragma('journal_mode = DELETE');
    finish(copy);
    checkPages(copy);
  } finally {
    copy.close();
  }
  const file = openSync(draft, 'r+');
  fsyncSync(file);
  closeSync(file);
  renameSync(draft, to);
  flushFolder(dirname(to));
}

function removeDraft(draft: string): void {
  for (const end of ['', ...LOGS]) rmSync(`${draft}${end}`, { force: true });
}

const nobody = new Int32Array(new SharedArrayBuffer(4));

/** SQLite asks how to go on and wants the answer at once. */
const pause = (ms: number): void => void Atomics.wait(nobody, 0, 0, ms);
