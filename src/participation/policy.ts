import { z } from 'zod';
import { PlainTimeText } from '../calendar/plain-date.js';
import { ChannelName } from '../meeting/policy.js';

/** The section `participation` of data/policy.yaml. */
export const ParticipationPolicy = z.strictObject({
  /** Whether summaries name who has not answered and who was absent, to those whose right it is (domain.md §5). */
  names: z.boolean('应为 true 或 false / expected true or false').default(true),
  /** 通报: a draft of each month for the office, on the first workday of the next. */
  bulletin: z
    .strictObject({
      enabled: z.boolean('应为 true 或 false / expected true or false').default(true),
      time: PlainTimeText.prefault('09:00'),
      /** Left out: where meetings are posted. */
      channel: ChannelName.optional(),
      /** Whether it names who was absent from meetings without leave. Who has not answered is never named. */
      absences: z.boolean('应为 true 或 false / expected true or false').default(false),
    })
    .prefault({}),
});
export type ParticipationPolicy = z.output<typeof ParticipationPolicy>;
