import type { Instant } from '../calendar/instant.js';
import { boundTo, type DataKey, type KeyStore } from './key-store.js';
import { DamagedError, type Sealer, sealBytes, unsealBytes } from './sealer.js';
import type { Transact, Tx } from './transact.js';

declare module './schema.js' {
  interface Schema {
    db_key_replaced: { key_id: Uint8Array };
    db_gone: { what: string; at: Instant };
  }
}

/*
 * What somebody writes is sealed with a data key of its owner's. An owner is a member, or what a member writes in one room ('leave/603'), so
 * that erasing the one leaves the other. To erase is to destroy the key: whatever it sealed, in this file or in any copy of it, is
 * noise from then on. Keys therefore lie in a file of their own (key-store.ts), of which backups keep only the newest state.
 *
 * A sealed text: version (1) | id of the data key (8) | nonce (12) | tag (16) | ciphertext. Version, key id and owner are authenticated,
 * so a text moved to another owner's row doesn't open there.
 */
const VERSION = 1;
const HEADER_BYTES = 9;

export type Vault = {
  /** Makes the owner's data key at the first use. */
  seal(tx: Tx, owner: string, text: string): Promise<Uint8Array>;
  /** Undefined when the key it was sealed with has been destroyed. Throws `DamagedError` when a bit of it has changed. */
  unseal(tx: Tx, owner: string, sealed: Uint8Array): Promise<string | undefined>;
  /** From now on the owner has another key, and the former ones are to be destroyed: with the transaction, by `destroyReplaced`. */
  replaceKey(tx: Tx, owner: string): Promise<void>;
  /** What was made up to then is not to come back with a backup (gone.ts): noted with the transaction, for ever by `destroyReplaced`. */
  noteGone(tx: Tx, what: string, at: Instant): Promise<void>;
  /** Destroys what `replaceKey` has replaced, and notes what is gone, for ever. After the commit; what a crash leaves is done at the next start. */
  destroyReplaced(): Promise<void>;
  /** Makes the keys of those who will write, all at once, so that nobody's first answer has to wait for the disk twice. */
  prepare(owners: readonly string[]): void;
};

export type VaultDeps = {
  readonly store: KeyStore;
  readonly transact: Transact;
  /** Keys were destroyed: the copies of the key store that the backups keep have to follow. False: not all have; to be called again. */
  readonly onDestroyed: () => boolean;
};

export function openVault({ store, transact, onDestroyed }: VaultDeps): Vault {
  return {
    seal: async (_tx, owner, text) => sealWith(store.newest(owner) ?? store.make(owner), owner, text),
    unseal: async (_tx, owner, sealed) => unsealFrom(store, owner, sealed, '')?.toString(),
    async replaceKey(tx, owner) {
      const former = store.idsOf(owner);
      store.make(owner);
      if (former.length > 0)
        await tx
          .insertInto('db_key_replaced')
          .values(former.map((id) => ({ key_id: id })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
    },
    async noteGone(tx, what, at) {
      await tx
        .insertInto('db_gone')
        .values({ what, at })
        .onConflict((conflict) => conflict.column('what').doUpdateSet({ at }))
        .execute();
    },
    async destroyReplaced() {
      const { ids, gone } = await transact(async (tx) => ({
        ids: (await tx.selectFrom('db_key_replaced').selectAll().execute()).map(({ key_id }) => key_id),
        gone: await tx.selectFrom('db_gone').selectAll().execute(),
      }));
      if (ids.length === 0 && gone.length === 0) return;
      store.noteGone(gone);
      if (!store.destroy(ids) || !onDestroyed()) return;
      await transact(async (tx) => {
        await tx.deleteFrom('db_key_replaced').where('key_id', 'in', ids).execute();
        for (const { what, at } of gone) await tx.deleteFrom('db_gone').where('what', '=', what).where('at', '=', at).execute();
      });
    },
    prepare: (owners) => store.makeMissing(owners),
  };
}

/** Whose key seals what waits in queues. No member's id is empty. */
const QUEUE = '';

/** Keeps text unreadable for the moments it waits in a queue: it belongs to no member yet, so no member's key can seal it. */
export function queueSealer(store: KeyStore): Sealer {
  return {
    seal: (text, label) => sealWith(store.newest(QUEUE) ?? store.make(QUEUE), QUEUE, text, label),
    unseal(sealed, label) {
      const plain = unsealFrom(store, QUEUE, sealed, label);
      if (plain === undefined) throw new Error('the key of a queued text has been destroyed');
      return plain.toString();
    },
  };
}

function sealWith({ id, key }: DataKey, owner: string, text: string, label = ''): Buffer {
  return Buffer.concat([Buffer.from([VERSION]), id, sealBytes(key, Buffer.from(text), bound(id, owner, label))]);
}

function unsealFrom(store: KeyStore, owner: string, sealed: Uint8Array, label: string): Buffer | undefined {
  if (sealed[0] !== VERSION) throw new DamagedError(`a sealed text of version ${sealed[0]} cannot be opened`);
  const found = store.find(owner, sealed.subarray(1, HEADER_BYTES));
  return found && unsealBytes(found.key, sealed.subarray(HEADER_BYTES), bound(found.id, owner, label));
}

/** The label of an owner's own text is empty, so that texts of former versions go on opening. */
const bound = (id: Uint8Array, owner: string, label: string): Buffer => Buffer.concat([boundTo(id, owner), Buffer.from(label)]);
