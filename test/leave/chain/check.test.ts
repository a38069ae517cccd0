import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chainFor, kindsOf } from '../../../src/leave/chain/chain.js';
import { chainProblems } from '../../../src/leave/chain/check.js';
import type { Chain } from '../../../src/leave/chain/policy.js';
import type { LeaveKind } from '../../../src/leave/leave.js';
import { anyChains, departments, fittingChains, nearlyFittingChains, RANKS } from './chains.js';

type Asked = { kind: LeaveKind; rank: string; place: string | undefined; halfDays: number };

/** Whether a chain is for a request, written once more in other words. */
function applies({ when }: Chain, { kind, rank, place, halfDays }: Asked): boolean {
  const lowest = when.rank?.atLeast === undefined ? RANKS.length - 1 : RANKS.indexOf(when.rank.atLeast);
  const highest = when.rank?.atMost === undefined ? 0 : RANKS.indexOf(when.rank.atMost);
  const there = when.departments
    ? when.departments.some((name) => name === place)
    : !(when.exceptDepartments ?? []).some((name) => name === place);
  const long = halfDays / 2 > (when.days?.moreThan ?? -1) && halfDays / 2 <= (when.days?.atMost ?? 1_000);
  return when.kind.some((one) => one === kind) && RANKS.slice(highest, lowest + 1).includes(rank) && there && long;
}

/** Every request there can be, half day by half day until no bound is left. */
const everyRequest = (chains: readonly Chain[]): Asked[] =>
  kindsOf(chains).flatMap((kind) =>
    RANKS.flatMap((rank) =>
      ['甲', '乙', '丙', '丁', undefined].flatMap((place) => Array.from({ length: 9 }, (_, halfDays) => ({ kind, rank, place, halfDays }))),
    ),
  );

const stepsFor = (chains: readonly Chain[], request: Asked): Set<string> =>
  new Set(chains.filter((chain) => applies(chain, request)).map(({ steps }) => JSON.stringify(steps)));

/** Each request has its steps, and each chain is needed for some. */
function fits(chains: readonly Chain[]): boolean {
  const requests = everyRequest(chains);
  const needed = (chain: Chain) =>
    requests.some((request) => applies(chain, request) && !chains.some((other) => other !== chain && applies(other, request)));
  return requests.every((request) => stepsFor(chains, request).size === 1) && chains.every(needed);
}

test('the check says of any chains what going through every possible request says', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyChains, fittingChains, nearlyFittingChains),
      (chains) => (chainProblems(chains, RANKS).length === 0) === fits(chains),
    ),
    { numRuns: 1_000 },
  );
});

test('chains that fit are accepted; one that is taken away is missed, one that is doubled is one too many', () => {
  fc.assert(
    fc.property(fittingChains, fc.nat(), (chains, nth) => {
      const index = nth % chains.length;
      expect(chainProblems(chains, RANKS)).toEqual([]);
      const kinds = new Set(kindsOf(chains));
      const left = chains.toSpliced(index, 1);
      const stillOffered = new Set(kindsOf(left));
      expect(chainProblems(left, RANKS).some(({ is }) => is === 'missing')).toBe([...kinds].some((kind) => stillOffered.has(kind)));
      const again = chains.toSpliced(index, 0, ...chains.slice(index, index + 1));
      expect(chainProblems(again, RANKS)).toMatchObject([{ is: 'covered', chain: index + 1, by: [index] }]);
    }),
  );
});

test('the request of an example is one that shows the problem', () => {
  fc.assert(
    fc.property(fc.oneof(anyChains, nearlyFittingChains), (chains) => {
      const applying = (request: Asked) =>
        [...chains.keys()].filter((index) => chains.slice(index, index + 1).some((one) => applies(one, request)));
      for (const problem of chainProblems(chains, RANKS)) {
        if (problem.is === 'missing') expect(applying(problem.example)).toEqual([]);
        if (problem.is === 'contradiction') expect(applying(problem.example)).not.toContain(problem.chain);
        if (problem.is === 'covered') expect(applying(problem.example).filter((one) => problem.by.includes(one)).length).toBeGreaterThan(0);
        if (problem.is === 'covered') expect(applying(problem.example)).toContain(problem.chain);
        if (problem.is === 'ambiguous') {
          expect(applying(problem.example)).toEqual(expect.arrayContaining([problem.chain, problem.other]));
          expect(stepsFor(chains, problem.example).size).toBeGreaterThan(1);
        }
      }
    }),
    { numRuns: 500 },
  );
});

test('with chains that are accepted every request in every bureau has exactly one list of steps', () => {
  fc.assert(
    fc.property(
      fittingChains,
      departments,
      fc.record({ nth: fc.nat(), rank: fc.constantFrom(...RANKS), halfDays: fc.integer({ min: 0, max: 9 }) }),
      (chains, org, { nth, rank, halfDays }) => {
        const own = org[nth % org.length];
        if (!own) return;
        const named = new Set(chains.flatMap(({ when }) => [...(when.departments ?? []), ...(when.exceptDepartments ?? [])]));
        let near: typeof own | undefined = own;
        while (near && !named.has(near.name)) near = org.find(({ id }) => id === near?.parentId);
        for (const kind of kindsOf(chains)) {
          const steps = chainFor(chains, { ranks: RANKS, departments: org }, { kind, rank, departmentId: own.id, halfDays });
          expect([JSON.stringify(steps)]).toEqual([...stepsFor(chains, { kind, rank, place: near?.name, halfDays })]);
        }
      },
    ),
    { numRuns: 500 },
  );
});
