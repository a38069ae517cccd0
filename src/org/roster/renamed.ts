import type { DepartmentId, MemberId } from '../member.js';
import type { StoredDepartment, StoredMember } from '../store.js';
import type { Roster } from './roster.js';

/** The office as it is stored. */
export type Current = { readonly departments: readonly StoredDepartment[]; readonly members: readonly StoredMember[] };

/** So many of its people who are still there have to be in the other, and so many of the other's have to have been in it. */
const MOST = 0.75;

/**
 * Which department of former rosters each one of this roster is, by its path; without one it is new. Known is a department of the same path, or of
 * the same name under the same department. Where there is none, it is one that was given another name or stands under another department now:
 * either is still the same, its former path is in the roster no more, and its people are the same, but for a quarter.
 */
export function knownDepartments(
  current: Current,
  roster: Roster,
  paths: ReadonlyMap<DepartmentId, string>,
): ReadonlyMap<string, DepartmentId> {
  const present = current.departments.filter(({ active }) => active);
  const former = current.departments.filter(({ active }) => !active);
  const byPath = (some: typeof present) => new Map(some.map(({ id }) => [paths.get(id) ?? '', id]));
  const [presentBy, formerBy] = [byPath(present), byPath(former)];
  const wanted = new Set(roster.departments.map(({ path }) => path));
  const gone = present.filter(({ id }) => !wanted.has(paths.get(id) ?? ''));
  const [before, after] = [peopleBefore(current), peopleAfter(roster)];
  const found = new Map<string, DepartmentId>();
  for (const { path, name, parentPath } of roster.departments) {
    const parentId = parentPath === undefined ? undefined : found.get(parentPath);
    const isHere = (one: StoredDepartment) => one.parentId === parentId;
    const taken = new Set(found.values());
    const free = gone.filter((one) => !taken.has(one.id));
    const isSame = (one: StoredDepartment) => areTheSame(before.in(one.id), after.in(path));
    const other =
      free.find((one) => isHere(one) && one.name === name) ??
      free.find((one) => one.name === name && isSame(one)) ??
      free.find((one) => isHere(one) && isSame(one) && !isElsewhere(one));
    const id = presentBy.get(path) ?? other?.id ?? formerBy.get(path);
    if (id !== undefined) found.set(path, id);
  }
  return found;

  /** A department that is put between it and the office has the same people as well. */
  function isElsewhere({ id, name }: StoredDepartment): boolean {
    return roster.departments.some((one) => one.name === name && areTheSame(before.in(id), after.in(one.path)));
  }

  function areTheSame(was: ReadonlySet<MemberId>, is: ReadonlySet<MemberId>): boolean {
    const staying = [...was].filter((id) => after.all.has(id)).length;
    const known = [...is].filter((id) => before.all.has(id)).length;
    const both = [...was].filter((id) => is.has(id)).length;
    return both > 0 && both >= staying * MOST && both >= known * MOST;
  }
}

/** Everybody who was there, by department, with those of the departments under it. */
function peopleBefore({ departments, members }: Current) {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  return people<DepartmentId>(
    members.filter(({ active }) => active).map(({ id, departmentId }) => [id, departmentId]),
    (id) => parents.get(id),
  );
}

/** The same of the roster, by path. */
function peopleAfter({ departments, members }: Roster) {
  const parents = new Map(departments.map(({ path, parentPath }) => [path, parentPath]));
  return people<string>(
    members.map(({ id, departmentPath }) => [id, departmentPath]),
    (path) => parents.get(path),
  );
}

function people<Place>(all: readonly (readonly [MemberId, Place])[], above: (place: Place) => Place | undefined) {
  const sets = new Map<Place, Set<MemberId>>();
  for (const [id, own] of all)
    for (let place: Place | undefined = own; place !== undefined; place = above(place)) {
      const set = sets.get(place) ?? new Set();
      sets.set(place, set.add(id));
    }
  return { all: new Set(all.map(([id]) => id)), in: (place: Place): ReadonlySet<MemberId> => sets.get(place) ?? new Set() };
}
