import type { Tx } from '../../db/transact.js';
import { leftForRequest } from '../balance/service.js';
import type { LeaveDeps } from '../deps.js';
import type { Period } from '../half-days.js';
import type { Leave } from '../leave.js';
import { takesNow, type YearBalance } from './balances.js';

/** Of each year in which the request counts something. */
export async function yearBalances(
  tx: Tx,
  deps: LeaveDeps,
  memberId: string,
  period: Period,
  counted: ReadonlyMap<number, number>,
  instead: readonly Leave[],
): Promise<YearBalance[]> {
  // A change takes only what it adds; what it stands for is there again.
  const released = instead.filter(takesNow).map(({ id }) => id);
  const balances: YearBalance[] = [];
  for (const [year, takes] of counted) {
    if (takes === 0) continue;
    const found = await leftForRequest(tx, deps, memberId, { year, halfDays: takes, period, instead: released });
    balances.push({
      year,
      takes,
      before: found?.left,
      now: found?.now,
      lapsesOn: found?.lapsesOn,
      nextIsShort: found?.nextIsShort ?? false,
    });
  }
  return balances;
}
