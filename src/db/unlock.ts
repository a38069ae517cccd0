import { timingSafeEqual } from 'node:crypto';
import type { Text } from '../chat/text.js';
import { openVault, type Vault } from './encrypt.js';
import { checkValue, loadMasterKey, masterKeyId } from './master-key.js';
import { openSealer, type Sealer } from './sealer.js';
import { StartError } from './start-error.js';
import { filled, keyText } from './text.js';
import type { Transact } from './transact.js';

declare module './schema.js' {
  interface Schema {
    db_master_key: { id: string; check_value: Uint8Array };
  }
}

export type Unlocked = {
  readonly vault: Vault;
  readonly sealer: Sealer;
  /** To be shown to whoever starts the program: a key file was made and needs a backup. */
  readonly notice: Text | undefined;
};

/**
 * Loads the master key and makes sure that it is this database's. Throws StartError for a wrong, malformed or missing key; a new key is made
 * only for a database that has never had one.
 */
export async function unlock(transact: Transact, dataDir: string, fromEnvironment: string | undefined): Promise<Unlocked> {
  const hadKey = await transact(async (tx) => (await tx.selectFrom('db_master_key').select('id').limit(1).execute()).length > 0);
  const { key, source, made } = loadMasterKey(dataDir, fromEnvironment, !hadKey);
  const id = masterKeyId(key);
  await transact(async (tx) => {
    const known = await tx.selectFrom('db_master_key').selectAll().execute();
    if (known.length === 0)
      await tx
        .insertInto('db_master_key')
        .values({ id, check_value: checkValue(key) })
        .execute();
    else if (!known.some((row) => row.id === id && timingSafeEqual(row.check_value, checkValue(key)))) {
      throw new StartError(filled(keyText.wrong, 'source', source));
    }
  });
  return { vault: openVault(key), sealer: openSealer(key), notice: made ? filled(keyText.made, 'source', source) : undefined };
}
