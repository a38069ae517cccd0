import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { membersIn } from '../../org/audience.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import { namesToldApart } from '../../org/scope.js';
import { activeMembers, dissolvedDepartments, dissolvedMembers, loadOrg } from '../../org/service.js';
import type { ActivityDetails } from './activity.js';

export type Staff = {
  readonly members: readonly Member[];
  readonly org: Org;
  readonly ranks: readonly string[];
  /** What departments are called, those that are no more included. */
  readonly names: ReadonlyMap<DepartmentId, string>;
  /** Of departments that are no more, the nearest one above that is still there. */
  readonly standing: ReadonlyMap<DepartmentId, DepartmentId | undefined>;
  /** Of the same, those whom they consisted of. */
  readonly former: ReadonlyMap<DepartmentId, readonly MemberId[]>;
};

const loaded = new WeakMap<Tx, Staff>();

/** Once in a transaction, for all the activities and meetings in it: three thousand people are tens of milliseconds, and others have their turn after. */
export async function loadStaff(tx: Tx, ranks: readonly string[]): Promise<Staff> {
  const known = loaded.get(tx);
  if (known) return known;
  const [org, gone] = [await loadOrg(tx), await dissolvedDepartments(tx)];
  const staff = {
    members: await activeMembers(tx),
    org,
    ranks,
    names: namesToldApart(org.departments, gone),
    standing: new Map(gone.map(({ id, under }) => [id, under])),
    former: await dissolvedMembers(tx),
  };
  loaded.set(tx, staff);
  await nextTurn();
  return staff;
}

/** Who takes part, as the roster is today, in its order. What a department of former days has ahead is with those whom it consisted of, wherever they are now. */
export function participantsOf({ audience, excluded }: Pick<ActivityDetails, 'audience' | 'excluded'>, staff: Staff): Member[] {
  const { members, org, ranks, former } = staff;
  const wanted = new Set(membersIn(audience, members, org, ranks).map(({ id }) => id));
  if (audience.kind === 'departments')
    for (const id of audience.departments) for (const memberId of former.get(id as DepartmentId) ?? []) wanted.add(memberId);
  for (const id of excluded) wanted.delete(id);
  return members.filter(({ id }) => wanted.has(id));
}
