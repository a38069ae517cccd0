import { z } from 'zod';
import type { Department, DepartmentId, Member } from './member.js';
import type { Org } from './permissions.js';
import { isAtLeast } from './policy.js';

/** YAML reads 101 as a number. */
const name = z.string({ error: '应为加引号的文字，如 "101" / expected text in quotes, e.g. "101"' }).min(1);
const names = z.array(name).min(1);

/** Who a schedule asks (domain.md §1). Looked up anew for every round, so that those who join or leave are followed. */
export const Audience = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('bureau') }),
    /** Departments by id or name, with everything below them, and whoever heads one from elsewhere. */
    z.strictObject({ kind: z.literal('departments'), departments: names }),
    z.strictObject({ kind: z.literal('ranks'), atLeast: z.string().min(1) }),
    z.strictObject({ kind: z.literal('positions'), positions: z.array(z.enum(['departmentHeads', 'bureauLeaders'])).min(1) }),
    z.strictObject({ kind: z.literal('members'), members: names }),
  ],
  {
    error:
      '应写作 { kind: bureau }，或 kind 为 departments、ranks、positions、members / expected { kind: bureau }, or another kind: departments, ranks, positions, members',
  },
);
export type Audience = z.output<typeof Audience>;

/** Those of `members` who belong to the audience, in the same order. */
export function membersIn(audience: Audience, members: readonly Member[], org: Org, ranks: readonly string[]): Member[] {
  const belongs = membership(audience, org, ranks);
  return members.filter(belongs);
}

function membership(audience: Audience, org: Org, ranks: readonly string[]): (member: Member) => boolean {
  switch (audience.kind) {
    case 'bureau':
      return () => true;
    case 'departments': {
      const wanted = withBelow(org.departments, new Set(audience.departments));
      const heads = new Set(org.departments.filter(({ id }) => wanted.has(id)).map(({ headId }) => headId));
      return (member) => wanted.has(member.departmentId) || heads.has(member.id);
    }
    case 'ranks':
      return (member) => isAtLeast(member.rank, audience.atLeast, ranks);
    case 'positions': {
      const heads = new Set(org.departments.map((department) => department.headId));
      const leaders = new Set([org.bureauHeadId, ...org.departments.map((department) => department.supervisingLeaderId)]);
      return (member) =>
        (audience.positions.includes('departmentHeads') && heads.has(member.id)) ||
        (audience.positions.includes('bureauLeaders') && leaders.has(member.id));
    }
    case 'members': {
      const wanted = new Set(audience.members);
      return (member) => wanted.has(member.id);
    }
  }
}

/** By id or name. Parents stand before their children in `departments`, so one pass is enough. */
export function withBelow(departments: readonly Department[], wanted: ReadonlySet<string>): ReadonlySet<DepartmentId> {
  const found = new Set<DepartmentId>();
  for (const { id, name, parentId } of departments)
    if (wanted.has(id) || wanted.has(name) || (parentId && found.has(parentId))) found.add(id);
  return found;
}
