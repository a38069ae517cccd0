import fc from 'fast-check';
import type { Chain, ChainStep } from '../../../src/leave/chain/policy.js';
import type { LeaveKind } from '../../../src/leave/leave.js';
import type { DepartmentId } from '../../../src/org/member.js';

export const RANKS = ['正厅级', '副厅级', '正处级', '副处级', '正科级', '副科级', '科员'];
const NAMES = ['甲', '乙', '丙', '丁'];

type Department = { id: DepartmentId; name: string; parentId: DepartmentId | undefined };

/** A bureau of up to twelve departments at any depth, several of them of one name. Parents come first. */
export const departments: fc.Arbitrary<Department[]> = fc
  .array(fc.record({ name: fc.constantFrom('戊', ...NAMES), parent: fc.nat() }), { minLength: 1, maxLength: 12 })
  .map((drawn) =>
    drawn.map(({ name, parent }, index) => ({
      id: `D${index}` as DepartmentId,
      name,
      parentId: index === 0 ? undefined : (`D${parent % index}` as DepartmentId),
    })),
  );

const role = fc.constantFrom('departmentHead', 'supervisingLeader', 'bureauHead');
const steps: fc.Arbitrary<ChainStep[]> = role.map((approver) => [{ action: 'approve', role: approver }]);
/** So that they meet and miss each other by half a day. */
const days = fc.constantFrom(0.5, 1, 1.5, 2, 3);
const names = fc.uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 2 });
const kinds = fc.constantFrom<LeaveKind[]>(['sick-leave'], ['annual-leave'], ['sick-leave', 'annual-leave']);

/** Any chains at all; next to none of them fit each other. */
export const anyChains: fc.Arbitrary<Chain[]> = fc.array(
  fc.record({
    when: fc
      .record(
        {
          kind: kinds,
          rank: fc.record({ atLeast: fc.constantFrom(...RANKS), atMost: fc.constantFrom(...RANKS) }, { requiredKeys: [] }),
          departments: names,
          exceptDepartments: names,
          days: fc.record({ moreThan: days, atMost: days }, { requiredKeys: [] }),
        },
        { requiredKeys: ['kind'] },
      )
      .map(({ exceptDepartments, ...when }) => (when.departments ? when : { ...when, exceptDepartments })),
    steps,
  }),
  { maxLength: 4 },
);

type Cut = { at: number; by: 'rank' | 'days' | 'departments'; rung: number; days: number; name: string; steps: ChainStep[] };
const cut: fc.Arbitrary<Cut> = fc.record({
  at: fc.nat(),
  by: fc.constantFrom('rank', 'days', 'departments'),
  rung: fc.integer({ min: 1, max: RANKS.length - 1 }),
  days,
  name: fc.constantFrom(...NAMES),
  steps,
});

/** Chains that fit: one that is for everything, cut in two again and again. */
export const fittingChains: fc.Arbitrary<Chain[]> = fc
  .tuple(kinds, steps, fc.array(cut, { maxLength: 6 }))
  .map(([kind, first, cuts]) => cuts.reduce(cutInTwo, [{ when: { kind }, steps: first }]));

function cutInTwo(chains: Chain[], { at, by, rung, days: length, name, steps: others }: Cut): Chain[] {
  const index = at % chains.length;
  const chain = chains[index];
  if (!chain) return chains;
  const halves = halvesOf(chain.when, { by, rung, days: length, name });
  return halves ? chains.toSpliced(index, 1, { when: halves[0], steps: chain.steps }, { when: halves[1], steps: others }) : chains;
}

type When = Chain['when'];

/** Undefined where the knife falls beside it. */
function halvesOf(when: When, { by, rung, days: length, name }: Omit<Cut, 'at' | 'steps'>): [When, When] | undefined {
  switch (by) {
    case 'rank': {
      const [highest, lowest] = [RANKS.indexOf(when.rank?.atLeast ?? ''), RANKS.indexOf(when.rank?.atMost ?? '')];
      // atMost is the highest rank that is meant, atLeast the lowest.
      if (rung <= Math.max(lowest, 0) || rung > (highest < 0 ? RANKS.length - 1 : highest)) return undefined;
      return [
        { ...when, rank: { ...when.rank, atLeast: RANKS[rung - 1] } },
        { ...when, rank: { ...when.rank, atMost: RANKS[rung] } },
      ];
    }
    case 'days': {
      if (length <= (when.days?.moreThan ?? 0) || length >= (when.days?.atMost ?? Number.POSITIVE_INFINITY)) return undefined;
      return [
        { ...when, days: { ...when.days, atMost: length } },
        { ...when, days: { ...when.days, moreThan: length } },
      ];
    }
    case 'departments': {
      const { departments: named, exceptDepartments: except, ...rest } = when;
      if (named)
        return named.length > 1 && named.includes(name)
          ? [
              { ...rest, departments: [name] },
              { ...rest, departments: named.filter((one) => one !== name) },
            ]
          : undefined;
      if (except?.includes(name)) return undefined;
      return [
        { ...rest, departments: [name] },
        { ...rest, exceptDepartments: [...(except ?? []), name] },
      ];
    }
  }
}

/** Chains that fit but for one bound, half a day, one rung or one department off. */
export const nearlyFittingChains: fc.Arbitrary<Chain[]> = fc
  .tuple(fittingChains, fc.nat(), fc.constantFrom(-0.5, 0.5), fc.constantFrom(-1, 1), fc.constantFrom(...NAMES))
  .map(([chains, nth, day, rung, name]) => {
    const index = nth % chains.length;
    return chains.map((chain, at) => (at === index ? { ...chain, when: shifted(chain.when, day, rung, name) } : chain));
  });

function shifted(when: When, day: number, rung: number, name: string): When {
  const { days: bounds, rank, departments: named } = when;
  if (bounds) return { ...when, days: { ...bounds, atMost: (bounds.atMost ?? 3) + day } };
  if (rank?.atLeast) return { ...when, rank: { ...rank, atLeast: RANKS[RANKS.indexOf(rank.atLeast) + rung] ?? rank.atLeast } };
  if (named) return { ...when, departments: [name] };
  return when;
}
