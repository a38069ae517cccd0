import type { Department, DepartmentId } from '../org/member.js';
import type { AskFigures, MissingFigure } from '../reflection/round.js';

/** What docs/figures.md explains. `answered` includes `late`; `missing` = asked − answered; `rate` is 0 to 1, null where nobody was asked. */
export type Figures = {
  readonly asked: number;
  readonly answered: number;
  readonly late: number;
  readonly missing: number;
  readonly rate: number | null;
};
/** `dissolved`: the department is no more, but what was asked in it still counts. */
export type Counted = { readonly id: DepartmentId; readonly name: string; readonly dissolved: boolean };
export type DepartmentFigures = Figures & Counted;

const PRECISION = 10_000;

type Sums = Omit<Figures, 'rate'>;
const NOTHING: Sums = { asked: 0, answered: 0, late: 0, missing: 0 };
const add = (a: Sums, b: Sums): Sums => ({
  asked: a.asked + b.asked,
  answered: a.answered + b.answered,
  late: a.late + b.late,
  missing: a.missing + b.missing,
});

export function figures({ asked, answered, late, missing }: Sums): Figures {
  return { asked, answered, late, missing, rate: asked === 0 ? null : Math.round((answered / asked) * PRECISION) / PRECISION };
}

/** One row a department, in the order given, without those in which nobody was asked; and all of them together. */
export function byDepartment(
  asked: readonly AskFigures[],
  departments: readonly Counted[],
): { total: Figures; departments: DepartmentFigures[] } {
  const sums = new Map<DepartmentId, Sums>();
  for (const one of asked) sums.set(one.departmentId, add(sums.get(one.departmentId) ?? NOTHING, one));
  const rows = departments.flatMap(({ id, name, dissolved }) => {
    const sum = sums.get(id);
    return sum && sum.asked > 0 ? [{ id, name, dissolved, ...figures(sum) }] : [];
  });
  return { total: figures([...sums.values()].reduce(add, NOTHING)), departments: rows };
}

/** Those who have not answered, each once, those who miss most first. Whoever changed departments in between counts in each. */
export function byMember(missing: readonly MissingFigure[]): MissingFigure[] {
  const sums = new Map<string, MissingFigure>();
  for (const one of missing) {
    const key = `${one.departmentId}/${one.memberId}`;
    sums.set(key, { ...one, missing: one.missing + (sums.get(key)?.missing ?? 0) });
  }
  return [...sums.values()].sort((a, b) => b.missing - a.missing || (a.memberId < b.memberId ? -1 : 1));
}

/** A department and everything below it; `departments` has parents before children. */
export function withBelow(departments: readonly Department[], top: string): Set<DepartmentId> {
  const found = new Set<DepartmentId>();
  for (const { id, parentId } of departments) if (id === top || (parentId && found.has(parentId))) found.add(id);
  return found;
}
