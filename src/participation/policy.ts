import { z } from 'zod';

/** The section `participation` of data/policy.yaml. */
export const ParticipationPolicy = z.strictObject({
  /** Whether summaries name who has not answered and who was absent, to those whose right it is (domain.md §5). */
  names: z.boolean('应为 true 或 false / expected true or false').default(true),
});
export type ParticipationPolicy = z.output<typeof ParticipationPolicy>;
