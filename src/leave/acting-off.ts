import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { LeaveDeps } from './deps.js';
import type { Leave } from './leave.js';
import { actingOffCard } from './request/message-cards.js';
import { inform } from './showing.js';

/** To whoever was to be in charge, that they need not: a changed card alone would not be noticed. `still`: who is all the same, by another request. */
export async function tellActingOff(
  tx: Tx,
  deps: LeaveDeps,
  { id, acting }: Pick<Leave, 'id' | 'acting'>,
  still?: MemberId,
): Promise<void> {
  if (!acting || acting.answer === 'declined' || acting.memberId === still) return;
  await inform(tx, deps, { id }, acting.memberId, { key: `leave.actingOff:${id}:${acting.memberId}`, draw: actingOffCard });
}
