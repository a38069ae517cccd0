import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type {} from './store.js';

/** Why what was recorded of somebody was corrected. That it was, by whom and when, stays. */
export async function eraseReasons(tx: Tx, memberId: string): Promise<void> {
  await tx
    .updateTable('meeting_attendance')
    .set({ reason: null })
    .where('member_id', '=', memberId as MemberId)
    .execute();
}

export async function countCorrectionReasons(tx: Tx, memberId: string): Promise<number> {
  const { reasons } = await tx
    .selectFrom('meeting_attendance')
    .select((select) => select.fn.countAll<number>().as('reasons'))
    .where('member_id', '=', memberId as MemberId)
    .where('reason', 'is not', null)
    .executeTakeFirstOrThrow();
  return reasons;
}

/** Reasons of corrections made before, at the end of their retention; at most `limit`. */
export async function expireCorrections(tx: Tx, before: Instant, limit: number): Promise<number> {
  const rows = await tx
    .selectFrom('meeting_attendance')
    .select(['meeting_id', 'member_id', 'version'])
    .where('reason', 'is not', null)
    .where('marked_at', '<', before)
    .limit(limit)
    .execute();
  for (const { meeting_id, member_id, version } of rows)
    await tx
      .updateTable('meeting_attendance')
      .set({ reason: null })
      .where('meeting_id', '=', meeting_id)
      .where('member_id', '=', member_id)
      .where('version', '=', version)
      .execute();
  return rows.length;
}

export async function oldestCorrection(tx: Tx): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_attendance')
    .select('marked_at')
    .where('reason', 'is not', null)
    .orderBy('marked_at')
    .limit(1)
    .executeTakeFirst();
  return row?.marked_at;
}
