import type { TakenAccount } from '../accounts/taken.js';
import type { DepartmentFunction } from '../member.js';
import { COLUMNS, type Column, FUNCTIONS } from './columns.js';
import type { Change } from './plan.js';
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
export const DOUBTS = ['renumbered', 'many-leave', 'other-people', 'accounts-taken', 'columns-emptied'] as const;
export type Doubt = (typeof DOUBTS)[number];

/** How many there are to be confirmed of each. */
export const countsOf = (found: Doubts): Readonly<Record<Doubt, number>> => ({
  renumbered: found.renumbered.length,
  'many-leave': found.needsConfirmation ? found.leaving : 0,
  'other-people': found.otherPeople.length,
  'accounts-taken': found.takenAccounts.length,
  'columns-emptied': found.emptied.length,
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
