import type { TakenAccount } from '../accounts/taken.js';
import { grouped } from '../grouped.js';
import type { DepartmentFunction, DepartmentId } from '../member.js';
import type { StoredDepartment, StoredMember } from '../store.js';
import { COLUMNS, type Column, FUNCTIONS } from './columns.js';
import { type Change, pathsOf } from './plan.js';
import type { FunctionRows } from './roster.js';
import type { OtherPerson, Renumbered } from './same-person.js';

/** What a file may say by mistake: it is applied only once the operator has said how many there are of each. */
export type Doubts = {
  readonly renumbered: readonly Renumbered[];
  /** How many are deactivated; to be confirmed where `needsConfirmation`. */
  readonly leaving: number;
  readonly needsConfirmation: boolean;
  readonly otherPeople: readonly OtherPerson[];
  readonly takenAccounts: readonly TakenAccount[];
  readonly emptied: readonly Emptied[];
  readonly movedFunctions: readonly MovedFunction[];
};

/**
 * A column in which so many members, or departments, had something and will have nothing. `lost`: the functions that no department has any more,
 * which is a matter of a single cell.
 */
export type Emptied = {
  readonly column: Column;
  readonly count: number;
  readonly missing: boolean;
  readonly lost: readonly DepartmentFunction[];
};

/** A file of which more than a fifth of the members, and more than five, have the worse is probably the wrong file. */
export const isMany = (count: number, members: number): boolean => count > 5 && count * 5 > members;

/** In the order in which they are asked about. */
export const DOUBTS = ['renumbered', 'many-leave', 'other-people', 'accounts-taken', 'columns-emptied', 'functions-moved'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** How many there are to be confirmed of each. */
export const countsOf = (found: Doubts): Readonly<Record<Doubt, number>> => ({
  renumbered: found.renumbered.length,
  'many-leave': found.needsConfirmation ? found.leaving : 0,
  'other-people': found.otherPeople.length,
  'accounts-taken': found.takenAccounts.length,
  'columns-emptied': found.emptied.length,
  'functions-moved': found.movedFunctions.length,
});

type Playing = readonly { readonly functions: readonly DepartmentFunction[] }[];

/** Functions that some department plays by now, and none will. */
export const lostFunctions = (now: Playing, then: Playing): DepartmentFunction[] =>
  FUNCTIONS.filter(
    (part) => now.some(({ functions }) => functions.includes(part)) && !then.some(({ functions }) => functions.includes(part)),
  );

/** An export that has fewer columns, or one whose formulas gave nothing, takes from everybody what an earlier file gave them. */
export function emptiedColumns(
  changes: readonly Change[],
  columns: ReadonlySet<Column>,
  { members, lost: functions }: { readonly members: number; readonly lost: readonly DepartmentFunction[] },
): Emptied[] {
  const gone = changes.flatMap(({ fields }) => fields.filter(({ to }) => to === '').map(({ column }) => column));
  return COLUMNS.flatMap((column) => {
    const [count, missing] = [gone.filter((one) => one === column).length, !columns.has(column)];
    const lost = column === 'functions' ? functions : [];
    const isAsked = lost.length > 0 || (column !== 'parent' && count > 0 && (missing || isMany(count, members)));
    return isAsked ? [{ column, count, missing, lost }] : [];
  });
}

/** A function of a department that stays, which another would have because somebody has come into it from there; both by their paths. */
export type MovedFunction = {
  readonly part: DepartmentFunction;
  readonly from: string;
  readonly to: string;
  /** The former department has it as well. */
  readonly isKept: boolean;
  /** In whose rows it stands that give it to the other. */
  readonly rows: readonly { readonly id: string; readonly name: string }[];
};

type Office = { readonly departments: readonly StoredDepartment[]; readonly members: readonly StoredMember[] };

const present = ({ departments }: Office) => new Map(departments.filter(({ active }) => active).map((one) => [one.id, one]));
type Present = ReturnType<typeof present>;
const plays = (departments: Present, id: DepartmentId, part: DepartmentFunction) => departments.get(id)?.functions.includes(part) ?? false;
const here = ({ members }: Office) => members.filter(({ active }) => active);

function isUnder(id: DepartmentId, above: DepartmentId, departments: Present): boolean {
  let parentId = departments.get(id)?.parentId;
  while (parentId !== undefined && parentId !== above) parentId = departments.get(parentId)?.parentId;
  return parentId === above;
}

/**
 * A function stands in the row of one of the department's people: whoever changes departments takes it along, unless it is put into another's. It may be
 * taken along into a section of the department: who is put there had it before.
 */
export function movedFunctions(before: Office, after: Office, functionRows: FunctionRows): MovedFunction[] {
  const [were, are] = [present(before), present(after)];
  const paths = pathsOf(after.departments);
  const formerly = new Map(here(before).map(({ id, departmentId }) => [id, departmentId]));
  const people = grouped(here(after), ({ departmentId }) => departmentId);
  const isTaken = (part: DepartmentFunction, from: DepartmentId, to: DepartmentId) =>
    plays(were, from, part) && plays(are, to, part) && !plays(were, to, part);
  return [...are.keys()].flatMap((to) => {
    const origins = new Set((people.get(to) ?? []).flatMap(({ id }) => formerly.get(id) ?? []));
    return [...origins].flatMap((from) =>
      FUNCTIONS.filter((part) => are.has(from) && !isUnder(to, from, are) && isTaken(part, from, to)).map((part) => ({
        part,
        from: paths.get(from) ?? '',
        to: paths.get(to) ?? '',
        isKept: plays(are, from, part),
        rows: (people.get(to) ?? []).filter(({ id }) => functionRows.get(id)?.includes(part)).map(({ id, name }) => ({ id, name })),
      })),
    );
  });
}

/** A function that so many people of a department have no more, since they are entered in one under it that does not have it; by paths. */
export type LeftBehind = { readonly part: DepartmentFunction; readonly from: string; readonly to: string; readonly people: number };

/** No department has the functions of the one above it. */
export function leftBehind(before: Office, after: Office): LeftBehind[] {
  const [were, are] = [present(before), present(after)];
  const paths = pathsOf(after.departments);
  const formerly = new Map(here(before).map(({ id, departmentId }) => [id, departmentId]));
  const people = grouped(here(after), ({ departmentId }) => departmentId);
  return [...are.keys()].flatMap((to) =>
    [...grouped(people.get(to) ?? [], ({ id }) => formerly.get(id))].flatMap(([from, some]) => {
      if (from === undefined || !isUnder(to, from, are)) return [];
      // Its head is of it wherever they sit.
      const gone = some.filter(({ id }) => are.get(from)?.headId !== id).length;
      return FUNCTIONS.filter((part) => gone > 0 && plays(were, from, part) && !plays(are, to, part)).map((part) => ({
        part,
        from: paths.get(from) ?? '',
        to: paths.get(to) ?? '',
        people: gone,
      }));
    }),
  );
}
