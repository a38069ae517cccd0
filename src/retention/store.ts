import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import { type Counts, KINDS, type Kind } from './kinds.js';

type RunRow = { occurrence_at: Instant; ended_at: Instant | null; told_at: Instant | null } & Counts;

declare module '../db/schema.js' {
  interface Schema {
    retention_run: RunRow;
  }
}

export type Run = { readonly at: Instant; readonly counts: Counts };

/** The run to go on with: one that was cut short, else the one of `occurrence`. Undefined: that has ended. */
export async function runToDo(tx: Tx, occurrence: Instant): Promise<Run | undefined> {
  const unended = await tx
    .selectFrom('retention_run')
    .select('occurrence_at')
    .where('ended_at', 'is', null)
    .orderBy('occurrence_at')
    .limit(1)
    .executeTakeFirst();
  if (!unended) {
    const later = await tx.selectFrom('retention_run').select('occurrence_at').where('occurrence_at', '>=', occurrence).executeTakeFirst();
    if (later) return undefined;
    await tx
      .insertInto('retention_run')
      .values({
        occurrence_at: occurrence,
        ended_at: null,
        told_at: null,
        responses: 0,
        reasons: 0,
        drafts: 0,
        words: 0,
        keys: 0,
        messages: 0,
        entries: 0,
      })
      .execute();
  }
  return findRun(tx, unended?.occurrence_at ?? occurrence);
}

async function findRun(tx: Tx, at: Instant): Promise<Run> {
  return runOf(await tx.selectFrom('retention_run').selectAll().where('occurrence_at', '=', at).executeTakeFirstOrThrow());
}

const runOf = ({ occurrence_at, responses, reasons, drafts, words, keys, messages, entries }: RunRow): Run => ({
  at: occurrence_at,
  counts: { responses, reasons, drafts, words, keys, messages, entries },
});

/** Runs that have ended and of which nobody has been told, the oldest first. */
export async function untoldRuns(tx: Tx): Promise<Run[]> {
  const rows = await tx
    .selectFrom('retention_run')
    .selectAll()
    .where('ended_at', 'is not', null)
    .where('told_at', 'is', null)
    .orderBy('occurrence_at')
    .execute();
  return rows.map(runOf);
}

/** They have been told, or have nothing in them to tell. */
export async function noteTold(tx: Tx, runs: readonly Instant[], now: Instant): Promise<void> {
  await tx.updateTable('retention_run').set({ told_at: now }).where('occurrence_at', 'in', runs).execute();
}

export const sumOf = (runs: readonly Run[]): Counts =>
  Object.fromEntries(KINDS.map((kind) => [kind, runs.reduce((sum, { counts }) => sum + counts[kind], 0)])) as Counts;

/** With what was deleted, in its transaction: a run that is cut short still knows what it has done. */
export async function addCount(tx: Tx, at: Instant, kind: Kind, count: number): Promise<void> {
  if (count > 0)
    await tx
      .updateTable('retention_run')
      .set((row) => ({ [kind]: row(kind, '+', count) }))
      .where('occurrence_at', '=', at)
      .execute();
}

/** What it has deleted in all. Undefined: it has been ended before. */
export async function endRun(tx: Tx, at: Instant, now: Instant): Promise<Counts | undefined> {
  const ended = await tx
    .updateTable('retention_run')
    .set({ ended_at: now })
    .where('occurrence_at', '=', at)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  return ended.numUpdatedRows > 0n ? (await findRun(tx, at)).counts : undefined;
}

export const nothing = (counts: Counts): boolean => KINDS.every((kind) => counts[kind] === 0);
