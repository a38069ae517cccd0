import type { Tx } from '../../../db/transact.js';
import type { LeaveId } from '../../leave.js';

/** Whose member has taken the calendar file, and its SEQUENCE. */
type CalendarFileRow = { first_id: LeaveId; sequence: number };

declare module '../../../db/schema.js' {
  interface Schema {
    leave_calendar_file: CalendarFileRow;
  }
}

export async function takeFile(tx: Tx, firstId: LeaveId, sequence: number): Promise<void> {
  await tx
    .insertInto('leave_calendar_file')
    .values({ first_id: firstId, sequence })
    .onConflict((conflict) => conflict.column('first_id').doUpdateSet({ sequence }))
    .execute();
}

/** True: they have an older file. They are noted as having the new one. */
export async function hasOlderFile(tx: Tx, firstId: LeaveId, sequence: number): Promise<boolean> {
  const result = await tx
    .updateTable('leave_calendar_file')
    .set({ sequence })
    .where('first_id', '=', firstId)
    .where('sequence', '<', sequence)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
