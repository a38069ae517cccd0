import { z } from 'zod';
import type { PlainDate } from './instant.js';
import { addDays, dateIn, datesFrom, PlainDateText, weekdayOf } from './plain-date.js';
import { wholeNumber } from './whole-number.js';

/** A text that must not be empty. */
const words = (error: string) => z.string({ error }).trim().min(1, { error });

/** How far over the edge of its year a notice reaches: New Year's holiday may begin in December and be made up for in January. */
const ADJOINING_DAYS = 7;
/** The longest holiday announced so far has nine days; a longer one is a slip of the pen in `to`. */
const LONGEST_HOLIDAY_DAYS = 16;

const Holiday = z
  .strictObject({ name: words('应写节日名称 / expected the name of the holiday'), from: PlainDateText, to: PlainDateText })
  .refine((holiday) => holiday.from <= holiday.to, {
    error: '结束日期应不早于开始日期 / the end must not be before the start',
    path: ['to'],
  });

/** One year of `data/calendar/`: what the State Council's notice says beyond Monday to Friday. */
export const CalendarYear = z
  .strictObject({
    year: wholeNumber(2000, 2100),
    /** The notice it comes from, for whoever checks it. */
    source: words('应写明通知的名称和文号 / expected the title of the notice'),
    holidays: z.array(Holiday, '应为节日列表 / expected a list of holidays').min(1, '至少应有一个节日 / expected at least one holiday'),
    makeUpWorkdays: z.array(PlainDateText, '应为调休上班日期列表，没有则写 [] / expected a list of dates, [] for none'),
  })
  .superRefine((value, context) => {
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const first = addDays(dateIn(value.year, 1, 1), -ADJOINING_DAYS);
    const last = addDays(dateIn(value.year, 12, 31), ADJOINING_DAYS);
    const outside = (date: PlainDate) => date < first || date > last;
    const free = new Set<PlainDate>();
    value.holidays.forEach(({ from, to }, index) => {
      if (outside(from)) report(['holidays', index, 'from'], notInYear(from, value.year));
      else if (outside(to)) report(['holidays', index, 'to'], notInYear(to, value.year));
      else if (datesFrom(from, to).length > LONGEST_HOLIDAY_DAYS)
        report(['holidays', index, 'to'], `假期不应超过 ${LONGEST_HOLIDAY_DAYS} 天 / a holiday has at most ${LONGEST_HOLIDAY_DAYS} days`);
      else for (const date of datesFrom(from, to)) free.add(date);
    });
    value.makeUpWorkdays.forEach((date, index) => {
      const path = ['makeUpWorkdays', index];
      if (outside(date)) report(path, notInYear(date, value.year));
      else if (weekdayOf(date) <= 5)
        report(path, `调休上班日应为周六或周日，${date} 不是 / a make-up workday is a Saturday or Sunday, ${date} is not`);
      else if (free.has(date)) report(path, `${date} 同时列为假日 / ${date} is also listed as a holiday`);
      else if (value.makeUpWorkdays.indexOf(date) !== index) report(path, `${date} 重复 / ${date} is listed twice`);
    });
  });
export type CalendarYear = z.output<typeof CalendarYear>;

function notInYear(date: PlainDate, year: number): string {
  return `应在 ${year} 年内或紧邻的一周，现为 ${date} / expected a date in ${year} or the week beside it, found ${date}`;
}
