import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type {} from './store.js';

const some = (column: 'reason' | 'answer') => sql<boolean>`length(${sql.ref(column)}) > 0`;

/** How often this member's words still stand in a case: why they ask for an exemption, or why they decided as they did. */
export async function countWritten(tx: Tx, memberId: string): Promise<number> {
  const { words } = await tx
    .selectFrom('meeting_give_way')
    .select(
      sql<number>`coalesce(sum((asked_by IS ${memberId} AND ${some('reason')}) + (decided_by IS ${memberId} AND ${some('answer')})), 0)`.as(
        'words',
      ),
    )
    .where((row) => row.or([row('asked_by', '=', memberId as MemberId), row('decided_by', '=', memberId as MemberId)]))
    .executeTakeFirstOrThrow();
  return words;
}

/** That they asked, and what was decided, stays. */
export async function blankWritten(tx: Tx, memberId: MemberId): Promise<void> {
  const nothing = Buffer.alloc(0);
  await tx.updateTable('meeting_give_way').set({ reason: nothing }).where('asked_by', '=', memberId).execute();
  await tx.updateTable('meeting_give_way').set({ answer: nothing }).where('decided_by', '=', memberId).execute();
}

/** When the oldest case was opened in which something written still stands. */
export async function oldestWritten(tx: Tx): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_give_way')
    .select((select) => select.fn.min('opened_at').as('at'))
    .where((row) => row.or([some('reason'), some('answer')]))
    .executeTakeFirst();
  return row?.at ?? undefined;
}
