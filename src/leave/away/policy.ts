import { z } from 'zod';
import type { PlainTime } from '../../calendar/instant.js';
import { PlainTimeText } from '../../calendar/plain-date.js';
import { wholeNumber } from '../../calendar/whole-number.js';

/** When somebody is reminded that their leave begins; that it is over, they are at the first working hour after it. */
export const Reminders = z
  .strictObject({
    /** Of the workday before. */
    dayBefore: PlainTimeText.prefault('15:00'),
  })
  .prefault({});
export type Reminders = { readonly dayBefore: PlainTime };

/** 销假 is due on the day of return; workdays are counted from there. */
export const ReportBack = z
  .strictObject({
    nudges: z
      .array(z.strictObject({ workdaysAfter: wholeNumber(1, 30) }))
      .max(3, '最多三次 / at most three')
      .prefault([{ workdaysAfter: 1 }, { workdaysAfter: 2 }]),
    tellApproverAfterWorkdays: wholeNumber(1, 60).prefault(3),
  })
  .prefault({});
export type ReportBack = z.output<typeof ReportBack>;
