import type { Tx } from '../db/transact.js';
import type { LeaveDeps } from './deps.js';
import { spanOf } from './half-days.js';
import type { Leave } from './leave.js';
import { actingAwayCard } from './request/message-cards.js';
import { actingIn } from './request/store.js';
import { inform } from './showing.js';

/** Leave that is approved: to those for whom its member was to be in charge at the same time, once, so that they can name somebody else. */
export async function tellActingAway(tx: Tx, deps: LeaveDeps, { memberId, period }: Leave): Promise<void> {
  for (const other of await actingIn(tx, memberId, spanOf(period, deps.zone)))
    await inform(tx, deps, other, other.memberId, { key: `leave.actingAway:${other.id}:${memberId}`, draw: actingAwayCard });
}
