import type { Tx } from '../db/transact.js';
import type { MemberId } from './member.js';
import type {} from './store.js';

/** What is known of somebody besides the name, rank and department that records go on pointing at. */
export async function clearContact(tx: Tx, id: MemberId): Promise<void> {
  await tx
    .updateTable('org_member')
    .set({ email: null, roster_account: null, position: null, joined_on: null, worked_since: null })
    .where('id', '=', id)
    .where('active', '=', 0)
    .execute();
  await tx.updateTable('org_account').set({ member_id: null }).where('member_id', '=', id).execute();
}
