import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import { notForLeaver, notSent, notWithdrawn, type OutboxState } from './tables.js';

/* How full the outbox is: for the metrics, the doctor and the command line. */

/** How many messages are unsettled or did not arrive, without those given up, withdrawn, or kept for somebody who has left (leavers.ts). */
export async function outboxDepth(tx: Tx): Promise<Record<Exclude<OutboxState, 'sent'>, number>> {
  const depth = { pending: 0, sending: 0, refused: 0, expired: 0, unknown: 0 };
  const counts = await tx
    .selectFrom('delivery_outbox')
    .select((count) => ['state', count.fn.countAll<number>().as('messages')])
    .where(notSent)
    .where(notWithdrawn)
    .where(notForLeaver)
    .where('dropped_at', 'is', null)
    .groupBy('state')
    .execute();
  for (const { state, messages } of counts) if (state in depth) depth[state as keyof typeof depth] = messages;
  return depth;
}

/** Since when the oldest waits that is for somebody who has not left. */
export async function oldestPendingAt(tx: Tx): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('delivery_outbox')
    .select((select) => select.fn.min('enqueued_at').as('at'))
    .where(notSent)
    .where('state', '=', 'pending')
    .where(notForLeaver)
    .executeTakeFirst();
  return (row?.at as Instant | null | undefined) ?? undefined;
}
