import { z } from 'zod';
import { wholeNumber } from '../../calendar/whole-number.js';

const carryOverError =
  '写法为 { years: 0 }，或 { years: 1, fromYear: 2026, untilMonth: 12 } / expected { years: 0 } or for example { years: 1, fromYear: 2026, untilMonth: 12 }';

/**
 * 职工带薪年休假条例 第五条: annual leave is taken within its year, and may be put off by one. `fromYear` is the first year whose unused days go
 * over: of those before siwen knows too little. They are to be taken by the end of `untilMonth` of the next year.
 */
const CarryOver = z.discriminatedUnion(
  'years',
  [
    z.strictObject({ years: z.literal(0) }),
    z.strictObject({ years: z.literal(1), fromYear: wholeNumber(2000, 2200), untilMonth: wholeNumber(1, 12).prefault(12) }),
  ],
  { error: carryOverError },
);
export type CarryOver = z.output<typeof CarryOver>;

/** 年休假 (domain.md §3). */
export const Annual = z.strictObject({ carryOver: CarryOver.prefault({ years: 0 }) }).prefault({});
