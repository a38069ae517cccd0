import type { DepartmentId, MemberId } from '../member.js';
import type { StoredDepartment, StoredMember } from '../store.js';
import type { Column } from './columns.js';
import { FUNCTION, ROLE } from './columns.js';
import type { Current } from './people.js';
import { knownDepartments } from './renamed.js';
import type { Roster } from './roster.js';
import { type OtherPerson, otherPeople } from './same-person.js';

export type Change = {
  readonly kind: 'added' | 'changed' | 'deactivated' | 'reactivated';
  readonly what: 'member' | 'department';
  /** The member's id, or the department's path. */
  readonly subject: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
};
/** `from` and `to` as a roster file writes them; the empty string where there was or will be nothing. */
export type FieldChange = { readonly column: Column; readonly from: string; readonly to: string };

export type Plan = {
  readonly changes: readonly Change[];
  /** Rows to write, also those whose place in the file is all that changed. */
  readonly departments: readonly StoredDepartment[];
  readonly members: readonly StoredMember[];
  readonly leaving: number;
  readonly otherPeople: readonly OtherPerson[];
  readonly activeBefore: number;
};

/** A file that would let more than a fifth of the members go, and more than five, is probably the wrong file. */
const FEW_LEAVING = 5;
export const manyLeave = (plan: Plan): boolean => plan.leaving > FEW_LEAVING && plan.leaving * 5 > plan.activeBefore;

/** The path of each department: names from the bureau down. */
export function pathsOf(departments: readonly Pick<StoredDepartment, 'id' | 'name' | 'parentId'>[]): Map<DepartmentId, string> {
  const byId = new Map(departments.map((department) => [department.id, department]));
  const paths = new Map<DepartmentId, string>();
  const pathOf = (id: DepartmentId): string => {
    const known = paths.get(id);
    if (known !== undefined) return known;
    const department = byId.get(id);
    const path = department?.parentId ? `${pathOf(department.parentId)}/${department.name}` : (department?.name ?? '');
    paths.set(id, path);
    return path;
  };
  for (const { id } of departments) pathOf(id);
  return paths;
}

/**
 * What has to change for the office to be as `roster` says. Nobody and nothing is deleted: who isn't in the file any more is
 * deactivated, and comes back with the same id. `newId` gives ids to departments never seen before (renamed.ts).
 */
export function planImport(current: Current, roster: Roster, newId: () => string): Plan {
  const paths = pathsOf(current.departments);
  const known = knownDepartments(current, roster, paths);
  const idOf = new Map(roster.departments.map(({ path }) => [path, known.get(path) ?? (newId() as DepartmentId)]));
  const departmentId = (path: string): DepartmentId => {
    const id = idOf.get(path);
    if (id === undefined) throw new Error(`the roster has no department at ${path}`);
    return id;
  };
  const departments = roster.departments.map(
    (wanted, order): StoredDepartment => ({
      id: departmentId(wanted.path),
      name: wanted.name,
      parentId: wanted.parentPath === undefined ? undefined : departmentId(wanted.parentPath),
      functions: wanted.functions,
      headId: wanted.headId,
      supervisingLeaderId: wanted.supervisingLeaderId,
      order,
      active: true,
    }),
  );
  const members = roster.members.map(
    ({ departmentPath, ...wanted }, order): StoredMember => ({
      ...wanted,
      departmentId: departmentId(departmentPath),
      active: true,
      order,
    }),
  );
  const kept = new Set(departments.map((department) => department.id));
  const staying = new Set(members.map((member) => member.id));
  // Behind all others, in the order in which they were dissolved: that tells those of one name from each other.
  const last = Math.max(-1, ...current.departments.map(({ order }) => order));
  const dissolved = current.departments
    .filter((department) => department.active && !kept.has(department.id))
    .map((department, nth) => ({
      ...department,
      functions: [],
      headId: undefined,
      supervisingLeaderId: undefined,
      order: last + 1 + nth,
      active: false,
    }));
  const leaving = current.members
    .filter((member) => member.active && !staying.has(member.id))
    .map((member) => ({ ...member, roles: [], active: false }));
  const pathOf = new Map([...paths, ...[...idOf].map(([path, id]) => [id, path] as const)]);
  const stored = new Map(current.departments.map((department) => [department.id, department]));
  const isElsewhere = ({ id, name, parentId }: StoredDepartment) => {
    const was = stored.get(id);
    return was !== undefined && (was.name !== name || was.parentId !== parentId);
  };
  const renamed = new Set(departments.filter(isElsewhere).map(({ id }) => id));
  const departmentChanges = compare('department', current.departments, [...departments, ...dissolved], (department) => ({
    subject: pathOf.get(department.id) ?? department.id,
    fields: {
      department: renamed.has(department.id) ? ((stored.get(department.id) === department ? paths : pathOf).get(department.id) ?? '') : '',
      functions: department.functions.map((part) => FUNCTION[part].zh).join('、'),
      head: department.headId ?? '',
      supervises: department.supervisingLeaderId ?? '',
    },
  }));
  const memberChanges = compare('member', current.members, [...members, ...leaving], (member) => ({
    subject: member.id,
    fields: {
      name: member.name,
      rank: member.rank,
      position: member.position ?? '',
      department: pathOf.get(member.departmentId) ?? '',
      roles: member.roles.map((role) => ROLE[role].zh).join('、'),
      email: member.email ?? '',
      account: member.rosterAccount ?? '',
      joined: member.joinedOn ?? '',
      workedSince: member.workedSince ?? '',
    },
  }));
  return {
    changes: [...departmentChanges.changes, ...memberChanges.changes],
    departments: departmentChanges.toSave,
    members: memberChanges.toSave,
    leaving: leaving.length,
    otherPeople: otherPeople(current.members, members),
    activeBefore: current.members.filter((member) => member.active).length,
  };
}

type Stored = { readonly id: MemberId | DepartmentId; readonly name: string; readonly active: boolean; readonly order: number };
type Shown = { readonly subject: string; readonly fields: Readonly<Partial<Record<Column, string>>> };

function compare<S extends Stored>(what: Change['what'], before: readonly S[], after: readonly S[], show: (item: S) => Shown) {
  const earlier = new Map(before.map((item) => [item.id, item]));
  const toSave: S[] = [];
  const changes: Change[] = [];
  for (const item of after) {
    const old = earlier.get(item.id);
    const { subject, fields: now } = show(item);
    const then = old ? show(old).fields : {};
    const kind = !old ? 'added' : !item.active ? 'deactivated' : !old.active ? 'reactivated' : 'changed';
    const fields = Object.entries(now).flatMap(([name, to]): FieldChange[] => {
      const column = name as Column;
      const from = then[column] ?? '';
      return from === to ? [] : [{ column, from, to }];
    });
    const shown = kind === 'deactivated' ? [] : fields;
    if (kind !== 'changed' || fields.length > 0) changes.push({ kind, what, subject, name: item.name, fields: shown });
    if (kind !== 'changed' || fields.length > 0 || old?.order !== item.order) toSave.push(item);
  }
  return { toSave, changes };
}
