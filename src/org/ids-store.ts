import { listed } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from './member.js';

/* These read no more than they have to: the first two are asked at every start, the third with every letter that is typed. */

/** False: no roster was ever taken in. */
export async function hasMembers(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('org_member').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Of active members, in no particular order. */
export async function activeIds(tx: Tx): Promise<MemberId[]> {
  return (await tx.selectFrom('org_member').select('id').where('active', '=', 1).execute()).map(({ id }) => id as MemberId);
}

/** Those of these members whose name somebody else of their department has as well. */
export async function namesakesAmong(tx: Tx, ids: readonly MemberId[]): Promise<ReadonlySet<MemberId>> {
  const rows = await tx
    .selectFrom('org_member as one')
    .innerJoin('org_member as other', (join) =>
      join
        .onRef('other.department_id', '=', 'one.department_id')
        .onRef('other.name', '=', 'one.name')
        .onRef('other.id', '!=', 'one.id')
        .on('other.active', '=', 1),
    )
    .select('one.id')
    .distinct()
    .where('one.id', 'in', listed<MemberId>(JSON.stringify(ids)))
    .execute();
  return new Set(rows.map(({ id }) => id as MemberId));
}
