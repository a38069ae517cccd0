import type { DepartmentId } from '../member.js';
import type { StoredDepartment } from '../store.js';
import { type Current, type Pair, peopleOf } from './people.js';
import type { Roster } from './roster.js';

/**
 * Which department of former rosters each one of this roster is, by its path; without one it is new (docs/decisions/021-a-department-is-its-people.md).
 * One is where it was if its people are, however many others have come or gone, or if nobody is in it any more while those under it and a head are.
 * Otherwise people decide: a department is where three quarters of its own people are, and a group that has nobody of its own where those of the
 * departments under it are, to begin with where its path is the same: whoever comes from under it to be in its place is in it. The name decides where
 * people don't: it is the department of that name under the same one, otherwise one dissolved before.
 */
export function knownDepartments(
  current: Current,
  roster: Roster,
  paths: ReadonlyMap<DepartmentId, string>,
): ReadonlyMap<string, DepartmentId> {
  const present = current.departments.filter(({ active }) => active);
  const people = peopleOf(current, roster);
  const before = new Map(present.map(({ id }) => [paths.get(id) ?? '', people.hadOwn(id)]));
  const now = new Map(roster.departments.map(({ path }) => [path, people.hasOwn(path)]));
  const names = new Map(present.map(({ id, name }) => [id, name]));
  const headed = new Set(roster.departments.flatMap(({ path, headId }) => (headId === undefined ? [] : [path])));
  const known = new Map<string, DepartmentId>();
  const taken = new Set<DepartmentId>();

  const whole = people.whole.filter(isSameKind).toSorted(byFit);
  for (const { id } of present) if (people.stays(id, paths.get(id) ?? '')) take({ id, path: paths.get(id) ?? '' });
  for (const pair of people.whole) if (isSamePath(pair) && (!people.hadOwn(pair.id) || isHeadedGroup(pair.path))) take(pair);
  for (const pair of people.own) if (isDecisive(pair) || people.bothOfWhole(pair) > 1) take(pair);
  for (const pair of whole) if (isDecisive(pair) || isSamePath(pair)) take(pair);
  takeByName(present);
  for (const pair of [...people.own, ...whole]) take(pair);
  takeByName(present);
  takeByName(current.departments.filter(({ active }) => !active));
  return known;

  function take({ id, path }: Pick<Pair, 'id' | 'path'>): void {
    if (known.has(path) || taken.has(id)) return;
    known.set(path, id);
    taken.add(id);
  }

  /** From the bureau down, since it is the department above that it stands under. Of several of former days it is the one dissolved last. */
  function takeByName(some: readonly StoredDepartment[]): void {
    for (const { path, name, parentPath } of roster.departments) {
      const parentId = parentPath === undefined ? undefined : known.get(parentPath);
      if (parentPath !== undefined && parentId === undefined) continue;
      const [first] = some
        .filter((one) => one.name === name && one.parentId === parentId && !taken.has(one.id))
        .toSorted((a, b) => people.back(b.id, path) - people.back(a.id, path) || b.order - a.order);
      if (first) take({ id: first.id, path });
    }
  }

  /** One person alone may as well have changed places, where somebody else is in the department of the name. */
  function isDecisive({ id, path, both }: Pair): boolean {
    const had = people.hadOwn(id);
    return both > 1 || (now.get(paths.get(id) ?? '') !== had && before.get(path) !== had);
  }

  /** Whoever had people of its own is no group that they are under. */
  function isSameKind({ id, path }: Pair): boolean {
    return people.hasOwn(path) || !people.hadOwn(id);
  }

  function isHeadedGroup(path: string): boolean {
    return !people.hasOwn(path) && headed.has(path);
  }

  function isSamePath({ id, path }: Pair): boolean {
    return paths.get(id) === path;
  }

  /** Groups within each other may have the same people: the path or the name tells them from each other, otherwise the innermost ones are the same. */
  function byFit(a: Pair, b: Pair): number {
    const named = ({ id, path }: Pair) => Number(path.split('/').at(-1) === names.get(id));
    const depth = ({ id, path }: Pair) => path.split('/').length + (paths.get(id) ?? '').split('/').length;
    return Number(isSamePath(b)) - Number(isSamePath(a)) || b.share - a.share || named(b) - named(a) || depth(b) - depth(a);
  }
}
