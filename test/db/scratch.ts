import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StartError } from '../../src/db/start-error.js';

export const scratch = () => mkdtempSync(join(tmpdir(), 'siwen-db-'));

/** What the person at the screen is told. */
export function refusalOf(start: () => unknown): { zh: string; en: string } {
  try {
    start();
  } catch (error) {
    if (error instanceof StartError) return error.text;
    throw error;
  }
  throw new Error('it started');
}
