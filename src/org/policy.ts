import { z } from 'zod';
import type { Rank } from './member.js';

/** The section `org` of data/policy.yaml. */
export const OrgPolicy = z.strictObject({
  /** 职级, the highest first. */
  ranks: z
    .array(z.string().trim().min(1, '职级不能为空 / a rank must not be empty'))
    .min(1, '至少要有一个职级 / at least one rank is needed')
    .refine((ranks) => new Set(ranks).size === ranks.length, '职级不能重复 / a rank must not appear twice'),
});
export type OrgPolicy = z.output<typeof OrgPolicy>;

/** Whether `rank` is `than` or higher on the ladder, whose highest rung comes first. A rank that isn't on the ladder is at least nothing. */
export function isAtLeast(rank: Rank, than: Rank, ladder: readonly Rank[]): boolean {
  const [rung, threshold] = [ladder.indexOf(rank), ladder.indexOf(than)];
  return rung >= 0 && threshold >= 0 && rung <= threshold;
}
