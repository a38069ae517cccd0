import type { DepartmentId } from '../member.js';
import type { StoredDepartment, StoredMember } from '../store.js';
import type { Roster } from './roster.js';

/** The office as it is stored. */
export type Current = { readonly departments: readonly StoredDepartment[]; readonly members: readonly StoredMember[] };

/** A department of before and one of the roster that have the same people, but for a quarter. `share`: of all who are in either. */
export type Pair = { readonly id: DepartmentId; readonly path: string; readonly both: number; readonly share: number };

/** So many of its people who are still there have to be in the other, and so many of the other's have to have been in it. */
const MOST = 0.75;

/** Where somebody was and is: in one department, or in that and those above it. */
type Places = { readonly was: readonly DepartmentId[]; readonly is: readonly string[] };

/** Which departments of before and now have the same people. Only whoever is in both rosters can tell. */
export function peopleOf({ departments, members }: Current, roster: Roster) {
  const parents = new Map(departments.map(({ id, parentId }) => [id, parentId]));
  const parentPaths = new Map(roster.departments.map(({ path, parentPath }) => [path, parentPath]));
  const places = new Map(roster.members.map(({ id, departmentPath }) => [id, departmentPath]));
  const staying = (active: boolean) =>
    members.flatMap((member) => {
      const path = places.get(member.id);
      return member.active === active && path !== undefined ? [{ was: [member.departmentId], is: [path] }] : [];
    });
  // Whoever is left in a dissolved department, or under one, tells nothing of it.
  const present = new Set(departments.filter(({ active }) => active).map(({ id }) => id));
  const own = staying(true).map(({ was, is }) => ({ was: was.filter((id) => present.has(id)), is }));
  const whole = own.map(({ was, is }) => ({
    was: was.flatMap((id) => upwards(id, parents)).filter((id) => present.has(id)),
    is: is.flatMap((path) => upwards(path, parentPaths)),
  }));
  const [inOwn, inWhole, returning] = [tally(own), tally(whole), tally(staying(false))];
  const staffed = new Set(members.filter(({ active }) => active).map(({ departmentId }) => departmentId));
  const staffedPaths = new Set(places.values());
  return {
    hadOwn: (id: DepartmentId) => staffed.has(id),
    hasOwn: (path: string) => staffedPaths.has(path),
    /** By a department's own people. Each is in one only, so nothing is in two pairs. */
    own: same(inOwn),
    /** Its own people are still there, or those who are there are its own, but for a quarter; whoever else came or went. */
    stays: (id: DepartmentId, path: string) => {
      const both = inOwn.both.get(id)?.get(path) ?? 0;
      return both > 0 && (both >= (inOwn.before.get(id) ?? 0) * MOST || both >= (inOwn.now.get(path) ?? 0) * MOST);
    },
    /** By those of the departments under it as well. */
    whole: same(inWhole),
    /** How many both have, with the departments under them; 0 where these are not the same. */
    bothOfWhole: ({ id, path }: Pick<Pair, 'id' | 'path'>) => (isSame(inWhole, id, path) ? (inWhole.both.get(id)?.get(path) ?? 0) : 0),
    /** How many had left a department of former days and are back in this one. */
    back: (id: DepartmentId, path: string) => returning.both.get(id)?.get(path) ?? 0,
  };
}

function upwards<Place>(place: Place, above: ReadonlyMap<Place, Place | undefined>): Place[] {
  const next = above.get(place);
  return next === undefined ? [place] : [place, ...upwards(next, above)];
}

function tally(all: readonly Places[]) {
  const [before, now] = [new Map<DepartmentId, number>(), new Map<string, number>()];
  const both = new Map<DepartmentId, Map<string, number>>();
  for (const { was, is } of all) {
    for (const path of is) count(now, path);
    for (const id of was) {
      count(before, id);
      const there = both.get(id) ?? new Map<string, number>();
      both.set(id, there);
      for (const path of is) count(there, path);
    }
  }
  return { before, now, both };
}

function count<Place>(counts: Map<Place, number>, place: Place): void {
  counts.set(place, (counts.get(place) ?? 0) + 1);
}

type Tally = ReturnType<typeof tally>;

function isSame({ before, now, both }: Tally, id: DepartmentId, path: string): boolean {
  const shared = both.get(id)?.get(path) ?? 0;
  return shared > 0 && shared >= (before.get(id) ?? 0) * MOST && shared >= (now.get(path) ?? 0) * MOST;
}

function same(found: Tally): Pair[] {
  return [...found.both].flatMap(([id, there]) =>
    [...there]
      .filter(([path]) => isSame(found, id, path))
      .map(([path, both]) => ({ id, path, both, share: both / ((found.before.get(id) ?? 0) + (found.now.get(path) ?? 0) - both) })),
  );
}
