import { randomBytes } from 'node:crypto';
import { masterKeyId } from './master-key.js';
import { sealBytes, unsealBytes } from './sealer.js';
import type { Tx } from './transact.js';

declare module './schema.js' {
  interface Schema {
    /** A member's data key, wrapped by the master key `master_key_id` names: a later rotation knows which rows it has not reached. */
    db_member_key: { member_id: string; key_id: Uint8Array; wrapped: Uint8Array; master_key_id: string };
  }
}

/*
 * What a member writes is sealed with a data key of their own. To erase it is to destroy that key: whatever it sealed, in this file or in a copy
 * that lacks the key table, is noise from then on. A copy of the whole file together with the master key still opens; backups therefore
 * have to leave out db_member_key or be replaced.
 *
 * A sealed text: version (1) | id of the data key (8) | nonce (12) | tag (16) | ciphertext. Version, key id and member are authenticated,
 * so a text moved to another member's row doesn't open there.
 */
const VERSION = 1;
const KEY_ID_BYTES = 8;
const HEADER_BYTES = 1 + KEY_ID_BYTES;
const KEY_BYTES = 32;

export type Vault = {
  /** Makes the member's data key at the first use. */
  seal(tx: Tx, memberId: string, text: string): Promise<Uint8Array>;
  /** Undefined when the key it was sealed with has been destroyed. Throws when a bit of it has changed. */
  unseal(tx: Tx, memberId: string, sealed: Uint8Array): Promise<string | undefined>;
  /** Destroys the member's data key, and with it everything it sealed, for ever; a new one takes its place. */
  replaceKey(tx: Tx, memberId: string): Promise<void>;
};

type DataKey = { readonly id: Uint8Array; readonly key: Uint8Array };

export function openVault(masterKey: Uint8Array): Vault {
  async function find(tx: Tx, memberId: string): Promise<DataKey | undefined> {
    const row = await tx.selectFrom('db_member_key').selectAll().where('member_id', '=', memberId).executeTakeFirst();
    return row && { id: row.key_id, key: unsealBytes(masterKey, row.wrapped, bound(row.key_id, memberId)) };
  }

  async function make(tx: Tx, memberId: string): Promise<DataKey> {
    const made = { id: randomBytes(KEY_ID_BYTES), key: randomBytes(KEY_BYTES) };
    const columns = {
      key_id: made.id,
      wrapped: sealBytes(masterKey, made.key, bound(made.id, memberId)),
      master_key_id: masterKeyId(masterKey),
    };
    // Overwritten in place: with secure_delete, SQLite leaves no copy of the former key in the file.
    await tx
      .insertInto('db_member_key')
      .values({ member_id: memberId, ...columns })
      .onConflict((conflict) => conflict.column('member_id').doUpdateSet(columns))
      .execute();
    return made;
  }

  return {
    async seal(tx, memberId, text) {
      const { id, key } = (await find(tx, memberId)) ?? (await make(tx, memberId));
      return Buffer.concat([Buffer.from([VERSION]), id, sealBytes(key, Buffer.from(text), bound(id, memberId))]);
    },
    async unseal(tx, memberId, sealed) {
      if (sealed[0] !== VERSION) throw new Error(`a sealed text of version ${sealed[0]} cannot be opened`);
      const known = await find(tx, memberId);
      if (!known || Buffer.compare(known.id, sealed.subarray(1, HEADER_BYTES)) !== 0) return undefined;
      return unsealBytes(known.key, sealed.subarray(HEADER_BYTES), bound(known.id, memberId)).toString();
    },
    async replaceKey(tx, memberId) {
      await make(tx, memberId);
    },
  };
}

function bound(keyId: Uint8Array, memberId: string): Buffer {
  return Buffer.concat([Buffer.from([VERSION]), keyId, Buffer.from(memberId)]);
}
