import type { Interval } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { DepartmentId, MemberId } from '../org/member.js';
import type { AskFigures } from './round.js';
import { countAsks, countMissing } from './round-store.js';

export { exportOwn } from './export.js';
export { seedSchedules, sendFirstRound } from './schedule-service.js';

/**
 * Rounds that opened within `interval`, by the department each member was in when asked. `answered` includes `late`; `missing` is
 * asked − answered, also while a round is still open. Trials and missed occurrences count nowhere.
 */
export async function askFigures(tx: Tx, interval: Interval, departmentIds: readonly DepartmentId[]): Promise<AskFigures[]> {
  return departmentIds.length === 0 ? [] : countAsks(tx, interval, departmentIds);
}

/** Who has not answered, those who miss most first. */
export async function missingMembers(
  tx: Tx,
  interval: Interval,
  departmentIds: readonly DepartmentId[],
  limit: number,
): Promise<{ memberId: MemberId; departmentId: DepartmentId; missing: number }[]> {
  return departmentIds.length === 0 ? [] : countMissing(tx, interval, departmentIds, limit);
}
