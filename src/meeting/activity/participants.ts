import type { Tx } from '../../db/transact.js';
import { membersIn } from '../../org/audience.js';
import type { Member } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import { activeMembers, loadOrg } from '../../org/service.js';
import type { ActivityDetails } from './activity.js';

/** Loaded once for many activities. */
export type Staff = { readonly members: readonly Member[]; readonly org: Org; readonly ranks: readonly string[] };

export const loadStaff = async (tx: Tx, ranks: readonly string[]): Promise<Staff> => ({
  members: await activeMembers(tx),
  org: await loadOrg(tx),
  ranks,
});

/** Who takes part, as the roster is today, in its order. */
export function participantsOf(activity: Pick<ActivityDetails, 'audience' | 'excluded'>, { members, org, ranks }: Staff): Member[] {
  const excluded = new Set(activity.excluded);
  return membersIn(activity.audience, members, org, ranks).filter(({ id }) => !excluded.has(id));
}
