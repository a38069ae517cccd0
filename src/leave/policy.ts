import { z } from 'zod';
import { wholeNumber } from '../calendar/whole-number.js';
import { Reminders, ReportBack } from './away/policy.js';
import { Annual } from './balance/policy.js';
import { Chains, Waiting } from './chain/policy.js';

/** The section `leave` of data/policy.yaml (domain.md §3). */
export const LeavePolicy = z.strictObject({
  absence: z
    .strictObject({
      /** Before the start, in working hours, to whoever has not decided a request for absence, or not said whether it still stands. */
      nudges: z
        .array(z.strictObject({ hoursBefore: wholeNumber(1, 24 * 14) }))
        .max(3, '最多三次 / at most three')
        .prefault([{ hoursBefore: 24 }, { hoursBefore: 2 }]),
    })
    .prefault({}),
  /** Who approves a request for leave, and who is told of it. */
  chains: Chains,
  waiting: Waiting,
  annual: Annual,
  reminders: Reminders,
  reportBack: ReportBack,
  onBehalf: z
    .strictObject({
      /** What somebody entered for a member is confirmed by them within so many workdays; so far back they make leave good themselves (补办). */
      confirmWithinWorkdays: wholeNumber(1, 30).prefault(2),
    })
    .prefault({}),
});
export type LeavePolicy = z.output<typeof LeavePolicy>;
