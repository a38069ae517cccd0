import { sql } from 'kysely';
import type { Instant } from '../calendar/instant.js';
import type { MessageRef } from '../chat/chat.js';
import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import { dropUnused, storeContents, whatItSays } from './content.js';
import { MOST_ATTEMPTS } from './outcomes.js';
import { isForLeaver, type OutboxRow, withdrawn } from './tables.js';

/** Every move of a message (outbox.ts says what the states mean). False: the row is no longer in the state the move starts from. */

const claim = prepared((tx, { now, id, to, chatTimeMs }: { now: Instant; id: number; to: string; chatTimeMs: number }) =>
  tx
    .updateTable('delivery_outbox')
    .set((row) => ({
      state: 'sending',
      sent_to: to,
      attempts: row('attempts', '+', 1),
      look_since: row.fn.coalesce('look_since', row.val(chatTimeMs)),
    }))
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('look_first', '=', 0)
    .where('attempts', '<', MOST_ATTEMPTS)
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]))
    .returning(['key', whatItSays, 'sealed', 'nonce', 'expires_at']),
);

/**
 * Commits that the message is about to be sent: without it, a crash in the call would leave no trace. Undefined where it must not be: it is
 * in doubt or to be looked for first, its instant has passed, or it was in doubt too often.
 */
export async function claimPending(tx: Tx, now: Instant, id: number, to: string, chatTimeMs: number): Promise<ClaimedMessage | undefined> {
  return (await claim(tx, { now, id, to, chatTimeMs })).rows[0];
}

