import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../member.js';
import type {} from './store.js';

const userOfMember = prepared((tx, { memberId }: { memberId: string }) =>
  tx.selectFrom('org_account').select('user_id').where('member_id', '=', memberId).where('active', '=', 1),
);

/** Asked for every message, so it reads no more than it has to. */
export async function findChatUser(tx: Tx, memberId: string): Promise<string | undefined> {
  return (await userOfMember(tx, { memberId })).rows[0]?.user_id;
}

const holderOf = prepared((tx, { userId }: { userId: string }) =>
  tx.selectFrom('org_account').select(['member_id', 'active']).where('user_id', '=', userId),
);

/** Whose account it is, and whether it is in use. */
export async function findHolder(tx: Tx, userId: string): Promise<{ memberId: string | undefined; active: boolean } | undefined> {
  const [row] = (await holderOf(tx, { userId })).rows;
  return row && { memberId: row.member_id ?? undefined, active: row.active === 1 };
}

export async function findChatUsers(tx: Tx, memberIds: readonly MemberId[]): Promise<Map<MemberId, string>> {
  const rows = await tx
    .selectFrom('org_account')
    .select(['member_id', 'user_id'])
    .where('member_id', 'in', memberIds)
    .where('active', '=', 1)
    .execute();
  return new Map(rows.flatMap((row) => (row.member_id === null ? [] : [[row.member_id as MemberId, row.user_id] as const])));
}
