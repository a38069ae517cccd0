import type { DepartmentId, MemberId } from '../member.js';
import type { StoredDepartment, StoredMember } from '../store.js';
import type { Column } from './columns.js';
import { FUNCTION, FUNCTIONS, ROLE } from './columns.js';
import type { Current } from './people.js';
import { knownDepartments } from './renamed.js';
import type { Roster } from './roster.js';
import { type OtherPerson, otherPeople, type Renumbered, renumbered } from './same-person.js';

export type Change = {
  readonly kind: 'added' | 'changed' | 'deactivated' | 'reactivated';
  readonly what: 'member' | 'department';
  /** The member's id, or the department's path. */
  readonly subject: string;
  readonly name: string;
  readonly fields: readonly FieldChange[];
};
/** `from` and `to` as a roster file writes them; the empty string where there was or will be nothing. */
export type FieldChange = {
  readonly column: Column;
  readonly from: string;
  readonly to: string;
  /** `from` is a department that is no more, whose path is another's from now on. */
  readonly fromDissolved?: true;
};

export type Plan = {
  readonly changes: readonly Change[];
  /** Rows to write, also those whose place in the file is all that changed. */
  readonly departments: readonly StoredDepartment[];
  readonly members: readonly StoredMember[];
  readonly leaving: number;
  readonly otherPeople: readonly OtherPerson[];
  readonly renumbered: readonly Renumbered[];
  readonly activeBefore: number;
};

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
  const present = new Set(current.members.filter(({ active }) => active).map(({ id }) => id));
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
  // Whoever is back under an id of their own is nobody who left under another.
  const former = current.members.filter(({ id, active }) => !active && !staying.has(id));
  const onRecord = new Set(current.members.map(({ id }) => id));
  const returning = members.filter(({ id }) => onRecord.has(id) && !present.has(id));
  const fresh = members.filter(({ id }) => !onRecord.has(id));
  const pathOf = new Map([...paths, ...[...idOf].map(([path, id]) => [id, path] as const)]);
  const called = (id: DepartmentId | undefined) => (id === undefined ? '' : (pathOf.get(id) ?? ''));
  const moved = (column: Column, from: DepartmentId | undefined, to: DepartmentId | undefined): FieldChange[] => {
    if (from === to) return [];
    const change = { column, from: called(from), to: called(to) };
    return [change.from === change.to ? { ...change, fromDissolved: true } : change];
  };
  /** Its path as it was and will be; where that reads the same, the department above it is another one. */
  const placed = (was: StoredDepartment | undefined, now: StoredDepartment): FieldChange[] => {
    if (!was || (was.name === now.name && was.parentId === now.parentId)) return [];
    const path = told('department', paths.get(was.id) ?? '', called(now.id));
    return path.length > 0 ? path : moved('parent', was.parentId, now.parentId);
  };
  const names = new Map([...current.members, ...members].map(({ id, name }) => [id, name]));
  const named = (id: MemberId | undefined) => (id === undefined ? undefined : `${id} ${names.get(id) ?? ''}`.trim());
  const departmentChanges = compare('department', current.departments, [...departments, ...dissolved], {
    subject: ({ id }) => called(id),
    fields: (was, now) => [
      ...placed(was, now),
      ...told('functions', functionWords(was), functionWords(now)),
      ...told('head', named(was?.headId), named(now.headId)),
      ...told('supervises', named(was?.supervisingLeaderId), named(now.supervisingLeaderId)),
    ],
  });
  const memberChanges = compare('member', current.members, [...members, ...leaving], {
    subject: ({ id }) => id,
    fields: (was, now) => [
      ...told('name', was?.name, now.name),
      ...told('rank', was?.rank, now.rank),
      ...told('position', was?.position, now.position),
      ...moved('department', was?.departmentId, now.departmentId),
      ...told('roles', roleWords(was), roleWords(now)),
      ...told('email', was?.email, now.email),
      ...told('account', was?.rosterAccount, now.rosterAccount),
      ...told('joined', was?.joinedOn, now.joinedOn),
      ...told('workedSince', was?.workedSince, now.workedSince),
    ],
  });
  return {
    changes: [...departmentChanges.changes, ...memberChanges.changes],
    departments: departmentChanges.toSave,
    members: memberChanges.toSave,
    leaving: leaving.length,
    otherPeople: otherPeople(current.members, members),
    renumbered: [...renumbered(leaving, returning), ...renumbered([...leaving, ...former], fresh)],
    activeBefore: present.size,
  };
}

const told = (column: Column, from = '', to = ''): FieldChange[] => (from === to ? [] : [{ column, from, to }]);
const functionWords = (department: StoredDepartment | undefined): string =>
  FUNCTIONS.filter((part) => department?.functions.includes(part))
    .map((part) => FUNCTION[part].zh)
    .join('、');
const roleWords = (member: StoredMember | undefined): string => (member?.roles ?? []).map((role) => ROLE[role].zh).join('、');

type Stored = { readonly id: MemberId | DepartmentId; readonly name: string; readonly active: boolean; readonly order: number };
type Told<S> = {
  readonly subject: (item: S) => string;
  /** Whatever differs in what is stored, its place in the file apart. */
  readonly fields: (was: S | undefined, now: S) => readonly FieldChange[];
};

function compare<S extends Stored>(
  what: Change['what'],
  before: readonly S[],
  after: readonly S[],
  { subject, fields: differences }: Told<S>,
) {
  const earlier = new Map(before.map((item) => [item.id, item]));
  const toSave: S[] = [];
  const changes: Change[] = [];
  for (const item of after) {
    const old = earlier.get(item.id);
    const kind = !old ? 'added' : !item.active ? 'deactivated' : !old.active ? 'reactivated' : 'changed';
    const fields = differences(old, item);
    const shown = kind === 'deactivated' ? [] : fields;
    const isNews = kind !== 'changed' || fields.length > 0;
    if (isNews) changes.push({ kind, what, subject: subject(item), name: item.name, fields: shown });
    if (isNews || old?.order !== item.order) toSave.push(item);
  }
  return { toSave, changes };
}
