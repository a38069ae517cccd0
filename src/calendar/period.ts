import type { Interval, PlainDate, Zone } from './instant.js';
import { type Looking, monthsFrom, numberedPeriod } from './numbered-period.js';
import { GAP, lineOf } from './one-line/line.js';
import { takeRange } from './one-line/range.js';
import {
  addDays,
  dateIn,
  daysBetween,
  firstOfMonth,
  firstOfQuarter,
  firstOfWeek,
  lastOfMonth,
  monthOf,
  plainDate,
  yearOf,
} from './plain-date.js';
import { startOfDay } from './zone.js';

/** Days that a summary covers, `from` and `to` both included. */
export type Period = { readonly from: PlainDate; readonly to: PlainDate };

const weekOf = (date: PlainDate): Period => ({ from: firstOfWeek(date), to: addDays(firstOfWeek(date), 6) });
/** The month that `date` lies in. */
export const monthPeriod = (date: PlainDate): Period => ({ from: firstOfMonth(date), to: lastOfMonth(date) });
const quarterOf = (date: PlainDate): Period => monthsFrom(yearOf(date), monthOf(firstOfQuarter(date)), 3);
const halfOf = (date: PlainDate): Period => monthsFrom(yearOf(date), monthOf(date) <= 6 ? 1 : 7, 6);
export const yearPeriod = (year: number): Period => ({ from: dateIn(year, 1, 1), to: dateIn(year, 12, 31) });

/** The unit after the one that `today` lies in. */
const after = (unit: (date: PlainDate) => Period) => (today: PlainDate) => unit(addDays(unit(today).to, 1));
/** The unit before the one that `today` lies in. */
const before = (unit: (date: PlainDate) => Period) => (today: PlainDate) => unit(addDays(unit(today).from, -1));
const day = (date: PlainDate): Period => ({ from: date, to: date });

/** What people type. 这个月 and 上个月 lose their 个, 星期 becomes 周 and 年度 年 before they are looked up. */
const NAMED: Record<string, (today: PlainDate) => Period> = {
  今天: day,
  昨天: before(day),
  明天: after(day),
  本周: weekOf,
  上周: before(weekOf),
  下周: after(weekOf),
  本月: monthPeriod,
  上月: before(monthPeriod),
  下月: after(monthPeriod),
  本季度: quarterOf,
  上季度: before(quarterOf),
  下季度: after(quarterOf),
  今年: (today) => yearPeriod(yearOf(today)),
  去年: (today) => yearPeriod(yearOf(today) - 1),
  明年: (today) => yearPeriod(yearOf(today) + 1),
  today: day,
  yesterday: before(day),
  tomorrow: after(day),
  'this week': weekOf,
  'last week': before(weekOf),
  'next week': after(weekOf),
  'this month': monthPeriod,
  'last month': before(monthPeriod),
  'next month': after(monthPeriod),
  'this quarter': quarterOf,
  'last quarter': before(quarterOf),
  'next quarter': after(quarterOf),
  'this year': (today) => yearPeriod(yearOf(today)),
  'last year': (today) => yearPeriod(yearOf(today) - 1),
  'next year': (today) => yearPeriod(yearOf(today) + 1),
};

/** A period as a person writes it: 本周, 上月, last quarter, 2026, 2026-11, 2026-11-24, 2026-11-01..2026-11-24, 2026-11-01至2026-11-24, 12月1日到5日, 11月, 三季度, 去年下半年. */
export function parsePeriod(text: string, today: PlainDate, looking: Looking = 'back'): Period | undefined {
  const words = text.trim().toLowerCase().replace(/\s+/g, ' ').replace('个', '').replace('星期', '周').replace(/年度$/, '年');
  const name = words
    .replace(/^这/, '本')
    .replace(/^本年$/, '今年')
    .replace(/^上年$/, '去年')
    .replace(/季$/, '季度');
  // Own keys only: 'constructor' is no period.
  if (Object.hasOwn(NAMED, name)) return NAMED[name]?.(today);
  const begun = inUnits(words, today, 'back');
  // 6月至12月 in December is under way, also for whoever looks ahead.
  const isOver = begun === undefined || begun.to < today;
  const period = (looking === 'ahead' && isOver ? inUnits(words, today, 'ahead') : begun) ?? inWords(words, today);
  return period && FIRST_DAY <= period.from && period.to <= LAST_DAY ? period : undefined;
}

