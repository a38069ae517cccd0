import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Text } from '../chat/text.js';
import { systemTimer } from '../schedule/clock.js';
import { openVault, queueSealer, type Vault } from './encrypt.js';
import { KEY_STORE } from './file.js';
import { type KeyCopies, keepKeyCopies } from './key-copies.js';
import { type KeyStore, openKeyStore } from './key-store.js';
import { loadMasterKey, parseKey } from './master-key.js';
import { masterKeys } from './master-keys.js';
import { hasOldKeys, moveKeys } from './move-keys.js';
import { type Rotated, rotate } from './rotate.js';
import type { Sealer } from './sealer.js';
import { StartError } from './start-error.js';
import { filled, keyText } from './text.js';
import type { Transact } from './transact.js';

declare module './schema.js' {
  interface Schema {
    /** One row once the database has a key store. */
    db_key_store: { id: string };
  }
}

export type Unlocked = {
  readonly vault: Vault;
  readonly sealer: Sealer;
  /** Of the key store, in the folders of the backups. */
  readonly copies: KeyCopies;
  /** To be shown to whoever starts the program: a key file was made and needs a backup. */
  readonly notice: Text | undefined;
  /** Keys were taken out of the database file just now; its log still has to be emptied of them. */
  readonly moved: boolean;
  /** Changes the master key; the program, and any other, goes on meanwhile. */
  rotateKey(): Promise<Rotated>;
  close(): void;
};

/**
 * Loads the master key, opens the key store and makes sure that they are this database's. Throws StartError for a wrong, malformed or missing
 * key and for a missing or foreign store; a key or a store is made only for a database that has never had one. `former`: the key before the one
 * that the environment gives, while that is being changed.
 */
export async function unlock(transact: Transact, dataDir: string, fromEnvironment: string | undefined, former?: string): Promise<Unlocked> {
  const path = join(dataDir, KEY_STORE);
  const { storeId, oldKeys } = await transact(async (tx) => ({
    storeId: (await tx.selectFrom('db_key_store').select('id').executeTakeFirst())?.id,
    oldKeys: await hasOldKeys(tx, undefined),
  }));
  if (storeId !== undefined && !existsSync(path)) throw new StartError(filled(keyText['store-missing'], 'source', path));
  const master = loadMasterKey(dataDir, fromEnvironment, !existsSync(path) && !oldKeys);
  await transact((tx) => hasOldKeys(tx, master));
  const known = masterKeys(master, former ? [parseKey(former, 'SIWEN_OLD_KEY')] : [], dataDir);
  const store = openKeyStore(path, known);
  try {
    if (storeId !== undefined && storeId !== store.id) throw new StartError(filled(keyText['store-of-another'], 'source', path));
    const copies = keepKeyCopies(store, path, known);
    const sealer = queueSealer(store);
    const moved = await moveKeys(transact, store, sealer, master);
    if (storeId === undefined) await noteStore(transact, store);
    const vault = openVault({ store, transact, onDestroyed: copies.follow });
    await vault.destroyReplaced();
    const notice = master.made ? filled(keyText.made, 'source', master.source) : undefined;
    const to = fromEnvironment ? { key: master.key } : { dataDir };
    const rotateKey = () => rotate({ store, timer: systemTimer, to, onRewrapped: () => void copies.follow() });
    return { vault, sealer, copies, notice, moved, rotateKey, close: () => store.close() };
  } catch (error) {
    store.close();
    throw error;
  }
}

const noteStore = (transact: Transact, { id }: KeyStore) =>
  transact((tx) =>
    tx
      .insertInto('db_key_store')
      .values({ id })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