/** In a restored database: nobody has tried here, but somebody may have since `lookSince`. The message is looked for before it is sent. */
export async function markDoubtful(tx: Tx, id: number, to: string, lookSince: number): Promise<boolean> {
  const moved = await tx
    .updateTable('delivery_outbox')
    .set((row) => ({ state: 'sending', look_first: 0, sent_to: to, look_since: row.fn.coalesce('look_since', row.val(lookSince)) }))
    .where('id', '=', id)
    .where('state', '=', 'pending')
    .where('look_first', '=', 1)
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** The call certainly had no effect, so it doesn't count as an attempt. What was tried before it may still turn up: `look_since` stays. */
export async function markPending(tx: Tx, id: number): Promise<boolean> {
  const moved = await tx
    .updateTable('delivery_outbox')
    .set((row) => ({ state: 'pending', attempts: row('attempts', '-', 1) }))
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .executeTakeFirst();
  return moved.numUpdatedRows > 0n;
}

/** Looked for as often as it takes, and not there. `attempts`: how many replies were lost; more than a few say that something is wrong. */
export async function markNotThere(tx: Tx, id: number, attempts: number): Promise<void> {
  await tx.updateTable('delivery_outbox').set({ state: 'pending', attempts }).where('id', '=', id).where('state', '=', 'sending').execute();
}

const sent = prepared((tx, { now, id, channel, messageId }: { now: Instant; id: number; channel: string; messageId: string }) =>
  tx
    .updateTable('delivery_outbox')
    .set({
      state: 'sent',
      message_channel: channel,
      message_id: messageId,
      content_id: null,
      sealed: null,
      settled_at: now,
    })
    .where('id', '=', id)
    .where('state', '=', 'sending')
    .returning((row) =>
      row.selectFrom('delivery_update').select('delivery_update.id').whereRef('outbox_id', '=', 'delivery_outbox.id').as('updateId'),
    ),
);

/** True in `updated` when a newer card is waiting for this message. */
export async function markSent(tx: Tx, now: Instant, id: number, ref: MessageRef): Promise<{ updated: boolean }> {
  const [row] = (await sent(tx, { now, id, channel: ref.channel, messageId: ref.id })).rows;
  return { updated: typeof row?.updateId === 'number' };
}

/** What was found is shown as it says here, unless something newer waits to be shown. Files stay as they are, and answers, which nobody changes. */
export async function showAsHere(tx: Tx, id: number): Promise<void> {
  const message = await tx.selectFrom('delivery_outbox').select(['kind', whatItSays]).where('id', '=', id).executeTakeFirst();
  if (message?.kind !== 'post' || message.content === null) return;
  await tx
    .insertInto('delivery_update')
    .values({ outbox_id: id, card: message.content, routine: 1, request: null })
    .onConflict((conflict) => conflict.column('outbox_id').doNothing())
    .execute();
}

/** Keeps the content, with the newest card: somebody may want to know what was refused, or have it tried again. */
export async function markRefused(tx: Tx, now: Instant, id: number, code: string): Promise<void> {
  const newest = await tx.selectFrom('delivery_update').select('card').where('outbox_id', '=', id).executeTakeFirst();
  const contents = await storeContents(tx, newest ? [newest.card] : []);
  await tx
    .updateTable('delivery_outbox')
    .set({ state: 'refused', refusal_code: code, settled_at: now })
    .$if(newest !== undefined, (query) => query.set({ content_id: contents.get(newest?.card ?? '') ?? null, sealed: null }))
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  await dropUnused(tx, contents);
  await dropUpdates(tx, [id]);
}

export async function markExpired(tx: Tx, now: Instant, id: number): Promise<void> {
  await tx
    .updateTable('delivery_outbox')
    .set({ state: 'expired', content_id: null, sealed: null, settled_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  await dropUpdates(tx, [id]);
}

/** A round that closes may expire thousands; the rest follows with the next pass, so that no statement holds up the loop. */
const MOST_AT_ONCE = 500;

const overdue = prepared((tx, { now }: { now: Instant }) =>
  tx
    .selectFrom('delivery_outbox')
    .select('id')
    // Word for word as in the index.
    .where('state', '=', sql.lit('pending'))
    .where('expires_at', '<=', now)
    .limit(MOST_AT_ONCE),
);

/** Whatever has not been sent before its instant; what was for somebody who has left is withdrawn. Those in doubt are looked for first. */
export async function expirePending(tx: Tx, now: Instant): Promise<number[]> {
  const ids = (await overdue(tx, { now })).rows.map((row) => row.id);
  if (ids.length === 0) return ids;
  await tx.updateTable('delivery_outbox').set(withdrawn(now)).where('id', 'in', ids).where(isForLeaver).execute();
  await tx
    .updateTable('delivery_outbox')
    .set({ state: 'expired', content_id: null, sealed: null, settled_at: now })
    .where('id', 'in', ids)
    .execute();
  await dropUpdates(tx, ids);
  return ids;
}

/** A newer card for the message stays where it is: the administrator may still find the message. */
export async function markHeld(tx: Tx, now: Instant, id: number): Promise<void> {
  await tx
    .updateTable('delivery_outbox')
    .set({ state: 'unknown', settled_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'sending'])
    .execute();
}

async function dropUpdates(tx: Tx, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) await tx.deleteFrom('delivery_update').where('outbox_id', 'in', ids).execute();
}

export type StoredMessage = Pick<
  OutboxRow,
  'key' | 'kind' | 'sealed' | 'nonce' | 'expires_at' | 'sent_to' | 'look_since' | 'member_id' | 'chat_user' | 'channel'
> & { readonly content: string | null; readonly state: 'pending' | 'sending'; readonly attempts: number; readonly look_first: number };

export type ClaimedMessage = Pick<StoredMessage, 'key' | 'content' | 'sealed' | 'nonce' | 'expires_at'>;

/** The message, while there is still something to do about it. */
export async function findUnsettled(tx: Tx, id: number): Promise<StoredMessage | undefined> {
  const row = await tx.selectFrom('delivery_outbox').selectAll().select(whatItSays).where('id', '=', id).executeTakeFirst();
  return row?.state === 'pending' || row?.state === 'sending' ? { ...row, state: row.state } : undefined;
}

/**
 * A refused or held message is to be tried once more; the dispatcher finds it by its row in delivery_retry. False: its time is over.
 * Held ones go back to `sending`, so that they are looked for first; so do refused ones with an earlier attempt that was in doubt.
 */
export async function retryMessage(
  tx: Tx,
  now: Instant,
  message: { readonly id: number; readonly state: 'refused' | 'unknown'; readonly attempts: number },
): Promise<boolean> {
  const inDoubt = message.state === 'unknown' || message.attempts > 1;
  const moved = await tx
    .updateTable('delivery_outbox')
    .set({ state: inDoubt ? 'sending' : 'pending', attempts: 0, refusal_code: null, settled_at: null, told_at: null })
    .where('id', '=', message.id)
    .where('state', '=', message.state)
    .where('dropped_at', 'is', null)
    .where((row) => row.or([row('content_id', 'is not', null), row('sealed', 'is not', null)]))
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]))
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return false;
  await tx.insertInto('delivery_retry').values({ outbox_id: message.id }).execute();
  return true;
}

export async function dropMessage(tx: Tx, now: Instant, id: number): Promise<boolean> {
  const moved = await tx
    .updateTable('delivery_outbox')
    .set({ dropped_at: now, content_id: null, sealed: null })
    .where('id', '=', id)
    .where('state', 'in', ['refused', 'unknown'])
    .where('dropped_at', 'is', null)
    .executeTakeFirst();
  if (moved.numUpdatedRows > 0n) await dropUpdates(tx, [id]);
  return moved.numUpdatedRows > 0n;
}
