import type { Tx } from '../db/transact.js';

type ClockRow = { id: number; offset_ms: number };

declare module '../db/schema.js' {
  interface Schema {
    schedule_clock: ClockRow;
  }
}

/** Milliseconds that office time is ahead of real time; 0 where it was never moved. */
export async function loadOffset(tx: Tx): Promise<number> {
  return (await findOffset(tx)) ?? 0;
}

/** Undefined where the local workspace has never had this office. */
export async function findOffset(tx: Tx): Promise<number | undefined> {
  return (await tx.selectFrom('schedule_clock').select('offset_ms').where('id', '=', 1).executeTakeFirst())?.offset_ms;
}

/** Keeps the larger of two offsets: office time never goes back, whichever of two writers comes last. */
export async function saveOffset(tx: Tx, offsetMs: number): Promise<void> {
  await tx
    .insertInto('schedule_clock')
    .values({ id: 1, offset_ms: offsetMs })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ offset_ms: offsetMs }).where('schedule_clock.offset_ms', '<', offsetMs))
    .execute();
}
