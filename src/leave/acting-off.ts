import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import { timesAsked } from './acting-asked.js';
import type { LeaveDeps } from './deps.js';
import { spanOf } from './half-days.js';
import type { Leave } from './leave.js';
import { actingOffCard } from './request/message-cards.js';
import { inform } from './showing.js';
import { findLeave } from './store.js';

/**
 * To whoever was to be in charge, that they need not: a changed card alone would not be noticed. Not where they are all the same: `still` by the
 * request that follows, or by the leave of which this would have been a change, and which stands. Nor of days that have passed, unless it is that the
 * member is back.
 */
export async function tellActingOff(
  tx: Tx,
  deps: LeaveDeps,
  { id, acting, replaces, period }: Pick<Leave, 'id' | 'acting' | 'replaces' | 'period'>,
  still?: MemberId,
): Promise<void> {
  if (!acting || acting.answer === 'declined' || acting.memberId === still) return;
  const isOver = spanOf(period, deps.zone).end <= deps.clock.now();
  if (isOver && (await findLeave(tx, id))?.state !== 'ended') return;
  const former = replaces && (await findLeave(tx, replaces));
  if (former?.state === 'approved' && former.acting?.memberId === acting.memberId && former.acting.answer !== 'declined') return;
  const key = `leave.actingOff:${id}:${acting.memberId}:${await timesAsked(tx, { id }, acting.memberId)}`;
  await inform(tx, deps, { id }, acting.memberId, { key, draw: actingOffCard });
}
