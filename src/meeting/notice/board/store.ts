import { sql } from 'kysely';
import type { Tx } from '../../../db/transact.js';
import type { MeetingId } from '../../meeting.js';

/** `listed`: the last nudge has gone out, and whoever has not acknowledged since is named on the card. */
type BoardRow = { meeting_id: MeetingId; stale: number; listed: number };

declare module '../../../db/schema.js' {
  interface Schema {
    meeting_board: BoardRow;
  }
}

/** The organizer's card no longer says how it is; it is drawn afresh at the next tick, once, however many press until then. */
export async function markStale(tx: Tx, meetingId: MeetingId): Promise<void> {
  await tx
    .insertInto('meeting_board')
    .values({ meeting_id: meetingId, stale: 1, listed: 0 })
    .onConflict((conflict) => conflict.column('meeting_id').doUpdateSet({ stale: 1 }))
    .execute();
}

export async function setListed(tx: Tx, meetingId: MeetingId, listed: boolean): Promise<void> {
  await tx
    .updateTable('meeting_board')
    .set({ listed: listed ? 1 : 0, stale: 1 })
    .where('meeting_id', '=', meetingId)
    .execute();
}

export async function staleBoards(tx: Tx): Promise<MeetingId[]> {
  return (await tx.selectFrom('meeting_board').select('meeting_id').where('stale', '=', sql.lit(1)).execute()).map((row) => row.meeting_id);
}

/** Whether those who have not acknowledged are to be named; undefined: another tick draws it. */
export async function takeStale(tx: Tx, meetingId: MeetingId): Promise<{ readonly listed: boolean } | undefined> {
  const row = await tx
    .updateTable('meeting_board')
    .set({ stale: 0 })
    .where('meeting_id', '=', meetingId)
    .where('stale', '=', 1)
    .returning('listed')
    .executeTakeFirst();
  return row && { listed: row.listed === 1 };
}
