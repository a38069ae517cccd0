import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import { grouped } from './grouped.js';
import type { DepartmentFunction, DepartmentId, MemberId } from './member.js';
import { type Standing, standingsOf } from './permissions.js';
import { rolesOf } from './store.js';

/** The member, once for each function of each department that matters to what they may do. */
const rowsOf = prepared((tx, { memberId }: { memberId: string }) =>
  tx
    .selectFrom('org_member as member')
    .leftJoin('org_department as department', (join) =>
      join
        .on('department.active', '=', 1)
        .on((eb) =>
          eb.or([
            eb('department.id', '=', eb.ref('member.department_id')),
            eb('department.head_id', '=', eb.ref('member.id')),
            eb('department.supervising_leader_id', '=', eb.ref('member.id')),
          ]),
        ),
    )
    .leftJoin('org_department_function as part', 'part.department_id', 'department.id')
    .select(['member.department_id', 'member.organizer', 'member.administrator', 'member.active'])
    .select(['department.id', 'department.head_id', 'department.supervising_leader_id', 'part.function'])
    .where('member.id', '=', memberId),
);

/** What a member is in the office now. Asked twice for every Home tab, so it is one statement and reads no department that doesn't matter. */
export async function findStandings(tx: Tx, memberId: string): Promise<Standing[]> {
  const { rows } = await rowsOf(tx, { memberId });
  const [first] = rows;
  if (!first) return [];
  const member = {
    id: memberId as MemberId,
    departmentId: first.department_id as DepartmentId,
    roles: rolesOf(first),
    active: first.active === 1,
  };
  const departments = [...grouped(rows, ({ id }) => id)].flatMap(([id, parts]) =>
    parts.slice(0, 1).map(({ head_id, supervising_leader_id }) => ({
      id: id as DepartmentId,
      // A department without any comes in one row, without a function.
      functions: parts.flatMap((row) => (row.function === null ? [] : [row.function as DepartmentFunction])),
      headId: (head_id as MemberId | null) ?? undefined,
      supervisingLeaderId: (supervising_leader_id as MemberId | null) ?? undefined,
    })),
  );
  return standingsOf(member, { departments });
}
