import { existsSync, statSync } from 'node:fs';
import Database from '../sqlite.js';
import { checkPages } from './examine.js';
import { asStoreError, checkKeyStore, isKeyStore } from './key-store.js';
import type { MasterKeys } from './master-keys.js';

/** `unusable`: it is damaged, another program's, or a newer siwen's. `masterKeyId`: of the master key that its newest keys are wrapped by. */
export type KeyStoreFile =
  | { readonly state: 'absent' | 'unusable' }
  | { readonly state: 'opens' | 'locked'; readonly id: string; readonly masterKeyId: string };

/** What a key store's file is, and whether a start with these master keys would open it. `readonly`: nothing is written beside it either. */
export function examineKeys(path: string, masterKeys: MasterKeys, readonly: boolean): KeyStoreFile {
  if (!existsSync(path)) return { state: 'absent' };
  try {
    const sqlite = new Database(path, { readonly, fileMustExist: true });
    try {
      checkPages(sqlite);
      const one = (sql: string) => sqlite.prepare<[], string>(sql).pluck().get() ?? '';
      const file = { id: one('SELECT id FROM key_store'), masterKeyId: one('SELECT id FROM key_master WHERE current = 1') };
      try {
        checkKeyStore(sqlite, path, { ...masterKeys, find: masterKeys.atStart });
        return { ...file, state: 'opens' };
      } catch {
        return { ...file, state: 'locked' };
      }
    } finally {
      sqlite.close();
    }
  } catch {
    return { state: 'unusable' };
  }
}

/** Whether a key store's file has a key in it, wrapped by whichever master key. Throws StartError where that can't be told. */
export function holdsKeys(path: string): boolean {
  try {
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (size === 0) return false;
    const sqlite = new Database(path, { fileMustExist: true });
    try {
      return isKeyStore(sqlite, path) && sqlite.prepare('SELECT 1 FROM key_data LIMIT 1').get() !== undefined;
    } finally {
      sqlite.close();
    }
  } catch (error) {
    throw asStoreError(path, error);
  }
}
