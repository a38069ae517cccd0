import type { Text } from '../chat/text.js';

/** Why the program can't start, in words for the person at the screen. Shown without a stack: there is nothing wrong with the program. */
export class StartError extends Error {
  override readonly name = 'StartError';
  constructor(
    readonly text: Text,
    options?: ErrorOptions,
  ) {
    super(text.en, options);
  }
}

/** The code of a failure of SQLite ("Result and Error Codes") or the file system; empty for anything else. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** SQLite says that a file is no database, or is damaged. */
export const isDamage = (error: unknown): boolean => /^SQLITE_(CORRUPT|NOTADB)/.test(codeOf(error));
