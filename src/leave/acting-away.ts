import type { Tx } from '../db/transact.js';
import { timesAsked } from './acting-asked.js';
import { originOf } from './away/origin.js';
import type { LeaveDeps } from './deps.js';
import { remainderOf, spanOf } from './half-days.js';
import type { Leave } from './leave.js';
import { actingAwayCard } from './request/message-cards.js';
import { actingIn } from './request/store.js';
import { inform } from './showing.js';

/**
 * Leave that is approved: to those for whom its member was to be in charge in what is left of it, so that they can name somebody else. Once, however
 * it is changed since.
 */
export async function tellActingAway(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  const { memberId, period } = leave;
  const left = remainderOf(spanOf(period, deps.zone), deps.clock.now());
  if (left.start >= left.end) return;
  const { firstId } = await originOf(tx, leave);
  for (const other of await actingIn(tx, memberId, left)) {
    const key = `leave.actingAway:${other.id}:${memberId}:${await timesAsked(tx, other, memberId)}:${firstId}`;
    await inform(tx, deps, other, other.memberId, { key, draw: actingAwayCard });
  }
}
