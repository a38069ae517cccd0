import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type OpenDatabase, openDatabase } from '../../src/db/open.js';

let template: Promise<string> | undefined;

/** Migrated once per worker; a copy costs about a millisecond. */
async function makeTemplate(): Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'siwen-template-')), 'siwen.db');
  await openDatabase(path).close();
  return path;
}

/** A real, migrated database file of its own for one test. */
export async function testDatabase(): Promise<OpenDatabase & { readonly path: string }> {
  template ??= makeTemplate();
  const path = join(mkdtempSync(join(tmpdir(), 'siwen-test-')), 'siwen.db');
  copyFileSync(await template, path);
  const database = openDatabase(path);
  onTestFinished(async () => {
    await database.close();
    rmSync(dirname(path), { recursive: true, force: true });
  });
  return { ...database, path };
}
