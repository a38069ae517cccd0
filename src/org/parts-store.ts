import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import type { DepartmentFunction } from './member.js';

/** The departments of today that a member sits in or heads, once for each part that they play. */
const rowsOf = prepared((tx, { memberId }: { memberId: string }) =>
  tx
    .selectFrom('org_member as member')
    .innerJoin('org_department as department', (join) =>
      join
        .on('department.active', '=', 1)
        .on((eb) => eb.or([eb('department.id', '=', eb.ref('member.department_id')), eb('department.head_id', '=', eb.ref('member.id'))])),
    )
    .leftJoin('org_department_function as part', 'part.department_id', 'department.id')
    .select(['part.function', 'department.parent_id', 'department.head_id'])
    .where('member.id', '=', memberId)
    .where('member.active', '=', 1),
);

/** Which parts the departments play that a member acts for, and whether they head the office itself. */
export type Parts = { readonly parts: ReadonlySet<DepartmentFunction>; readonly headsOffice: boolean };

/** Asked for every Home tab, so it is one statement. */
export async function findParts(tx: Tx, memberId: string): Promise<Parts> {
  const { rows } = await rowsOf(tx, { memberId });
  return {
    parts: new Set(rows.flatMap((row) => (row.function === null ? [] : [row.function as DepartmentFunction]))),
    headsOffice: rows.some((row) => row.parent_id === null && row.head_id === memberId),
  };
}
