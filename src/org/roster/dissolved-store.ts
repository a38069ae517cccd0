import { inChunks } from '../../db/in-chunks.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import { grouped } from '../grouped.js';
import type { DepartmentId, MemberId } from '../member.js';
import type { Current } from './people.js';
import type { Plan } from './plan.js';

declare module '../../db/schema.js' {
  interface Schema {
    org_dissolved_member: { department_id: DepartmentId; member_id: MemberId };
  }
}

/** Keeps whose departments are no more after an import, with those of what was under them; of one that is there again nobody is kept. */
export async function keepDissolved(tx: Tx, before: Current, { departments }: Pick<Plan, 'departments'>): Promise<void> {
  const was = new Map(before.departments.map((one) => [one.id, one]));
  const turned = departments.filter(({ id, active }) => was.has(id) && was.get(id)?.active !== active);
  if (turned.length === 0) return;
  await tx
    .deleteFrom('org_dissolved_member')
    .where('department_id', 'in', listed<DepartmentId>(JSON.stringify(turned.map(({ id }) => id))))
    .execute();
  const gone = new Set(turned.filter(({ active }) => !active).map(({ id }) => id));
  const upFrom = (id: DepartmentId | undefined): DepartmentId[] => (id === undefined ? [] : [id, ...upFrom(was.get(id)?.parentId)]);
  const rows = before.members
    .filter(({ active }) => active)
    .flatMap(({ id, departmentId }) =>
      upFrom(departmentId).flatMap((above) => (gone.has(above) ? [{ department_id: above, member_id: id }] : [])),
    );
  await inChunks(rows, (some) => tx.insertInto('org_dissolved_member').values(some).execute());
}

/** Of each department of former days, those whom it consisted of. */
export async function dissolvedMembers(tx: Tx): Promise<ReadonlyMap<DepartmentId, readonly MemberId[]>> {
  const rows = await tx.selectFrom('org_dissolved_member').selectAll().execute();
  return new Map(
    [...grouped(rows, ({ department_id }) => department_id)].map(([id, some]) => [id, some.map(({ member_id }) => member_id)]),
  );
}
