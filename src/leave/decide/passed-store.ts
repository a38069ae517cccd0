import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { LeaveId, Step } from '../leave.js';

declare module '../../db/schema.js' {
  interface Schema {
    leave_passed: { leave_id: LeaveId; position: number; member_id: MemberId };
  }
}

type Key = Pick<Step, 'leaveId' | 'position'>;

export async function addPassed(tx: Tx, { leaveId, position }: Key, memberIds: readonly MemberId[]): Promise<void> {
  await tx
    .insertInto('leave_passed')
    .values(memberIds.map((member_id) => ({ leave_id: leaveId, position, member_id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Past whom the step has moved up. */
export async function passedBy(tx: Tx, { leaveId, position }: Key): Promise<ReadonlySet<MemberId>> {
  const rows = await tx
    .selectFrom('leave_passed')
    .select('member_id')
    .where('leave_id', '=', leaveId)
    .where('position', '=', position)
    .execute();
  return new Set(rows.map(({ member_id }) => member_id));
}
