import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';

/*
 * What is kept for a time only (data/policy.yaml, retention). Each takes at most `limit` rows and says how many it took.
 */

/** Messages that were settled before: that they were sent, and where. One with something still to do stays. */
export async function forgetMessages(tx: Tx, before: Instant, limit: number): Promise<number> {
  const rows = await tx
    .selectFrom('delivery_outbox')
    .select('id')
    .where('settled_at', '<', before)
    .where('id', 'not in', tx.selectFrom('delivery_update').select('outbox_id'))
    .where('id', 'not in', tx.selectFrom('delivery_retry').select('outbox_id'))
    .orderBy('settled_at')
    .limit(limit)
    .execute();
  if (rows.length > 0)
    await tx
      .deleteFrom('delivery_outbox')
      .where(
        'id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  return rows.length;
}

/** Keys by which a second delivery of an event is known; and, not counted, when somebody last looked at Home. */
export async function forgetSeen(tx: Tx, before: Instant, limit: number): Promise<number> {
  const handled = await tx
    .deleteFrom('delivery_inbox')
    .where('id', 'in', tx.selectFrom('delivery_inbox').select('id').where('processed_at', '<', before).orderBy('processed_at').limit(limit))
    .executeTakeFirst();
  const seen = await tx
    .deleteFrom('delivery_seen')
    .where('key', 'in', tx.selectFrom('delivery_seen').select('key').where('seen_at', '<', before).orderBy('seen_at').limit(limit))
    .executeTakeFirst();
  await tx.deleteFrom('delivery_home_opened').where('opened_at', '<', before).execute();
  return Number(handled.numDeletedRows + seen.numDeletedRows);
}

/** Typed words that have waited in vain, as when siwen was down for weeks: an answer would only puzzle. Their keys stay as long as others. */
export async function forgetUnanswered(tx: Tx, before: Instant, now: Instant, limit: number): Promise<number> {
  const result = await tx
    .updateTable('delivery_inbox')
    .set({ sealed_text: null, processed_at: now })
    .where(
      'id',
      'in',
      tx.selectFrom('delivery_inbox').select('id').where('processed_at', 'is', null).where('received_at', '<', before).limit(limit),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
