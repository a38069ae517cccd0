import { expect, test } from 'vitest';
import { chainFor, unknownDepartments } from '../../../src/leave/chain/chain.js';
import { type Chain, Chains } from '../../../src/leave/chain/policy.js';
import type { LeaveKind } from '../../../src/leave/leave.js';
import type { DepartmentId } from '../../../src/org/member.js';
import { RANKS } from './chains.js';

const department = (id: string, name: string, parentId?: string) => ({
  id: id as DepartmentId,
  name,
  parentId: parentId as DepartmentId | undefined,
});
/** 局 → 机关 → 办公室 → 秘书科; 局 → 管理所 → 办公室. */
const departments = [
  department('1', '局'),
  department('2', '机关', '1'),
  department('3', '办公室', '2'),
  department('4', '秘书科', '3'),
  department('5', '管理所', '1'),
  department('6', '办公室', '5'),
];

/** The steps in short, e.g. `approve supervisingLeader → notify office`. */
function stepsOf(chains: readonly Chain[], kind: LeaveKind, rank: string, departmentId: string, halfDays: number): string | undefined {
  const steps = chainFor(chains, { ranks: RANKS, departments }, { kind, rank, departmentId: departmentId as DepartmentId, halfDays });
  return steps?.map(({ action, role }) => `${action} ${role}`).join(' → ');
}

const seed = Chains.parse(undefined);

test.each([
  ['business-trip', '正厅级', 'approve supervisingLeader → notify office'],
  ['business-trip', '正处级', 'approve supervisingLeader → notify office'],
  ['business-trip', '副处级', 'approve departmentHead'],
  ['business-trip', '科员', 'approve departmentHead'],
  ['annual-leave', '正厅级', 'approve supervisingLeader → process personnel → file office → file political-work'],
  ['annual-leave', '科员', 'approve supervisingLeader → process personnel → file office → file political-work'],
  ['personal-leave', '科员', undefined],
  ['sick-leave', '正厅级', undefined],
] as const)('%s of a %s, as the report of the meeting has it', (kind, rank, steps) => {
  for (const halfDays of [0, 1, 2, 60]) expect(stepsOf(seed, kind, rank, '4', halfDays)).toBe(steps);
});

test('a rank that is not on the ladder any more has no chain, not even one for everybody', () => {
  expect(stepsOf(seed, 'annual-leave', '厅级', '4', 2)).toBeUndefined();
});

const to = (role: string) => [{ approve: role }];
const byDepartment = Chains.parse([
  { when: { kind: 'business-trip', departments: ['机关'] }, steps: to('departmentHead') },
  { when: { kind: 'business-trip', departments: ['局/机关/办公室'] }, steps: to('supervisingLeader') },
  { when: { kind: 'business-trip', exceptDepartments: ['机关', '局/机关/办公室'] }, steps: to('bureauHead') },
  { when: { kind: 'annual-leave', departments: ['办公室'] }, steps: to('departmentHead') },
  { when: { kind: 'annual-leave', exceptDepartments: ['办公室'] }, steps: to('bureauHead') },
]);

test('the nearest department that is named counts, for the kind that names it; a path means one department only', () => {
  const approvers = (kind: LeaveKind) => departments.map(({ id }) => stepsOf(byDepartment, kind, '科员', id, 2)?.replace('approve ', ''));
  expect(approvers('business-trip')).toEqual([
    'bureauHead',
    'departmentHead',
    'supervisingLeader',
    'supervisingLeader',
    'bureauHead',
    'bureauHead',
  ]);
  expect(approvers('annual-leave')).toEqual([
    'bureauHead',
    'bureauHead',
    'departmentHead',
    'departmentHead',
    'bureauHead',
    'departmentHead',
  ]);
});

test('whoever was in a department that is gone is in none that is named', () => {
  expect(stepsOf(byDepartment, 'annual-leave', '科员', 'gone', 2)).toBe('approve bureauHead');
});

test('half a day more than three days is more than three days', () => {
  const byDays = Chains.parse([
    { when: { kind: 'sick-leave', days: { atMost: 3 } }, steps: to('departmentHead') },
    { when: { kind: 'sick-leave', days: { moreThan: 3 } }, steps: to('supervisingLeader') },
  ]);
  expect([0, 1, 5, 6, 7, 8].map((halfDays) => stepsOf(byDays, 'sick-leave', '科员', '4', halfDays))).toEqual([
    ...Array(4).fill('approve departmentHead'),
    ...Array(2).fill('approve supervisingLeader'),
  ]);
});

test('a department that chains name and the office does not have is known', () => {
  expect(unknownDepartments(byDepartment, departments)).toEqual([]);
  expect(unknownDepartments(byDepartment, departments.slice(0, 2))).toEqual(['局/机关/办公室', '办公室']);
});
