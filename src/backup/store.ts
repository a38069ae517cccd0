import type { Generated } from 'kysely';
import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';

declare module '../db/schema.js' {
  interface Schema {
    backup_taken: { id: Generated<number>; taken_at: number; folder: string; name: string | null };
  }
}

export type Taken = { readonly takenAt: Instant; readonly folder: string; readonly name: string };

export async function addTaken(tx: Tx, { takenAt, folder, name }: Taken): Promise<void> {
  await tx.insertInto('backup_taken').values({ taken_at: takenAt, folder, name }).execute();
}

/** From now on daily copies are made; what would have been due before is nobody's loss. */
export async function beginDaily(tx: Tx, takenAt: Instant, folder: string): Promise<void> {
  await tx.insertInto('backup_taken').values({ taken_at: takenAt, folder, name: null }).execute();
}

/** Whether daily copies have a beginning yet. */
export async function hasBegun(tx: Tx): Promise<boolean> {
  return (await tx.selectFrom('backup_taken').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** One from the future was taken while the clock was wrong, and counts for nothing. */
export async function isTaken(tx: Tx, folder: string, since: Instant, now: Instant): Promise<boolean> {
  const found = await tx
    .selectFrom('backup_taken')
    .select('id')
    .where('folder', '=', folder)
    .where('taken_at', '>=', since)
    .where('taken_at', '<=', now)
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

/** The newest first. */
export async function newestTaken(tx: Tx, limit: number): Promise<Taken[]> {
  const rows = await tx
    .selectFrom('backup_taken')
    .select(['taken_at', 'folder', 'name'])
    .where('name', 'is not', null)
    .orderBy('taken_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ taken_at, folder, name }) => ({ takenAt: taken_at as Instant, folder, name: name ?? '' }));
}