/** What is counted goes through every day of a period, and through eleven as long before it: years with other than four digits would never end. */
const [FIRST_DAY, LAST_DAY] = [dateIn(1950, 1, 1), dateIn(2100, 12, 31)];

/** One, or from one to another. */
function inUnits(words: string, today: PlainDate, looking: Looking): Period | undefined {
  const [said = '', until, ...more] = words.split(/\s*(?:\.\.|至|到|~|～)\s*/);
  const unit = (each: string, after?: PlainDate) => parseUnit(each) ?? numberedPeriod(each, { today, looking, after });
  const first = unit(said);
  if (until === undefined) return first;
  const last = first && unit(until, first.from);
  return last && more.length === 0 && first.from <= last.to ? { from: first.from, to: last.to } : undefined;
}

/** Days of which not every year is said, or days of a week, as plain words of leave name them. */
function inWords(words: string, today: PlainDate): Period | undefined {
  if (YEAR_SAID.test(lineOf(words).rest)) return daysIn(words, today, dateIn(1900, 1, 1));
  const earliest = addDays(today, -NEAR_DAYS);
  const found = daysIn(words, today, earliest);
  // 12月1日 in January is the one that is just over.
  const isAhead = found !== undefined && daysBetween(today, found.from) > NEAR_DAYS;
  const period = isAhead ? daysIn(words, dateIn(yearOf(today) - 1, 12, 31), earliest) : found;
  return period && isNear(period, today) ? period : undefined;
}

const YEAR_SAID = /(?<!\d)\d{4}[-年/.]/;

/** Nobody says 12月1日 of a day a year away. */
const isNear = ({ from, to }: Period, today: PlainDate): boolean =>
  daysBetween(today, from) <= NEAR_DAYS && daysBetween(from, to) <= NEAR_DAYS;

/** Whole days, and nothing besides. */
function daysIn(words: string, today: PlainDate, earliest: PlainDate): Period | undefined {
  const line = lineOf(words);
  const { from, until } = takeRange(line, today, earliest);
  const isAll = [...line.rest].every((sign) => sign === GAP || sign === ' ');
  return from && until && !from.half && !until.half && isAll ? { from: from.date, to: until.date } : undefined;
}

/** Four months: this year's and the next's of a day are never both as near as that. */
const NEAR_DAYS = 122;

/** A year, a month or a day, with hyphens or with 年月日. */
function parseUnit(text: string): Period | undefined {
  const match = /^(\d{4})(?:[-年](\d{1,2})(?:[-月](\d{1,2})日?|月?)|年)?$/.exec(text);
  if (!match) return undefined;
  const [, year = '', month, dayOfMonth] = match;
  const date = plainDate([year, (month ?? '1').padStart(2, '0'), (dayOfMonth ?? '1').padStart(2, '0')].join('-'));
  if (!date) return undefined;
  if (dayOfMonth !== undefined) return day(date);
  return month === undefined ? yearPeriod(yearOf(date)) : monthPeriod(date);
}

/** From the first instant of `from` up to the end of `to` in the office's zone. */
export function intervalOf(period: Period, zone: Zone): Interval {
  return { start: startOfDay(period.from, zone), end: startOfDay(addDays(period.to, 1), zone) };
}

/** The year, half-year, quarter, month or week before, where `period` is a whole one; otherwise as many days just before it. */
export function previousPeriod(period: Period): Period {
  const to = addDays(period.from, -1);
  for (const unit of [(date: PlainDate) => yearPeriod(yearOf(date)), halfOf, quarterOf, monthPeriod]) {
    const whole = unit(period.from);
    if (whole.from === period.from && whole.to === period.to) return unit(to);
  }
  return { from: addDays(period.from, -(daysBetween(period.from, period.to) + 1)), to };
}
