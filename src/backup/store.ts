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
