import { readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Database as Sqlite } from 'better-sqlite3';
import type { Instant, Zone } from '../calendar/instant.js';
import { dateWordsWithYear, timeWords } from '../calendar/words.js';
import { dateOf } from '../calendar/zone.js';
import type { Locale } from '../chat/text.js';
import Database from '../sqlite.js';
import { asStartError, handOver, makeFolder } from './file.js';
import { codeOf, isDamage, StartError } from './start-error.js';
import { filled, type Holder, lockDamaged, lockedText } from './text.js';

export type Lock = { release(): void };

/** A connection nobody refers to is closed by the garbage collector, and its lock with it, without a word. */
const held = new Set<Sqlite>();

/**
 * One bot per database: two would each send every message. The lock is a transaction held open on a file of its own, so the operating
 * system drops it with the process, however that ends, and a lock left behind by a crash is no obstacle. A note beside it says who holds it.
 *
 * Throws StartError at once when another process has the lock, or where it can't be taken. `now` stands in the note; `zone` is for the words.
 */
export function takeLock(path: string, now: Instant, zone: Zone): Lock {
  makeFolder(dirname(path));
  const sqlite = locked(path, zone);
  try {
    writeNote(path, now);
  } catch (error) {
    sqlite.close();
    throw error;
  }
  held.add(sqlite);
  return {
    release() {
      held.delete(sqlite);
      sqlite.close();
    },
  };
}

function locked(path: string, zone: Zone): Sqlite {
  let sqlite: Sqlite | undefined;
  try {
    sqlite = new Database(path, { timeout: 0 });
    handOver(path);
    // No journal in a file of its own: a rollback journal left by a crash would only have to be cleaned up by the next holder.
    sqlite.pragma('journal_mode = MEMORY');
    sqlite.exec('BEGIN EXCLUSIVE');
    return sqlite;
  } catch (error) {
    sqlite?.close();
    if (isBusy(error)) throw new StartError(lockedText(path, readNote(path, zone)), { cause: error });
    // Not replaced by itself: of two that start at once, the second would take away the file that the first has just locked.
    if (isDamage(error)) throw new StartError(filled(lockDamaged, 'path', path), { cause: error });
    throw asStartError(path, error);
  }
}

const isBusy = (error: unknown): boolean => codeOf(error).startsWith('SQLITE_BUSY');

/** Who has the lock; undefined: nobody. Asks without taking it, so that a bot which is starting now does not find it taken. */
export function lockHolder(path: string, zone: Zone): Partial<Holder> | 'damaged' | undefined {
  let sqlite: Sqlite | undefined;
  try {
    sqlite = new Database(path, { readonly: true, fileMustExist: true, timeout: 0 });
    sqlite.prepare('SELECT 1 FROM sqlite_schema').all();
    return undefined;
  } catch (error) {
    if (isDamage(error)) return 'damaged';
    return isBusy(error) ? (readNote(path, zone) ?? {}) : undefined;
  } finally {
    sqlite?.close();
  }
}

/** Windows and some network drives forbid reading a file that is locked: the note is another file. */
function writeNote(path: string, now: Instant): void {
  const note = `${path}.txt`;
  try {
    writeFileSync(note, `${process.pid}\n${now}\n`, { mode: 0o600 });
    handOver(note);
  } catch (error) {
    throw asStartError(note, error);
  }
}

function readNote(path: string, zone: Zone): Holder | undefined {
  try {
    const [pid, since] = readFileSync(`${path}.txt`, 'utf8').split('\n');
    return pid && since ? { pid, ...startOf(since, zone) } : undefined;
  } catch {
    return undefined; // the holder has just begun
  }
}

/** The note of a former version holds finished words instead of an instant, in the language of whoever wrote it. */
function startOf(noted: string, zone: Zone): Omit<Holder, 'pid'> {
  if (!/^\d{1,15}$/.test(noted)) return { startedAt: undefined, since: { zh: noted, en: noted } };
  const startedAt = Number(noted) as Instant;
  const words = (locale: Locale) => `${dateWordsWithYear(dateOf(startedAt, zone), locale)} ${timeWords(startedAt, zone, locale)}`;
  return { startedAt, since: { zh: words('zh-CN'), en: words('en') } };
}
