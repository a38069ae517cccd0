import type { Tx } from '../../db/transact.js';
import type { LeaveDeps } from '../deps.js';
import { ownerOf } from '../words.js';
import { type AbsenceId, REASON_KINDS, type Reason } from './absence.js';
import { sealedOf } from './store.js';

export const sealReason = (tx: Tx, deps: LeaveDeps, memberId: string, reason: Reason): Promise<Uint8Array> =>
  deps.vault.seal(tx, ownerOf(memberId), JSON.stringify(reason));

/** Why it was refused, written to the applicant: it goes with what they wrote themselves. */
export const sealRefusal = (tx: Tx, deps: LeaveDeps, memberId: string, words: string): Promise<Uint8Array> =>
  deps.vault.seal(tx, ownerOf(memberId), words);

/** What was written on either side of a request; undefined once it is gone. */
export async function writtenIn(
  tx: Tx,
  deps: LeaveDeps,
  absence: { readonly id: AbsenceId; readonly memberId: string },
): Promise<{ readonly reason: Reason | undefined; readonly refusal: string | undefined }> {
  const sealed = await sealedOf(tx, absence.id);
  const open = async (text: Uint8Array | null) => (text ? deps.vault.unseal(tx, ownerOf(absence.memberId), text) : undefined);
  const [reason, refusal] = [await open(sealed.reason), await open(sealed.refusal)];
  return { reason: reason === undefined ? undefined : reasonIn(reason), refusal };
}

function reasonIn(json: string): Reason {
  const { kind, detail } = JSON.parse(json) as Reason;
  return { kind: REASON_KINDS.find((one) => one === kind) ?? 'other', detail };
}
