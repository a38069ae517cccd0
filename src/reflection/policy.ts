import { z } from 'zod';
import { PlainTimeText } from '../calendar/plain-date.js';
import { Recurrence, WorkdayRule } from '../calendar/recurrence.js';
import { Window } from '../calendar/window.js';
import { Audience } from '../org/audience.js';

/** A reminder to those who have not answered, so many hours before the window closes; moved into working hours. */
const Nudge = z.strictObject({
  hoursBefore: z
    .int()
    .min(1)
    .max(24 * 30),
});

/** What a schedule consists of, in data/policy.yaml and wherever one is made (domain.md §1). */
export const ScheduleSpec = z.strictObject({
  promptSet: z.string().min(1),
  audience: Audience,
  recurrence: Recurrence,
  time: PlainTimeText,
  window: Window,
  nudges: z.array(Nudge).max(2, '最多催两次 / at most two nudges').default([]),
  workdayRule: WorkdayRule.default('next'),
});
export type ScheduleSpec = z.output<typeof ScheduleSpec>;

export const ScheduleId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,39}$/, '应为小写英文字母、数字和连字符 / expected lower-case letters, digits and hyphens');

/** The section `reflection` of data/policy.yaml. */
export const ReflectionPolicy = z.strictObject({
  schedules: z
    .array(ScheduleSpec.extend({ id: ScheduleId }))
    .refine((schedules) => new Set(schedules.map(({ id }) => id)).size === schedules.length, 'id 不能重复 / ids must differ'),
});
export type ReflectionPolicy = z.output<typeof ReflectionPolicy>;
