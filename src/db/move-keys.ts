import { timingSafeEqual } from 'node:crypto';
import { sql } from 'kysely';
import type { KeyStore, WrappedKey } from './key-store.js';
import { checkValue, type MasterKey, masterKeyId } from './master-key.js';
import { openSealer, type Sealer } from './sealer.js';
import { StartError } from './start-error.js';
import { filled, keyText } from './text.js';
import type { Transact, Tx } from './transact.js';

declare module './schema.js' {
  interface Schema {
    /** Only in a file of a former version, until its keys have moved. */
    db_member_key: { member_id: string; key_id: Uint8Array; wrapped: Uint8Array; master_key_id: string };
    db_master_key: { id: string; check_value: Uint8Array };
  }
}

/*
 * Former versions kept the keys in siwen.db itself. They are copied into the key store first, which is on disk before they are dropped
 * here; a crash in between does it again. Texts in queues were sealed with a key derived from the master key and are sealed anew.
 */

/** Whether this file has keys in it. Throws StartError where they were wrapped by another master key. */
export async function hasOldKeys(tx: Tx, master: MasterKey | undefined): Promise<boolean> {
  if (!(await hasTable(tx))) return false;
  const known = await tx.selectFrom('db_master_key').selectAll().execute();
  if (known.length === 0 || !master) return known.length > 0;
  const id = masterKeyId(master.key);
  if (!known.some((row) => row.id === id && timingSafeEqual(row.check_value, checkValue(master.key))))
    throw new StartError(filled(keyText.wrong, 'source', master.source));
  return true;
}

/** True: this file had keys, or places for them, until now. */
export async function moveKeys(transact: Transact, store: KeyStore, sealer: Sealer, master: MasterKey): Promise<boolean> {
  const keys = await transact(async (tx): Promise<WrappedKey[] | undefined> => {
    if (!(await hasTable(tx))) return undefined;
    const rows = await tx.selectFrom('db_member_key').selectAll().execute();
    return rows.map(({ member_id, key_id, wrapped }) => ({ owner: member_id, id: key_id, wrapped }));
  });
  if (!keys) return false;
  store.takeIn(keys);
  await transact(async (tx) => {
    if (!(await hasTable(tx))) return; // another process has done it meanwhile
    await sealQueuesAnew(tx, openSealer(master.key), sealer);
    await tx.schema.dropTable('db_member_key').execute();
    await tx.schema.dropTable('db_master_key').execute();
  });
  return true;
}

async function hasTable(tx: Tx): Promise<boolean> {
  const found = await sql<{ name: string }>`SELECT name FROM sqlite_schema WHERE name = 'db_master_key'`.execute(tx);
  return found.rows.length > 0;
}

async function sealQueuesAnew(tx: Tx, from: Sealer, to: Sealer): Promise<void> {
  const anew = (sealed: Uint8Array, key: string) => to.seal(from.unseal(sealed, key), key);
  for (const { id, key, sealed } of await tx
    .selectFrom('delivery_outbox')
    .select(['id', 'key', 'sealed'])
    .where('sealed', 'is not', null)
    .execute())
    if (sealed)
      await tx
        .updateTable('delivery_outbox')
        .set({ sealed: anew(sealed, key) })
        .where('id', '=', id)
        .execute();
  for (const { id, key, sealed_text } of await tx.selectFrom('delivery_inbox').selectAll().where('sealed_text', 'is not', null).execute())
    if (sealed_text)
      await tx
        .updateTable('delivery_inbox')
        .set({ sealed_text: anew(sealed_text, key) })
        .where('id', '=', id)
        .execute();
}
