import type { Instant } from '../calendar/instant.js';
import { listed } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import { forgetAccounts } from './accounts/store.js';
import type { MemberId } from './member.js';
import type {} from './store.js';

/** What is known of somebody besides the name, rank and department that records go on pointing at. Gives their chat accounts. */
export async function clearContact(tx: Tx, id: MemberId): Promise<string[]> {
  const userIds = await forgetAccounts(tx, id);
  await tx
    .updateTable('org_member')
    .set({ email: null, roster_account: null, position: null, joined_on: null, worked_since: null })
    .where('id', '=', id)
    .execute();
  return userIds;
}

/** After a roster was taken in: when those left whom it has no more; whoever is on it again has not left. */
export async function noteWhoLeft(tx: Tx, now: Instant): Promise<void> {
  await tx.updateTable('org_member').set({ left_at: now }).where('active', '=', 0).where('left_at', 'is', null).execute();
  await tx.updateTable('org_member').set({ left_at: null }).where('active', '=', 1).where('left_at', 'is not', null).execute();
}

/** Those of these members who left before. */
export async function leftAmong(tx: Tx, ids: readonly MemberId[], before: Instant): Promise<MemberId[]> {
  const rows = await tx
    .selectFrom('org_member')
    .select('id')
    .where('id', 'in', listed<MemberId>(JSON.stringify(ids)))
    .where('active', '=', 0)
    .where('left_at', '<=', before)
    .execute();
  return rows.map(({ id }) => id as MemberId);
}
