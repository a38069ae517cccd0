import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { Tries } from './rules.js';

declare module '../../db/schema.js' {
  interface Schema {
    meeting_code_try: { member_id: MemberId; wrong: number; tried_at: Instant };
  }
}

export async function triesOf(tx: Tx, memberId: string): Promise<Tries | undefined> {
  const row = await tx
    .selectFrom('meeting_code_try')
    .selectAll()
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  return row && { wrong: row.wrong, at: row.tried_at };
}

export async function saveTries(tx: Tx, memberId: MemberId, { wrong, at }: Tries): Promise<void> {
  await tx
    .insertInto('meeting_code_try')
    .values({ member_id: memberId, wrong, tried_at: at })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ wrong, tried_at: at }))
    .execute();
}

export async function forgetTries(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom('meeting_code_try').where('member_id', '=', memberId).execute();
}
