import type { Instant } from '../../src/calendar/instant.js';
import type { MessageRef } from '../../src/chat/chat.js';
import type { Tx } from '../../src/db/transact.js';
import { whatItSays } from '../../src/delivery/content.js';
import type { ClaimedMessage } from '../../src/delivery/states.js';

/*
 * Send first, write down afterwards: what most bots do. Nothing says that a call was under way, so whoever dies in it sends again.
 */
export * from '../../src/delivery/states.js';

export function claimPending(tx: Tx, _now: Instant, id: number): Promise<ClaimedMessage | undefined> {
  return tx
    .selectFrom('delivery_outbox')
    .select(['key', whatItSays, 'sealed', 'nonce', 'expires_at'])
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
}

export async function markSent(tx: Tx, now: Instant, id: number, ref: MessageRef): Promise<{ updated: boolean }> {
  await tx
    .updateTable('delivery_outbox')
    .set({ state: 'sent', message_channel: ref.channel, message_id: ref.id, content_id: null, sealed: null, settled_at: now })
    .where('id', '=', id)
    .execute();
  const update = await tx.selectFrom('delivery_update').select('id').where('outbox_id', '=', id).executeTakeFirst();
  return { updated: update !== undefined };
}
