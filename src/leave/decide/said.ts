import type { Vault } from '../../db/encrypt.js';
import type { Tx } from '../../db/transact.js';
import type { Leave, Step } from '../leave.js';
import { ownerOf } from '../words.js';
import type { Said } from '../written-shown.js';
import { wordsOf } from './store.js';

type WithVault = { readonly vault: Vault };

/** Why it was refused or returned is written to the applicant: it goes with what they wrote themselves. */
export const sealSaid = async (
  tx: Tx,
  { vault }: WithVault,
  { memberId }: Pick<Leave, 'memberId'>,
  words: string,
): Promise<Uint8Array | null> => (words === '' ? null : vault.seal(tx, ownerOf(memberId), words));

/** What was said with decisions on it, in the order of its steps; without what is gone. */
export async function saidIn(tx: Tx, { vault }: WithVault, { memberId }: Pick<Leave, 'memberId'>, steps: readonly Step[]): Promise<Said[]> {
  const said: Said[] = [];
  for (const step of steps) {
    const sealed = step.outcome && (await wordsOf(tx, step));
    const words = sealed ? await vault.unseal(tx, ownerOf(memberId), sealed) : undefined;
    if (words !== undefined) said.push({ step, words });
  }
  return said;
}
