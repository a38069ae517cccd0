import type { Tx } from '../../db/transact.js';
import { activeIds } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { awaitingApproval } from './count-store.js';
import type { Hours } from './due/rules.js';
import { overdueNow } from './overview/service.js';
import { awayAt } from './service.js';

/** For the metrics: how things stand now. */
export async function leaveCounts(tx: Tx, deps: Hours & Pick<LeaveDeps, 'clock'>): Promise<Record<'pending' | 'away' | 'overdue', number>> {
  const now = deps.clock.now();
  const away = await awayAt(tx, deps, now);
  return {
    pending: await awaitingApproval(tx),
    away: (await activeIds(tx)).filter((id) => away.has(id)).length,
    overdue: (await overdueNow(tx, deps)).length,
  };
}
