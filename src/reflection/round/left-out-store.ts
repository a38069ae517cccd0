import { inChunks } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';

declare module '../../db/schema.js' {
  interface Schema {
    /** Who would have been asked but for their leave. */
    reflection_left_out: { round_id: string; member_id: MemberId; department_id: DepartmentId };
  }
}

export function insertLeftOut(tx: Tx, roundId: string, members: readonly Member[]): Promise<void> {
  return inChunks(members, (some) =>
    tx
      .insertInto('reflection_left_out')
      .values(some.map(({ id, departmentId }) => ({ round_id: roundId, member_id: id, department_id: departmentId })))
      .execute(),
  );
}

export async function countLeftOut(tx: Tx, roundIds: readonly string[], departmentIds: readonly DepartmentId[]): Promise<number> {
  const row = await tx
    .selectFrom('reflection_left_out')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('round_id', 'in', roundIds)
    .where('department_id', 'in', departmentIds)
    .executeTakeFirstOrThrow();
  return row.count;
}
