import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { MessageWork, Work } from './queue.js';

/** The newest row of each table that has been read. */
export type Cursors = { messages: number; updates: number; homes: number };

/** Rows read per pass; a fan-out of thousands comes in several, so that the loop stays free. */
const MOST_ROWS = 500;

/**
 * Rows written since the last time, by this process or another (the command line). Transactions that write follow one another, so ids
 * become visible in order and none is overlooked. `more`: there is more to read at once.
 */
export async function loadWork(tx: Tx, after: Cursors, quietUntil: number): Promise<{ work: Work[]; cursors: Cursors; more: boolean }> {
  const messages = await tx
    .selectFrom('delivery_outbox')
    .select(['id', 'kind', 'state', 'urgent', 'member_id', 'chat_user', 'channel'])
    .where('state', 'in', ['pending', 'sending'])
    .where('id', '>', after.messages)
    .orderBy('id')
    .limit(MOST_ROWS)
    .execute();
  const updates = await tx
    .selectFrom('delivery_update')
    .innerJoin('delivery_outbox', 'delivery_outbox.id', 'delivery_update.outbox_id')
    .select(['delivery_update.id', 'delivery_update.outbox_id', 'delivery_outbox.state'])
    .where('delivery_update.id', '>', after.updates)
    .orderBy('delivery_update.id')
    .limit(MOST_ROWS)
    .execute();
  const homes = await tx.selectFrom('delivery_home').selectAll().where('id', '>', after.homes).orderBy('id').limit(MOST_ROWS).execute();

  const work: Work[] = [
    ...messages.map(
      (row): MessageWork => ({
        kind: row.kind,
        id: row.id,
        urgent: row.urgent === 1,
        recipient: recipientOf(row),
        member: row.member_id === null ? undefined : (row.member_id as MemberId),
        address: row.chat_user ?? row.channel ?? undefined,
        // Found `sending`: another process died in the call. The whole quiet period runs again, as nobody knows when that was.
        looks: row.state === 'sending' ? 0 : undefined,
        mayRepeat: false,
        failures: 0,
        readyAt: row.state === 'sending' ? quietUntil : 0,
      }),
    ),
    // An update whose message isn't there yet is added when it is (markSent).
    ...updates.filter((row) => row.state === 'sent').map((row): Work => ({ kind: 'update', id: row.outbox_id, failures: 0, readyAt: 0 })),
    ...homes.map((row): Work => ({ kind: 'home', member: row.member_id as MemberId, failures: 0, readyAt: 0 })),
  ];
  return {
    work,
    cursors: {
      messages: messages.at(-1)?.id ?? after.messages,
      updates: updates.at(-1)?.id ?? after.updates,
      homes: homes.at(-1)?.id ?? after.homes,
    },
    more: [messages, updates, homes].some((rows) => rows.length === MOST_ROWS),
  };
}

function recipientOf(row: { member_id: string | null; chat_user: string | null; channel: string | null }): string {
  if (row.member_id !== null) return `member:${row.member_id}`;
  return row.chat_user === null ? `channel:${row.channel}` : `user:${row.chat_user}`;
}
