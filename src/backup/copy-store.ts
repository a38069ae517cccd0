import Database from '../sqlite.js';

/**
 * Which office a database is of: each has a salt of its own, which its copies share, also one that was put back. The key store's id would not do:
 * a new database may have been begun beside the keys of a former one. Undefined: nobody can tell.
 */
export function officeOf(path: string): string | undefined {
  try {
    const sqlite = new Database(path, { readonly: true, fileMustExist: true });
    try {
      return sqlite.prepare<[], string>('SELECT hex(salt) FROM delivery_salt').pluck().get();
    } finally {
      sqlite.close();
    }
  } catch {
    return undefined;
  }
}
