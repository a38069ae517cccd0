import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isAtLeast, OrgPolicy } from '../../src/org/policy.js';
import { RANKS } from './bureau.js';

test('正处级 and above means 正处级 itself and what stands before it on the ladder', () => {
  expect(RANKS.filter((rank) => isAtLeast(rank, '正处级', RANKS))).toEqual(['正厅级', '副厅级', '正处级']);
});

test('of two ranks at least one is at least the other, both only if they are the same', () => {
  const rank = fc.constantFrom(...RANKS);
  fc.assert(fc.property(rank, rank, (a, b) => isAtLeast(a, b, RANKS) || isAtLeast(b, a, RANKS)));
  fc.assert(fc.property(rank, rank, (a, b) => (isAtLeast(a, b, RANKS) && isAtLeast(b, a, RANKS)) === (a === b)));
});

test('a rank that is not on the ladder is at least nothing, and nothing is at least it', () => {
  expect(RANKS.some((rank) => isAtLeast('厅级', rank, RANKS) || isAtLeast(rank, '厅级', RANKS))).toBe(false);
});

test('a ladder has rungs, and each of them once', () => {
  expect(OrgPolicy.safeParse({ ranks: RANKS }).success).toBe(true);
  expect(OrgPolicy.safeParse({ ranks: [] }).success).toBe(false);
  expect(OrgPolicy.safeParse({ ranks: ['科员', ' 科员'] }).success).toBe(false);
});
