import { lastBackup } from './backup/service.js';
import { oldestPendingAt, outboxDepth } from './delivery/depth.js';
import type { Ground } from './ground.js';
import { leaveCounts } from './leave/away/count-service.js';
import type { MetricsSources } from './metrics.js';
import { askedNow, roundCounts } from './reflection/service.js';

/** What the database says when somebody fetches /metrics. */
export function metricsSources({ transact, clock, zone, calendar, policy }: Ground): Omit<MetricsSources, 'connected'> {
  return {
    outboxDepth: () => transact(outboxDepth),
    async oldestPendingMs() {
      const at = await transact(oldestPendingAt);
      return at === undefined ? 0 : Math.max(0, clock.now() - at);
    },
    rounds: () => transact(roundCounts),
    asked: () => transact(askedNow),
    leave: () => transact((tx) => leaveCounts(tx, { clock, zone, calendar, workingHours: policy.calendar.workingHours })),
    lastBackupAt: async () => (await lastBackup({ transact }))?.takenAt,
  };
}
