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

/** Sums so far: as large as the office, however many rounds go in. */
export type Asked = Map<DepartmentId, AskFigures>;
export type Absent = Map<string, MissingFigure>;

export function addAsked(sums: Asked, some: Iterable<AskFigures>): void {
  for (const one of some) {
    const { departmentId } = one;
    sums.set(departmentId, { departmentId, ...add(sums.get(departmentId) ?? NOTHING, one) });
  }
}

export function addMissing(sums: Absent, some: Iterable<MissingFigure>): void {
  for (const one of some) {
    const key = `${one.departmentId}/${one.memberId}`;
    sums.set(key, { ...one, missing: one.missing + (sums.get(key)?.missing ?? 0) });
  }
}

/** One row a department, in the order given, without those in which nobody was asked; and all of them together. */
export function byDepartment(
  asked: Iterable<AskFigures>,
  departments: readonly Counted[],
): { total: Figures; departments: DepartmentFigures[] } {
  const sums: Asked = new Map();
  addAsked(sums, asked);
  const rows = departments.flatMap(({ id, name, dissolved }) => {
    const sum = sums.get(id);
    return sum && sum.asked > 0 ? [{ id, name, dissolved, ...figures(sum) }] : [];
  });
  return { total: figures([...sums.values()].reduce<Sums>(add, NOTHING)), departments: rows };
}

/** Those who have not answered, each once, those who miss most first. Whoever changed departments in between counts in each. */
export function byMember(missing: Iterable<MissingFigure>): MissingFigure[] {
  const sums: Absent = new Map();
  addMissing(sums, missing);
  return [...sums.values()].sort((a, b) => b.missing - a.missing || (a.memberId < b.memberId ? -1 : 1));
}

/** A department and everything below it; `departments` has parents before children. */
export function withBelow(departments: readonly Department[], top: string): Set<DepartmentId> {
  const found = new Set<DepartmentId>();
  for (const { id, parentId } of departments) if (id === top || (parentId && found.has(parentId))) found.add(id);
  return found;
}
