import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import { timesAsked } from './acting-asked.js';
import type { LeaveDeps } from './deps.js';
import { spanOf } from './half-days.js';
import type { Leave } from './leave.js';
import { actingOffCard } from './request/message-cards.js';
import { inform } from './showing.js';
import { findLeave } from './store.js';

/** Who is in charge all the same by the request that takes the place of `former`; of days that have passed nobody is told otherwise. */
export const stillActing = (former: Leave, { acting }: Leave, { clock, zone }: Pick<LeaveDeps, 'clock' | 'zone'>): MemberId | undefined =>
  spanOf(former.period, zone).end <= clock.now() ? former.acting?.memberId : acting?.memberId;

/**
 * To whoever was to be in charge, that they need not: a changed card alone would not be noticed. Not where they are all the same: `still` by the
 * request that follows, or by the leave of which this would have been a change, and which stands.
 */
export async function tellActingOff(
  tx: Tx,
  deps: LeaveDeps,
  { id, acting, replaces }: Pick<Leave, 'id' | 'acting' | 'replaces'>,
  still?: MemberId,
): Promise<void> {
  if (!acting || acting.answer === 'declined' || acting.memberId === still) return;
  const former = replaces && (await findLeave(tx, replaces));
  if (former?.state === 'approved' && former.acting?.memberId === acting.memberId && former.acting.answer !== 'declined') return;
  const key = `leave.actingOff:${id}:${acting.memberId}:${await timesAsked(tx, { id }, acting.memberId)}`;
  await inform(tx, deps, { id }, acting.memberId, { key, draw: actingOffCard });
}
