import { nanoid } from 'nanoid';
import type { Instant } from '../calendar/instant.js';
import type { Card } from '../chat/card.js';
import type { Sealer } from '../db/sealer.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { Outgoing, Recipient } from './outgoing.js';
import type { OutboxState } from './tables.js';

/*
 * A row of the outbox is one message. Only the dispatcher moves it; every move is guarded by the state it comes from (states.ts).
 *
 * pending   Written with the change that caused it. Nobody has tried, or the last try certainly had no effect.
 *           → sending   committed before the call, with the address and the time to look back to
 *           → expired   its instant has passed (office time)
 *           → refused   a file whose content is gone
 * sending   The call is under way, or its reply was lost, or the program died in it: the message may or may not be there.
 *           → sent      the chat answered, or the nonce was found in the conversation
 *           → pending   the chat said that nothing happened and that it may be tried again
 *           → refused   the chat said no, for good
 *           → sending   once more, only after two quiet periods with a look after each (reconcile.ts)
 *           → expired   looked twice, not there, and its instant has passed
 *           → unknown   still in doubt after the last attempt
 * sent, expired   Final.
 * refused   The dead letter: it keeps its content and the chat's code. unknown: held, neither sent again, which could double it, nor
 *           forgotten. Administrators are told of both, and somebody at the command line decides (undelivered.ts):
 *           → pending   refused ones: once more
 *           → sending   held ones, and refused ones with an attempt in doubt before: looked for first, twice, and only then sent
 *           dropped     stays where it is, without its content
 *
 * An update is a newer card for a message. While that is pending, the card is exchanged in place; while it is sending or sent, the update
 * waits in a table of its own, newest only; where there will never be a message, it is dropped.
 * A Home tab to be drawn afresh is one row per member. Updates and Home tabs may be done twice without harm, so they have no states.
 */

/** Writes what is to be sent, in the caller's transaction. False: a message with that key is there already, or there is none to update. */
export function enqueue(tx: Tx, now: Instant, outgoing: Outgoing): Promise<boolean> {
  switch (outgoing.kind) {
    case 'post':
      return insert(tx, now, outgoing, outgoing.urgency === 'urgent', { content: JSON.stringify(outgoing.card), sealed: null });
    case 'file': {
      const content = JSON.stringify({ source: outgoing.source, args: outgoing.args });
      return insert(tx, now, outgoing, false, { content, sealed: null });
    }
    case 'update':
      return enqueueUpdate(tx, outgoing.of, outgoing.card);
    case 'home':
      return enqueueHome(tx, outgoing.member);
    default:
      return outgoing satisfies never;
  }
}

/** A post whose card may show what its reader wrote: it lies in the outbox sealed. */
export function enqueueSealed(tx: Tx, now: Instant, sealer: Sealer, post: Extract<Outgoing, { kind: 'post' }>): Promise<boolean> {
  const sealed = sealer.seal(JSON.stringify(post.card), post.key);
  return insert(tx, now, post, post.urgency === 'urgent', { content: null, sealed });
}

type Message = Extract<Outgoing, { kind: 'post' | 'file' }>;
type Content = { readonly content: string | null; readonly sealed: Uint8Array | null };

async function insert(tx: Tx, now: Instant, message: Message, urgent: boolean, content: Content): Promise<boolean> {
  const inserted = await tx
    .insertInto('delivery_outbox')
    .values({
      key: message.key,
      kind: message.kind,
      ...recipientColumns(message.to),
      urgent: urgent ? 1 : 0,
      ...content,
      nonce: nanoid(),
      enqueued_at: now,
      expires_at: message.expiresAt ?? null,
    })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

function recipientColumns(to: Recipient) {
  return {
    member_id: 'member' in to ? to.member : null,
    chat_user: 'chatUser' in to ? to.chatUser : null,
    channel: 'channel' in to ? to.channel : null,
  };
}

async function enqueueUpdate(tx: Tx, of: string, newest: Card): Promise<boolean> {
  const message = await tx
    .selectFrom('delivery_outbox')
    .select(['id', 'kind', 'state', 'dropped_at'])
    .where('key', '=', of)
    .executeTakeFirst();
  if (message?.kind !== 'post' || message.state === 'refused' || message.state === 'expired' || message.dropped_at !== null) return false;
  const card = JSON.stringify(newest);
  // A new id instead of a changed row: the dispatcher, which may be sending the older card now, sees that there is one more to send.
  await tx.deleteFrom('delivery_update').where('outbox_id', '=', message.id).execute();
  if (message.state === 'pending') {
    await tx.updateTable('delivery_outbox').set({ content: card, sealed: null }).where('id', '=', message.id).execute();
    return true;
  }
  await tx.insertInto('delivery_update').values({ outbox_id: message.id, card }).execute();
  return true;
}

async function enqueueHome(tx: Tx, member: MemberId): Promise<boolean> {
  await tx.deleteFrom('delivery_home').where('member_id', '=', member).execute();
  await tx.insertInto('delivery_home').values({ member_id: member }).execute();
  return true;
}

/** How many messages are unsettled or did not arrive, given up ones left out: for the metrics and the command line. */
export async function outboxDepth(tx: Tx): Promise<Record<Exclude<OutboxState, 'sent'>, number>> {
  const depth = { pending: 0, sending: 0, refused: 0, expired: 0, unknown: 0 };
  const counts = await tx
    .selectFrom('delivery_outbox')
    .select((count) => ['state', count.fn.countAll<number>().as('messages')])
    .where('state', 'in', ['pending', 'sending', 'refused', 'expired', 'unknown'])
    .where('dropped_at', 'is', null)
    .groupBy('state')
    .execute();
  for (const { state, messages } of counts) if (state in depth) depth[state as keyof typeof depth] = messages;
  return depth;
}
