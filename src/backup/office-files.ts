import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { calendarFiles } from '../calendar/calendar-years.js';
import { asStartError, makeFolder, writeWhole } from '../db/file.js';
import { codeOf } from '../db/start-error.js';

/*
 * The office's own rules lie in the data directory as files. They belong to a copy as much as its rows: under others, answers would go earlier, and
 * leave to somebody else.
 */
const POLICY = 'policy.yaml';

/** `name`: below the data directory. */
export type OfficeFile = { readonly name: string; readonly content: Uint8Array };

/** Throws StartError where one can't be read. */
export function officeFiles(dataDir: string): OfficeFile[] {
  const names = [POLICY, ...calendarFiles(dataDir).map((path) => `calendar/${basename(path)}`)];
  return names.flatMap((name) => {
    const content = contentOf(join(dataDir, name));
    return content ? [{ name, content }] : [];
  });
}

/** `added`: those that were not there; `others`: what is there says something else and stays. */
export type PutBack = { readonly added: readonly string[]; readonly others: readonly string[] };

/** What is there already is newer than any copy. Throws StartError where one can't be written. */
export function putBack(dataDir: string, files: readonly OfficeFile[]): PutBack {
  const added: string[] = [];
  const others: string[] = [];
  for (const { name, content } of files) {
    const path = join(dataDir, name);
    const present = contentOf(path);
    if (present === undefined) {
      write(path, content);
      added.push(path);
    } else if (Buffer.compare(present, content) !== 0) others.push(path);
  }
  return { added, others };
}

function contentOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw asStartError(path, error);
  }
}

function write(path: string, content: Uint8Array): void {
  try {
    makeFolder(dirname(path));
    writeWhole(path, content);
  } catch (error) {
    throw asStartError(path, error);
  }
}
