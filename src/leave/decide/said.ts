import type { Vault } from '../../db/encrypt.js';
import type { Tx } from '../../db/transact.js';
import type { Leave, Step } from '../leave.js';
import { ownerOf } from '../words.js';
import { wordsOf } from './store.js';

type WithVault = { readonly vault: Vault };

/** Why it was refused or returned is written to the applicant: it goes with what they wrote themselves. */
export const sealSaid = async (
  tx: Tx,
  { vault }: WithVault,
  { memberId }: Pick<Leave, 'memberId'>,
  words: string,
): Promise<Uint8Array | null> => (words === '' ? null : vault.seal(tx, ownerOf(memberId), words));

/** What was said with a decision; undefined where nothing was, or it is gone. */
export async function saidWith(
  tx: Tx,
  { vault }: WithVault,
  { memberId }: Pick<Leave, 'memberId'>,
  step: Step,
): Promise<string | undefined> {
  const sealed = await wordsOf(tx, step);
  return sealed ? vault.unseal(tx, ownerOf(memberId), sealed) : undefined;
}
