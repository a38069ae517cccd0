import { takenBy } from '../../leave/service.js';
import { ownOutcomes } from '../../meeting/service.js';
import type { MemberId } from '../../org/member.js';
import { ownAsks } from '../../reflection/service.js';
import type { ParticipationDeps } from '../deps.js';
import type { CountDeps } from '../figures/count-service.js';
import type { OwnYear } from './own.js';
import { ownYearOf } from './rules.js';

/** 我的一年, for `memberId` of themselves: whoever looks at their own leaves no audit entry. Sixteen years are some thousand rows, read by index. */
export async function viewOwnYear(deps: CountDeps & Pick<ParticipationDeps, 'clock'>, memberId: MemberId, year: number): Promise<OwnYear> {
  const own = await deps.transact(async (tx) => ({
    asks: await ownAsks(tx, memberId),
    outcomes: await ownOutcomes(tx, memberId),
    leave: await takenBy(tx, memberId),
  }));
  return ownYearOf(own, year, deps, deps.clock.now());
}
