import type { Tx } from '../db/transact.js';
import { grouped } from './grouped.js';
import type { Department, DepartmentId } from './member.js';
import { authorize, type Org, type Right } from './permissions.js';
import { type Actor, type Dissolved, dissolvedDepartments, findMember, loadOrg } from './service.js';

export type ScopeRefusal = 'right-missing' | 'department-out-of-scope';

/** What of the office somebody may look at, and what of that they have chosen. */
export type Scope = {
  /** The department drilled into; undefined: all that they may see. */
  readonly department: Department | undefined;
  /** What they may drill into, each under a name that no other has. */
  readonly departments: readonly Department[];
  readonly chosen: ReadonlySet<DepartmentId>;
};

/** What `right` gives them of the office (domain.md §5), by the database at this moment. */
export async function scopeOf(
  tx: Tx,
  viewer: Actor,
  right: Right,
  departmentId: string | undefined,
): Promise<({ readonly ok: true } & Scope) | { readonly ok: false; readonly refusal: ScopeRefusal }> {
  const org = await loadOrg(tx);
  const allowed = await allowedTo(tx, viewer, right, org);
  if (!allowed) return { ok: false, refusal: 'right-missing' };
  const departments = toldApart(org.departments).filter(({ id }) => allowed.has(id));
  const department = departments.find(({ id }) => id === departmentId);
  if (departmentId !== undefined && !department) return { ok: false, refusal: 'department-out-of-scope' };
  return { ok: true, department, departments, chosen: department ? withBelow(departments, department.id) : allowed };
}

async function allowedTo(tx: Tx, viewer: Actor, right: Right, org: Org): Promise<ReadonlySet<DepartmentId> | undefined> {
  if ('operator' in viewer) return new Set(org.departments.map(({ id }) => id));
  const member = await findMember(tx, viewer.member);
  const granted = member && authorize(member, org, right);
  return granted?.ok ? granted.departmentIds : undefined;
}

/** 综合科（第一工程管理所）: where a name repeats, with the unit above it; parents come before their children. */
export function toldApart(departments: readonly Department[]): Department[] {
  const repeated = repeatedAmong(departments);
  const names = new Map<DepartmentId, string>();
  for (const { id, name, parentId } of departments) names.set(id, withUnit(name, repeated, parentId && names.get(parentId)));
  return departments.map((one) => ({ ...one, name: names.get(one.id) ?? one.name }));
}

function repeatedAmong(all: readonly { readonly name: string }[]): ReadonlySet<string> {
  const same = [...grouped(all, ({ name }) => name)].filter(([, some]) => some.length > 1);
  return new Set(same.map(([name]) => name));
}

const withUnit = (name: string, repeated: ReadonlySet<string>, unit: string | undefined): string =>
  unit !== undefined && repeated.has(name) ? `${name}（${unit}）` : name;

/** What each department is called, those of former days included; where a name repeats, with the unit above it. */
export function namesToldApart(departments: readonly Department[], gone: readonly Dissolved[]): ReadonlyMap<DepartmentId, string> {
  const standing = new Map(toldApart(departments).map(({ id, name }) => [id, name]));
  return new Map([...standing, ...formerToldApart(gone, standing)]);
}

export const departmentsToldApart = async (tx: Tx): Promise<ReadonlyMap<DepartmentId, string>> =>
  namesToldApart((await loadOrg(tx)).departments, await dissolvedDepartments(tx));

function formerToldApart(gone: readonly Dissolved[], standing: ReadonlyMap<DepartmentId, string>): Map<DepartmentId, string> {
  const repeated = repeatedAmong(gone);
  return new Map(gone.map(({ id, name, under }) => [id, withUnit(name, repeated, under && standing.get(under))]));
}

/** A department and everything below it; parents come before their children. */
export function withBelow(departments: readonly Department[], top: string): ReadonlySet<DepartmentId> {
  const found = new Set<DepartmentId>();
  for (const { id, parentId } of departments) if (id === top || (parentId && found.has(parentId))) found.add(id);
  return found;
}

/** `dissolved`: the department is no more, but what happened in it still counts. */
export type Counted = { readonly id: DepartmentId; readonly name: string; readonly dissolved: boolean };

/** The chosen ones, with those of former days that they answer for. */
export async function countedIn(tx: Tx, { departments, chosen }: Scope): Promise<Counted[]> {
  const standing = departments.filter(({ id }) => chosen.has(id)).map(({ id, name }) => ({ id, name, dissolved: false }));
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const gone = await dissolvedDepartments(tx);
  const former = formerToldApart(gone, names);
  const dissolved = gone.flatMap(({ id, name, under }) =>
    under !== undefined && chosen.has(under) ? [{ id, name: former.get(id) ?? name, dissolved: true }] : [],
  );
  return [...standing, ...dissolved];
}
