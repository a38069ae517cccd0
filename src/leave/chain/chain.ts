import type { Department, DepartmentId, Rank } from '../../org/member.js';
import { isAtLeast } from '../../org/policy.js';
import type { Leave, LeaveKind } from '../leave.js';
import type { Chain, ChainStep } from './policy.js';

type Where = Pick<Department, 'id' | 'name' | 'parentId'>;
type Office = { readonly ranks: readonly Rank[]; readonly departments: readonly Where[] };

/** What chains look at. `place`: as a chain of the kind names it; undefined: any department that none of them names. */
export type Asked = { readonly kind: LeaveKind; readonly rank: Rank; readonly place: string | undefined; readonly halfDays: number };

/** In the order in which chains name them first: what an office offers. */
export const kindsOf = (chains: readonly Chain[]): LeaveKind[] => [...new Set(chains.flatMap(({ when }) => when.kind))];

/**
 * The steps that a request goes through (domain.md §3). Undefined where no chain is for it: the office doesn't offer the kind, or the member's
 * rank is not on the ladder any more. A policy that is in use has exactly one chain for every other request (check.ts).
 */
export function chainFor(
  chains: readonly Chain[],
  { ranks, departments }: Office,
  request: Pick<Leave, 'kind' | 'rank' | 'departmentId' | 'halfDays'>,
): readonly ChainStep[] | undefined {
  const place = placeOf(request.departmentId, departments, placesOf(chains, request.kind));
  return chains.find((chain) => isFor(chain, { ...request, place }, ranks))?.steps;
}

/** Whether the request meets every condition of the chain. */
export function isFor({ when }: Chain, { kind, rank, place, halfDays }: Asked, ranks: readonly Rank[]): boolean {
  return (
    when.kind.includes(kind) &&
    isRankFor(when.rank, rank, ranks) &&
    (!when.departments || (place !== undefined && when.departments.includes(place))) &&
    !(place !== undefined && when.exceptDepartments?.includes(place)) &&
    (when.days?.moreThan === undefined || halfDays > when.days.moreThan * 2) &&
    (when.days?.atMost === undefined || halfDays <= when.days.atMost * 2)
  );
}

/** A rank that is not on the ladder is for no chain, not even for one that is for every rank: nobody could say who else may decide. */
function isRankFor(bounds: Chain['when']['rank'], rank: Rank, ranks: readonly Rank[]): boolean {
  return isAtLeast(rank, bounds?.atLeast ?? rank, ranks) && isAtLeast(bounds?.atMost ?? rank, rank, ranks);
}

/** The departments that chains of a kind name, as they name them. */
export const placesOf = (chains: readonly Chain[], kind: LeaveKind): string[] => [
  ...new Set(
    chains
      .filter(({ when }) => when.kind.includes(kind))
      .flatMap(({ when }) => [...(when.departments ?? []), ...(when.exceptDepartments ?? [])]),
  ),
];

/**
 * The nearest department, from the member's own upwards, that chains name: by its path where they give one, else by its name. So a chain for
 * 机关 is for all that is under it but those with a chain of their own, and no request is ever in two places.
 */
function placeOf(departmentId: DepartmentId, departments: readonly Where[], places: readonly string[]): string | undefined {
  const above = upwards(departmentId, departments);
  for (const [at, { name }] of above.entries()) {
    const place = [pathOf(above.slice(at)), name].find((known) => places.includes(known));
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The department, and what stands above it. Empty where it is not there any more. */
export function upwards<D extends Pick<Department, 'id' | 'parentId'>>(id: DepartmentId | undefined, departments: readonly D[]): D[] {
  const found = departments.find((department) => department.id === id);
  return found ? [found, ...upwards(found.parentId, departments)] : [];
}

/** As the roster writes it: from the bureau down. */
const pathOf = (above: readonly Where[]): string =>
  above
    .map(({ name }) => name)
    .reverse()
    .join('/');

/** What chains name and no department is called: nobody is there, so a chain that is only for it is for nobody. */
export function unknownDepartments(chains: readonly Chain[], departments: readonly Where[]): string[] {
  const known = new Set(departments.flatMap((one) => [one.name, pathOf(upwards(one.id, departments))]));
  return [...new Set(kindsOf(chains).flatMap((kind) => placesOf(chains, kind)))].filter((place) => !known.has(place));
}
