import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Department, DepartmentId, MemberId } from '../../src/org/member.js';
import { byDepartment, byMember, type Figures, figures, withBelow } from '../../src/participation/rules.js';

const IDS = ['d0', 'd1', 'd2', 'd3'] as DepartmentId[];
const DEPARTMENTS = IDS.map((id) => ({ id, name: id, dissolved: false }));

/** Late is part of answered, answered part of asked: as the store counts them. */
const sums = fc
  .tuple(fc.nat(3_000), fc.nat(3_000), fc.nat(3_000))
  .map((numbers) => numbers.toSorted((a, b) => a - b))
  .map(([late = 0, answered = 0, asked = 0]) => ({ asked, answered, late, missing: asked - answered }));
const counted = fc.array(
  fc.tuple(fc.constantFrom(...IDS), sums).map(([departmentId, sum]) => ({ departmentId, ...sum })),
  { maxLength: 30 },
);

const holds = ({ asked, answered, late, missing, rate }: Figures) => {
  expect(missing).toBe(asked - answered);
  expect(late).toBeLessThanOrEqual(answered);
  if (asked === 0) expect(rate).toBeNull();
  else {
    expect(rate).toBeGreaterThanOrEqual(0);
    expect(rate).toBeLessThanOrEqual(1);
    // In whole numbers, since half a ten-thousandth is none of a binary fraction.
    const tenThousandths = Math.round((rate ?? 0) * 10_000);
    expect(rate).toBe(tenThousandths / 10_000);
    expect(2 * Math.abs(tenThousandths * asked - answered * 10_000)).toBeLessThanOrEqual(asked);
  }
};

test('the five figures fit together, in every department and in total', () => {
  fc.assert(
    fc.property(counted, (rows) => {
      const { total, departments } = byDepartment(rows, DEPARTMENTS);
      for (const one of [total, ...departments]) holds(one);
    }),
  );
});

test('the departments add up to the total, however the counts came in', () => {
  fc.assert(
    fc.property(counted, (rows) => {
      const { total, departments } = byDepartment(rows, DEPARTMENTS);
      for (const figure of ['asked', 'answered', 'late', 'missing'] as const)
        expect(departments.reduce((sum, one) => sum + one[figure], 0)).toBe(total[figure]);
      expect(byDepartment(rows.toReversed(), DEPARTMENTS)).toEqual({ total, departments });
    }),
  );
});

test.each([
  [0, 0, null],
  [0, 7, 0],
  [7, 7, 1],
  [1, 3, 0.3333],
  [2, 3, 0.6667],
  [1, 8, 0.125],
  [2_999, 3_000, 0.9997],
  // Not rounded up to everybody: one of many is missing all the same.
  [99_999, 100_000, 1],
])('%i of %i answered is a rate of %j', (answered, asked, rate) => {
  expect(figures({ asked, answered, late: 0, missing: asked - answered }).rate).toBe(rate);
});

test('a department in which nobody was asked has no row; the others come in the order of the roster', () => {
  const one = { asked: 2, answered: 1, late: 1, missing: 1 };
  const rows = [
    { departmentId: IDS[2] as DepartmentId, ...one },
    { departmentId: IDS[0] as DepartmentId, ...one },
  ];
  expect(byDepartment(rows, DEPARTMENTS).departments.map(({ id }) => id)).toEqual(['d0', 'd2']);
});

test('who is missing is listed once, the most often first, however many counts they were in', () => {
  const missing = fc.array(
    fc.record({
      memberId: fc.constantFrom('a', 'b', 'c').map((id) => id as MemberId),
      departmentId: fc.constantFrom(...IDS),
      missing: fc.integer({ min: 1, max: 5 }),
    }),
  );
  fc.assert(
    fc.property(missing, (counts) => {
      const listed = byMember(counts);
      const keys = listed.map(({ memberId, departmentId }) => `${departmentId}/${memberId}`);
      expect(new Set(keys).size).toBe(keys.length);
      const all = (rows: readonly { missing: number }[]) => rows.reduce((sum, one) => sum + one.missing, 0);
      expect(all(listed)).toBe(all(counts));
      expect(listed.map((one) => one.missing)).toEqual(listed.map((one) => one.missing).toSorted((a, b) => b - a));
    }),
  );
});

test('a department is chosen with everything below it and nothing beside it', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 12 }), fc.nat(), (parents, pick) => {
      const tree = [undefined, ...parents].map(
        (parent, index) =>
          ({ id: `t${index}`, parentId: parent === undefined ? undefined : `t${parent % index}` }) as unknown as Department,
      );
      const top = `t${pick % tree.length}`;
      const isUnder = (id: string | undefined): boolean =>
        id !== undefined && (id === top || isUnder(tree.find((one) => one.id === id)?.parentId));
      expect(withBelow(tree, top)).toEqual(new Set(tree.map(({ id }) => id).filter(isUnder)));
    }),
  );
});
