import type { Instant } from '../../src/calendar/instant.js';
import type { MessageRef } from '../../src/chat/chat.js';
import type { Tx } from '../../src/db/transact.js';
import { whatItSays } from '../../src/delivery/content.js';
import type { ClaimedMessage } from '../../src/delivery/states.js';

/*
 * Write down first, send afterwards: never twice, but whatever goes wrong in the call is lost.
 */
export * from '../../src/delivery/states.js';

export async function claimPending(tx: Tx, _now: Instant, id: number): Promise<ClaimedMessage | undefined> {
  const message = await tx
    .selectFrom('delivery_outbox')
    .select(['key', whatItSays, 'sealed', 'nonce', 'expires_at'])
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .executeTakeFirst();
  await tx
    .updateTable('delivery_outbox')
    .set({ state: 'sent', message_channel: '', message_id: '', content_id: null, sealed: null, settled_at: 0 })
    .where('id', '=', id)
    .execute();
  return message;
}

export async function markSent(tx: Tx, _now: Instant, id: number, ref: MessageRef): Promise<{ updated: boolean }> {
  await tx.updateTable('delivery_outbox').set({ message_channel: ref.channel, message_id: ref.id }).where('id', '=', id).execute();
  const update = await tx.selectFrom('delivery_update').select('id').where('outbox_id', '=', id).executeTakeFirst();
  return { updated: update !== undefined };
}
