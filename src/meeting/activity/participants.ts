import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { membersIn } from '../../org/audience.js';
import type { DepartmentId, Member } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import { activeMembers, dissolvedDepartments, loadOrg } from '../../org/service.js';
import type { ActivityDetails } from './activity.js';

export type Staff = {
  readonly members: readonly Member[];
  readonly org: Org;
  readonly ranks: readonly string[];
  /** Of departments that are no more, the nearest one above that is still there. */
  readonly standing: ReadonlyMap<DepartmentId, DepartmentId | undefined>;
};

const loaded = new WeakMap<Tx, Staff>();

/** Once in a transaction, for all the activities and meetings in it: three thousand people are tens of milliseconds, and others have their turn after. */
export async function loadStaff(tx: Tx, ranks: readonly string[]): Promise<Staff> {
  const known = loaded.get(tx);
  if (known) return known;
  const standing = new Map((await dissolvedDepartments(tx)).map(({ id, under }) => [id, under]));
  const staff = { members: await activeMembers(tx), org: await loadOrg(tx), ranks, standing };
  loaded.set(tx, staff);
  await nextTurn();
  return staff;
}

/** Who takes part, as the roster is today, in its order. */
export function participantsOf(activity: Pick<ActivityDetails, 'audience' | 'excluded'>, { members, org, ranks }: Staff): Member[] {
  const excluded = new Set(activity.excluded);
  return membersIn(activity.audience, members, org, ranks).filter(({ id }) => !excluded.has(id));
}
