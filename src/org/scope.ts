import type { Tx } from '../db/transact.js';
import type { Department, DepartmentId } from './member.js';
import { authorize, type Org, type Right } from './permissions.js';
import { type Actor, dissolvedDepartments, findMember, loadOrg } from './service.js';

export type ScopeRefusal = 'right-missing' | 'department-out-of-scope';

/** What of the office somebody may look at, and what of that they have chosen. */
export type Scope = {
  /** The department drilled into; undefined: all that they may see. */
  readonly department: Department | undefined;
  /** What they may drill into. */
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
  const departments = org.departments.filter(({ id }) => allowed.has(id));
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
  const dissolved = (await dissolvedDepartments(tx)).filter(({ under }) => under !== undefined && chosen.has(under));
  return [...standing, ...dissolved.map(({ id, name }) => ({ id, name, dissolved: true }))];
}
