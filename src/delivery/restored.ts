import { createHmac } from 'node:crypto';
import type { Generated } from 'kysely';
import { type Instant, minuteMs, plus } from '../calendar/instant.js';
import { prepared } from '../db/prepared.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Job } from '../schedule/job.js';
import { notSent } from './tables.js';

declare module '../db/schema.js' {
  interface Schema {
    delivery_salt: { id: number; salt: Uint8Array };
    delivery_restored: { id: Generated<number>; taken_at: number; restored_at: number; looks_until: number | null };
  }
}

/*
 * A database that was put in the place of a newer one remembers less than the chat. What waited in it may have been sent since, and what
 * became due since will become due once more. Both are looked for in the conversation before they are sent: rows that were pending in the
 * copy, rows that were refused in it and may have been tried again since, rows that are written until everything overdue has had its turn, and
 * later ones of what was due before and had to wait: for the end of a meeting, for the morning. Keys say what a message is about, never when
 * it was written, and the nonce is derived from the key: so the message of the time that was lost is found by a row that was written after it.
 * Where keys count, the same one comes to mean something else: then the nonce is derived from what is said as well, and nobody is left with what
 * was said in the time that was lost. What is found may have been changed since by somebody else; it is shown as this database has it.
 */

/** Every overdue job runs within the first tick, and a few more times if it fails. */
const LOOKS_FOR_MS = 10 * minuteMs;
const NONCE_CHARACTERS = 21;

export type Marks = {
  nonceOf(key: string, says: string | undefined): string;
  /** `since`: when what is written now might have been written, if that is longer ago. */
  looksFirst(since: Instant | undefined): boolean;
};

const saltOf = prepared((tx) => tx.selectFrom('delivery_salt').select('salt'));
const lastRestored = prepared((tx) =>
  tx.selectFrom('delivery_restored').select(['taken_at', 'restored_at', 'looks_until']).orderBy('id', 'desc').limit(1),
);

/** For rows that are written now. Opaque to whoever sees a message: without the salt nobody can tell what it is about. */
export async function marksNow(tx: Tx, now: Instant): Promise<Marks> {
  const [row] = (await saltOf(tx, {})).rows;
  if (!row) throw new Error('the database has no salt');
  const [restored] = (await lastRestored(tx, {})).rows;
  return {
    nonceOf: (key, says) =>
      createHmac('sha256', row.salt)
        .update(says === undefined ? key : `${key}\n${says}`)
        .digest('base64url')
        .slice(0, NONCE_CHARACTERS),
    looksFirst: (since = now) =>
      restored !== undefined && (restored.looks_until === null || restored.looks_until > now || since < restored.restored_at),
  };
}

/** The instant from which on others may have sent; undefined in a database that was never restored. */
export async function takenAt(tx: Tx): Promise<number | undefined> {
  return (await lastRestored(tx, {})).rows[0]?.taken_at;
}

/** Whether somebody else may have sent what was found, and changed it. `lookSince`: when it was tried first, or since when it may have been. */
export async function isOfLostTime(tx: Tx, lookSince: number): Promise<boolean> {
  const [restored] = (await lastRestored(tx, {})).rows;
  return restored !== undefined && lookSince < restored.restored_at;
}

/** In the restored file, before anybody opens it: everything that waits is looked for first. */
export async function markRestored(tx: Tx, copyTakenAt: number, now: Instant): Promise<void> {
  await tx.insertInto('delivery_restored').values({ taken_at: copyTakenAt, restored_at: now, looks_until: null }).execute();
  await tx.updateTable('delivery_outbox').set({ look_first: 1 }).where(notSent).where('state', 'in', ['pending', 'refused']).execute();
}

/** Ends the time in which new rows are looked for first; the last of the jobs, so that the others have written theirs. */
export function restoredJob({ transact }: { readonly transact: Transact }): Job {
  return {
    name: 'delivery.restored',
    // Nothing that the local workspace's clock should stop at.
    nextDueAt: async () => undefined,
    run: (now) =>
      transact(async (tx) => {
        await tx
          .updateTable('delivery_restored')
          .set({ looks_until: plus(now, LOOKS_FOR_MS) })
          .where('looks_until', 'is', null)
          .execute();
      }),
  };
}
