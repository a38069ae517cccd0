import { plus } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { LeaveDeps } from '../deps.js';
import { awaitingApproval } from './count-store.js';
import type { Hours } from './due-rules.js';
import { overdueNow } from './overview-service.js';
import { awayDuring } from './service.js';

/** For the metrics: how things stand now. */
export async function leaveCounts(tx: Tx, deps: Hours & Pick<LeaveDeps, 'clock'>): Promise<Record<'pending' | 'away' | 'overdue', number>> {
  const now = deps.clock.now();
  return {
    pending: await awaitingApproval(tx),
    away: (await awayDuring(tx, deps, { start: now, end: plus(now, 1) })).size,
    overdue: (await overdueNow(tx, deps)).length,
  };
}
