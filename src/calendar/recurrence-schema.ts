import { z } from 'zod';
import { cronProblem } from './cron.js';
import { PlainDateText } from './plain-date.js';
import { wholeNumber } from './whole-number.js';

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];
const Weekday = z.enum(weekdays, '应为 monday 至 sunday / expected monday to sunday');

/** `first`, `last`, or a number: 2 is the second, −2 the last but one. */
function nth(most: number) {
  const error = `应为 first、last 或 −${most} 至 ${most} 之间除 0 以外的整数 / expected first, last or a whole number from −${most} to ${most} but 0`;
  return z
    .union([z.enum(['first', 'last']), z.int()], { error })
    .refine((n) => typeof n === 'string' || (n !== 0 && Math.abs(n) <= most), { error });
}
export type Nth = z.output<ReturnType<typeof nth>>;

export function nthNumber(n: Nth): number {
  return n === 'first' ? 1 : n === 'last' ? -1 : n;
}

const Daily = z
  .strictObject({
    freq: z.literal('daily'),
    /** `workdays` by the office's calendar; `all` means every day, whatever the workday rule says. */
    days: z.enum(['workdays', 'all'], '应为 workdays 或 all / expected workdays or all').default('workdays'),
    everyDays: wholeNumber(1, 366).default(1),
    /** The day from which `everyDays` counts, in both directions. */
    from: PlainDateText.optional(),
  })
  .refine((daily) => daily.everyDays === 1 || daily.from !== undefined, {
    error: '隔几天一次时应写明从哪天算起 / say from which day the interval counts',
    path: ['from'],
  });

const Weekly = oneChoice(
  z.strictObject({
    freq: z.literal('weekly'),
    weekdays: z.array(Weekday, '应为星期列表 / expected a list of weekdays').min(1, '至少应有一天 / expected at least one day').optional(),
    workday: nth(7).optional(),
  }),
  ['weekdays', 'workday'],
);

/** 1–31, where a shorter month has none its last day; −1 is the last day, −2 the one before. */
const day = wholeNumber(-28, 31).refine((n) => n !== 0, '不能为 0 / must not be 0');

const inMonth = { day: day.optional(), weekday: Weekday.optional(), nth: nth(4).optional() };

const Monthly = weekdayWithNth(
  oneChoice(z.strictObject({ freq: z.literal('monthly'), ...inMonth, workday: nth(31).optional() }), ['day', 'weekday', 'workday']),
);

const Quarterly = weekdayWithNth(
  oneChoice(
    z.strictObject({
      freq: z.literal('quarterly'),
      /** The month of the quarter that the other choices count in. Without it, only `workday` is possible and counts in the whole quarter. */
      month: wholeNumber(1, 3).optional(),
      ...inMonth,
      workday: nth(92).optional(),
    }),
    ['day', 'weekday', 'workday'],
  ).refine((quarterly) => quarterly.month !== undefined || quarterly.workday !== undefined, {
    error: '应写明季度的第几个月（1、2 或 3）/ say which month of the quarter (1, 2 or 3)',
    path: ['month'],
  }),
);

const Cron = z.strictObject({
  freq: z.undefined().optional(),
  /** Five fields, read on the office's wall clock: minute, hour, day of month, month, day of week. */
  cron: z.string('应为 cron 表达式 / expected a cron expression').superRefine((expression, context) => {
    const problem = cronProblem(expression);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  }),
});

/** How often something happens (domain.md §1), as written in data/policy.yaml and stored as JSON. */
export const Recurrence = z.discriminatedUnion('freq', [Daily, Weekly, Monthly, Quarterly, Cron], {
  error: '应为 daily、weekly、monthly、quarterly 之一，或写 cron / expected one of daily, weekly, monthly, quarterly, or cron',
});
export type Recurrence = z.output<typeof Recurrence>;

/** What happens to an occurrence on a day that is no workday. `keep` is for a cron expression, which names its own days. */
export const WorkdayRule = z.enum(['previous', 'next', 'skip', 'keep'], {
  error: '应为 previous、next、skip 或 keep / expected previous, next, skip or keep',
});
export type WorkdayRule = z.output<typeof WorkdayRule>;

/** Exactly one of `keys` says which day is meant; two would contradict each other. */
function oneChoice<S extends z.ZodObject>(schema: S, keys: readonly (keyof z.output<S> & string)[]): S {
  return schema.refine((value) => keys.filter((key) => value[key] !== undefined).length === 1, {
    error: `应写且只写一项：${keys.join('、')} / expected exactly one of ${keys.join(', ')}`,
  });
}

function weekdayWithNth<S extends z.ZodObject>(schema: S): S {
  return schema.refine((value) => (value.weekday === undefined) === (value.nth === undefined), {
    error: 'weekday 与 nth 应同时写 / weekday and nth belong together',
    path: ['nth'],
  });
}
