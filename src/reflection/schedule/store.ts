import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import { ScheduleSpec } from '../policy.js';
import type { Schedule } from './schedule.js';

type ScheduleRow = { id: string; spec: string; paused: number; removed: number; since: Instant; handled_through: Instant | null };

declare module '../../db/schema.js' {
  interface Schema {
    reflection_schedule: ScheduleRow;
  }
}

const scheduleOf = (row: ScheduleRow): Schedule => ({
  id: row.id,
  spec: ScheduleSpec.parse(JSON.parse(row.spec)),
  paused: row.paused === 1,
  since: row.since,
  handledThrough: row.handled_through ?? undefined,
});

export async function loadSchedules(tx: Tx): Promise<Schedule[]> {
  const rows = await tx.selectFrom('reflection_schedule').selectAll().where('removed', '=', 0).orderBy('id').execute();
  return rows.map(scheduleOf);
}

export async function findSchedule(tx: Tx, id: string): Promise<Schedule | undefined> {
  const row = await tx.selectFrom('reflection_schedule').selectAll().where('id', '=', id).where('removed', '=', 0).executeTakeFirst();
  return row && scheduleOf(row);
}

/** False: a schedule of this id is or was there; ids are not used again, because rounds go on pointing at them. */
export async function insertSchedule(tx: Tx, id: string, spec: ScheduleSpec, since: Instant): Promise<boolean> {
  const result = await tx
    .insertInto('reflection_schedule')
    .values({ id, spec: JSON.stringify(spec), paused: 0, removed: 0, since, handled_through: null })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** With the same times. */
export async function saveSpec(tx: Tx, id: string, spec: ScheduleSpec): Promise<void> {
  await tx
    .updateTable('reflection_schedule')
    .set({ spec: JSON.stringify(spec) })
    .where('id', '=', id)
    .execute();
}

/** With other times, none of which has been handled. */
export async function saveTimes(tx: Tx, id: string, spec: ScheduleSpec, since: Instant): Promise<void> {
  await tx
    .updateTable('reflection_schedule')
    .set({ spec: JSON.stringify(spec), since, handled_through: null })
    .where('id', '=', id)
    .execute();
}

/** False: it was so already. Resuming starts `since` anew: what fell into the pause is not made up. */
export async function savePaused(tx: Tx, id: string, paused: boolean, now: Instant): Promise<boolean> {
  const result = await tx
    .updateTable('reflection_schedule')
    .set({ paused: paused ? 1 : 0, ...(paused ? {} : { since: now }) })
    .where('id', '=', id)
    .where('paused', '=', paused ? 0 : 1)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function markRemoved(tx: Tx, id: string): Promise<void> {
  await tx.updateTable('reflection_schedule').set({ removed: 1 }).where('id', '=', id).execute();
}

/** Only ever goes up. */
export async function raiseHandledThrough(tx: Tx, id: string, through: Instant): Promise<void> {
  await tx
    .updateTable('reflection_schedule')
    .set({ handled_through: through })
    .where('id', '=', id)
    .where((where) => where.or([where('handled_through', 'is', null), where('handled_through', '<', through)]))
    .execute();
}
