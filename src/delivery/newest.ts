import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';

/** The key of the last message that this member has been sent by itself: files, and answers to what they typed, are not among these. */
export async function newestTo(tx: Tx, memberId: string): Promise<string | undefined> {
  return (await newest(tx, { memberId })).rows[0]?.key;
}

const newest = prepared((tx, { memberId }: { memberId: string }) =>
  tx
    .selectFrom('delivery_outbox')
    .select('key')
    .where('member_id', '=', memberId)
    .where('state', '=', 'sent')
    .where('kind', '=', 'post')
    .orderBy('settled_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1),
);
