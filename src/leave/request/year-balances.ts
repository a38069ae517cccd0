import type { Tx } from '../../db/transact.js';
import { balanceOf, takesOf } from '../balance/service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave } from '../leave.js';
import { takesNow, type YearBalance } from './balances.js';

/** Of each year in which the request counts something. */
export async function yearBalances(
  tx: Tx,
  deps: LeaveDeps,
  memberId: string,
  counted: ReadonlyMap<number, number>,
  instead: readonly Leave[],
): Promise<YearBalance[]> {
  const given = await Promise.all(instead.filter(takesNow).map(({ id }) => takesOf(tx, id)));
  const balances: YearBalance[] = [];
  for (const [year, takes] of counted) {
    if (takes === 0) continue;
    const left = (await balanceOf(tx, deps, memberId, year))?.left;
    // A change takes only what it adds; what it stands for is there again.
    const released = Math.max(0, ...given.map((days) => days.get(year) ?? 0));
    balances.push({ year, takes, before: left === undefined ? undefined : left + released });
  }
  return balances;
}
