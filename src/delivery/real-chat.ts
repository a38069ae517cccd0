import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';

declare module '../db/schema.js' {
  interface Schema {
    delivery_real_chat: { id: number; since: number };
  }
}

/** Since when this office's messages have gone to a real chat; undefined where they never did. */
export async function realChatSince(tx: Tx): Promise<Instant | undefined> {
  const row = await tx.selectFrom('delivery_real_chat').select('since').executeTakeFirst();
  return row && (row.since as Instant);
}

export async function noteRealChat(tx: Tx, now: Instant): Promise<void> {
  await tx
    .insertInto('delivery_real_chat')
    .values({ id: 1, since: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
