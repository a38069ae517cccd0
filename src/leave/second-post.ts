import type { DepartmentId, Member, MemberId, Rank } from '../org/member.js';
import type { Org } from '../org/permissions.js';

type Known = Pick<Member, 'id' | 'rank' | 'departmentId'>;

/**
 * 主要负责人: who heads a department, and whoever of it comes next by rank and then by the roster's order, which is the order of precedence. Both
 * away together is warned of (domain.md §3).
 */
export function topPosts(
  departmentId: DepartmentId,
  { departments }: Pick<Org, 'departments'>,
  members: readonly Known[],
  ranks: readonly Rank[],
): readonly [MemberId, MemberId] | undefined {
  const headId = departments.find(({ id }) => id === departmentId)?.headId;
  if (headId === undefined) return undefined;
  const orderOf = ({ rank }: Known): number => (ranks.includes(rank) ? ranks.indexOf(rank) : ranks.length);
  const others = members.filter((member) => member.departmentId === departmentId && member.id !== headId);
  const [first, ...rest] = others;
  if (!first) return undefined;
  const second = rest.reduce((best, member) => (orderOf(member) < orderOf(best) ? member : best), first);
  return [headId, second.id];
}
