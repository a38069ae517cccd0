import type { Tx } from '../db/transact.js';
import type { MemberId } from './member.js';

/* Asked at every start, of everybody: these read no more than they have to. */

/** False: no roster was ever taken in. */
export async function hasMembers(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('org_member').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Of active members, in no particular order. */
export async function activeIds(tx: Tx): Promise<MemberId[]> {
  return (await tx.selectFrom('org_member').select('id').where('active', '=', 1).execute()).map(({ id }) => id as MemberId);
}
