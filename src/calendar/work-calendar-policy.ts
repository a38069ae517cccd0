import { z } from 'zod';
import { PlainDateText } from './plain-date.js';

const dates = z.array(PlainDateText);

/** `china`: the State Council's yearly notices. `monday-friday`: any other office, with its own holidays and worked weekend days. */
export const WorkCalendarPolicy = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('china') }),
    z.strictObject({ kind: z.literal('monday-friday'), holidays: dates.default([]), workdays: dates.default([]) }),
  ],
  { error: '应为 china 或 monday-friday / expected china or monday-friday' },
);
export type WorkCalendarPolicy = z.output<typeof WorkCalendarPolicy>;
