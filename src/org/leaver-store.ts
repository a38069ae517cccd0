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
