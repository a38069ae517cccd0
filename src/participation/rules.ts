import type { Department, DepartmentId } from '../org/member.js';
import type { AskFigures } from '../reflection/round.js';

/** What docs/figures.md explains. `answered` includes `late`; `missing` = asked − answered; `rate` is 0 to 1, null where nobody was asked. */
export type Figures = {
  readonly asked: number;
  readonly answered: number;
  readonly late: number;
  readonly missing: number;
  readonly rate: number | null;
};
export type DepartmentFigures = Figures & { readonly id: DepartmentId; readonly name: string };

const PRECISION = 10_000;

export function figures(counted: { asked: number; answered: number; late: number; missing: number }): Figures {
  const { asked, answered, late, missing } = counted;
  return { asked, answered, late, missing, rate: asked === 0 ? null : Math.round((answered / asked) * PRECISION) / PRECISION };
}

/** One row a department, in the roster's order, without those in which nobody was asked; and all of them together. */
export function byDepartment(
  counted: readonly AskFigures[],
  departments: readonly Department[],
): { total: Figures; departments: DepartmentFigures[] } {
  const known = new Map(counted.map((one) => [one.departmentId, one]));
  const rows = departments.flatMap(({ id, name }) => {
    const one = known.get(id);
    return one && one.asked > 0 ? [{ id, name, ...figures(one) }] : [];
  });
  const sum = (pick: (one: AskFigures) => number) => counted.reduce((total, one) => total + pick(one), 0);
  const total = figures({
    asked: sum((one) => one.asked),
    answered: sum((one) => one.answered),
    late: sum((one) => one.late),
    missing: sum((one) => one.missing),
  });
  return { total, departments: rows };
}

/** A department and everything below it; `departments` has parents before children. */
export function withBelow(departments: readonly Department[], top: string): Set<DepartmentId> {
  const found = new Set<DepartmentId>();
  for (const { id, parentId } of departments) if (id === top || (parentId && found.has(parentId))) found.add(id);
  return found;
}
