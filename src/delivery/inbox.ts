import type { Instant } from '../calendar/instant.js';
import type { MessageEvent } from '../chat/event.js';
import { requestId } from '../chat/request.js';
import { prepared } from '../db/prepared.js';
import type { Sealer } from '../db/sealer.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Clock } from '../schedule/clock.js';

/*
 * Words typed to siwen. The chat takes a message event for delivered before anybody has handled it (reliability.md, fact 3), so the event
 * is stored first and handled from the table: a crash in between only delays the answer.
 *
 * People type anything, private things too. The text lies here sealed with a key derived from the master key (it belongs to no member yet,
 * and may come from a stranger) and is deleted when it has been handled; the key stays for a week at least (policy), so that a late second delivery changes nothing.
 */

/** Resolves when the event is on disk; then the chat may be told that it arrived. The same event a second time is stored once. */
export function storeMessage(
  deps: { readonly transact: Transact; readonly clock: Clock; readonly sealer: Sealer },
  event: MessageEvent,
): Promise<void> {
  return deps.transact(async (tx) => {
    await tx
      .insertInto('delivery_inbox')
      .values({
        key: event.key,
        user_id: event.person.userId,
        team_id: event.person.teamId,
        sealed_text: deps.sealer.seal(event.text, event.key),
        received_at: deps.clock.now(),
        processed_at: null,
        request: requestId() ?? null,
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  });
}

/** Still sealed: one that can't be opened must not hold up the others. */
export type StoredMessage = Pick<MessageEvent, 'key' | 'person'> & {
  readonly id: number;
  readonly sealedText: Uint8Array;
  readonly request: string | undefined;
};

const unprocessed = prepared((tx, { after, limit }: { after: number; limit: number }) =>
  tx.selectFrom('delivery_inbox').selectAll().where('processed_at', 'is', null).where('id', '>', after).orderBy('id').limit(limit),
);

/** Messages nobody has answered yet, oldest first, with an id greater than `after`. */
export async function unanswered(tx: Tx, after: number, limit: number): Promise<StoredMessage[]> {
  const { rows } = await unprocessed(tx, { after, limit });
  return rows.flatMap((row) =>
    row.sealed_text === null
      ? []
      : [
          {
            id: row.id,
            key: row.key,
            person: { userId: row.user_id, teamId: row.team_id },
            sealedText: row.sealed_text,
            request: row.request ?? undefined,
          },
        ],
  );
}

export function openMessage(sealer: Sealer, { key, person, sealedText }: StoredMessage): MessageEvent {
  return { kind: 'message', key, person, text: sealer.unseal(sealedText, key) };
}

export async function markAnswered(tx: Tx, now: Instant, id: number): Promise<void> {
  await tx
    .updateTable('delivery_inbox')
    .set({ sealed_text: null, processed_at: now })
    .where('id', '=', id)
    .where('processed_at', 'is', null)
    .execute();
}

/** What these accounts have typed and nobody has answered yet is answered no more; the keys stay, as of any other. */
export async function dropUnanswered(tx: Tx, now: Instant, userIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('delivery_inbox')
    .set({ sealed_text: null, processed_at: now })
    .where('user_id', 'in', userIds)
    .where('processed_at', 'is', null)
    .execute();
}

/** Whether `key` was noted before. */
export async function wasSeen(tx: Tx, key: string): Promise<boolean> {
  return (await tx.selectFrom('delivery_seen').select('key').where('key', '=', key).executeTakeFirst()) !== undefined;
}

/** The same, and notes it. For events that leave no other trace; keys are kept as long as a chat may redeliver. */
export async function seen(tx: Tx, key: string, now: Instant): Promise<boolean> {
  const noted = await tx
    .insertInto('delivery_seen')
    .values({ key, seen_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  return (noted.numInsertedOrUpdatedRows ?? 0n) === 0n;
}
