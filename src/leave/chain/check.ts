import type { Rank } from '../../org/member.js';
import { isAtLeast } from '../../org/policy.js';
import type { LeaveKind } from '../leave.js';
import { type Asked, isFor, kindsOf, placesOf } from './chain.js';
import { type Chain, Chains } from './policy.js';

/** What is wrong with the chains as a whole. A chain is named by its index; `example` is a request that shows it. */
export type ChainProblem =
  | { readonly is: 'rank-unknown'; readonly chain: number; readonly bound: Bound; readonly rank: Rank }
  | { readonly is: 'default-rank-unknown'; readonly rank: Rank }
  | { readonly is: 'contradiction'; readonly chain: number; readonly field: 'rank' | 'days'; readonly example: Example }
  | { readonly is: 'covered'; readonly chain: number; readonly by: readonly number[]; readonly example: Example }
  | { readonly is: 'ambiguous'; readonly chain: number; readonly other: number; readonly example: Example }
  | { readonly is: 'missing'; readonly chain: number; readonly example: Example };

type Bound = 'atLeast' | 'atMost';
/** `anywhere`: no chain of the kind names a department. */
export type Example = Asked & { readonly anywhere: boolean };
/** A request that stands for all that chains don't tell apart, and the chains that are for it. */
type Matched = { readonly example: Example; readonly chains: readonly number[] };

/**
 * Everything that keeps the chains from being for each possible request exactly once. Chains have no precedence: neither the first nor the
 * narrowest wins, so that whoever reads a line knows what holds. Two may be for the same request only if their steps are the same.
 */
export function chainProblems(chains: readonly Chain[], ranks: readonly Rank[]): ChainProblem[] {
  const unknown = unknownRanks(chains, ranks);
  if (unknown.length > 0)
    return isDefault(chains) ? unknown.slice(0, 1).map(({ rank }) => ({ is: 'default-rank-unknown', rank })) : unknown;
  const contradictions = chains.flatMap((chain, index) => contradictionIn(chain, index, ranks));
  const matched = requestsTold(chains, ranks);
  const covered = coveredIn(matched, chains, new Set(contradictions.map(({ chain }) => chain)));
  return [
    ...contradictions,
    ...covered,
    ...ambiguousIn(matched, chains, new Set(covered.map(({ chain }) => chain))),
    ...missingIn(matched, chains),
  ];
}

function unknownRanks(chains: readonly Chain[], ranks: readonly Rank[]) {
  const bounds = ['atLeast', 'atMost'] as const;
  return chains.flatMap(({ when }, chain) =>
    bounds.flatMap((bound) => {
      const rank = when.rank?.[bound];
      return rank === undefined || ranks.includes(rank) ? [] : [{ is: 'rank-unknown' as const, chain, bound, rank }];
    }),
  );
}

const isDefault = (chains: readonly Chain[]): boolean => JSON.stringify(chains) === JSON.stringify(Chains.parse(undefined));

/** Of each kind every rank, in every department that is named and in one that is not, for as many days as every bound still has and no more. */
function requestsTold(chains: readonly Chain[], ranks: readonly Rank[]): Matched[] {
  return kindsOf(chains).flatMap((kind) => {
    const named = placesOf(chains, kind);
    const [places, lengths] = [[...named, undefined], lengthsOf(chains, kind)];
    return ranks
      .flatMap((rank) =>
        places.flatMap((place) => lengths.map((halfDays) => ({ kind, rank, place, halfDays, anywhere: named.length === 0 }))),
      )
      .map((example) => ({ example, chains: chains.flatMap((chain, index) => (isFor(chain, example, ranks) ? [index] : [])) }));
  });
}

/** In half days: one length on each side of every bound, so that all between two bounds are stood for. */
function lengthsOf(chains: readonly Chain[], kind: LeaveKind): number[] {
  const bounds = chains
    .filter(({ when }) => when.kind.includes(kind))
    .flatMap(({ when }) => [when.days?.moreThan, when.days?.atMost])
    .flatMap((days) => (days === undefined ? [] : [days * 2]));
  if (bounds.length === 0) return [2];
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  return [...new Set(sorted.flatMap((bound, index) => [bound, lengthAbove(bound, sorted[index + 1])]))];
}

/** Whole days read better than half ones. */
function lengthAbove(bound: number, next = Number.POSITIVE_INFINITY): number {
  const wholeDays = (Math.floor(bound / 2) + 1) * 2;
  return wholeDays <= next ? wholeDays : bound + 1;
}

type Contradiction = Extract<ChainProblem, { is: 'contradiction' }>;

/** Bounds between which nothing lies. Departments can't contradict each other. */
function contradictionIn({ when }: Chain, chain: number, ranks: readonly Rank[]): Contradiction[] {
  const { rank = {}, days } = when;
  const within = (one: Rank) => isAtLeast(one, rank.atLeast ?? one, ranks) && isAtLeast(rank.atMost ?? one, one, ranks);
  const place = when.departments?.[0];
  const request = { kind: when.kind[0] ?? 'business-trip', place, anywhere: !when.departments && !when.exceptDepartments } as const;
  const { moreThan, atMost } = days ?? {};
  const halfDays = lengthAbove((moreThan ?? 0) * 2);
  const found = (field: 'rank' | 'days', one: Rank): Contradiction => ({
    is: 'contradiction',
    chain,
    field,
    example: { ...request, rank: one, halfDays },
  });
  if (!ranks.some(within)) return [found('rank', rank.atLeast ?? '')];
  return moreThan !== undefined && atMost !== undefined && atMost <= moreThan ? [found('days', ranks.find(within) ?? '')] : [];
}

/** From the last to the first, so that of two that are for the same the later is the one too many. */
function coveredIn(matched: readonly Matched[], chains: readonly Chain[], empty: ReadonlySet<number>) {
  const found: Extract<ChainProblem, { is: 'covered' }>[] = [];
  const left = new Set(chains.keys());
  for (const chain of [...chains.keys()].reverse()) {
    const own = matched.filter((request) => request.chains.includes(chain));
    const others = [...left].filter((other) => other !== chain && own.some((request) => request.chains.includes(other)));
    const [first] = own;
    if (!first || empty.has(chain) || !own.every((request) => others.some((other) => request.chains.includes(other)))) continue;
    const alone = others.find((other) => own.every((request) => request.chains.includes(other)));
    found.unshift({ is: 'covered', chain, by: alone === undefined ? others : [alone], example: first.example });
    left.delete(chain);
  }
  return found;
}

function ambiguousIn(matched: readonly Matched[], chains: readonly Chain[], covered: ReadonlySet<number>): ChainProblem[] {
  const steps = chains.map((chain) => JSON.stringify(chain.steps));
  return [...chains.keys()].flatMap((chain) =>
    [...chains.keys()].slice(0, chain).flatMap((other): ChainProblem[] => {
      if (covered.has(chain) || covered.has(other) || steps[chain] === steps[other]) return [];
      const both = matched.find((request) => request.chains.includes(chain) && request.chains.includes(other));
      return both ? [{ is: 'ambiguous', chain, other, example: both.example }] : [];
    }),
  );
}

/** The first of each kind: what is missing is seldom missing once. */
function missingIn(matched: readonly Matched[], chains: readonly Chain[]): ChainProblem[] {
  return kindsOf(chains).flatMap((kind): ChainProblem[] => {
    const none = matched.find(({ example, chains: found }) => example.kind === kind && found.length === 0);
    return none ? [{ is: 'missing', chain: chains.findIndex(({ when }) => when.kind.includes(kind)), example: none.example }] : [];
  });
}
