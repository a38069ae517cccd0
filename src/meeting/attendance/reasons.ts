import type { Tx } from '../../db/transact.js';
import type { MeetingDeps } from '../deps.js';
import * as store from './reason-store.js';

/** Whoever it is about: it is erased with them. */
const ownerOf = (memberId: string): string => `meeting/${memberId}`;

export const sealReason = (tx: Tx, deps: MeetingDeps, memberId: string, words: string): Promise<Uint8Array> =>
  deps.vault.seal(tx, ownerOf(memberId), words);

export const openReason = async (tx: Tx, deps: MeetingDeps, memberId: string, sealed: Uint8Array | null): Promise<string | undefined> =>
  sealed ? deps.vault.unseal(tx, ownerOf(memberId), sealed) : undefined;

/** For good, with their key: in no copy of the database can it be read either. */
export async function eraseCorrectionReasons(deps: MeetingDeps, memberId: string): Promise<void> {
  await deps.transact(async (tx) => {
    await store.eraseReasons(tx, memberId);
    await deps.vault.replaceKey(tx, ownerOf(memberId));
  });
  await deps.vault.destroyReplaced();
}
