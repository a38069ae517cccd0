import { z } from 'zod';
import type { PlainDate } from './instant.js';
import { addDays, dateIn, dayOf, lastOfMonth, monthOf, yearOf } from './plain-date.js';
import { wholeNumber } from './whole-number.js';

/** How long something is kept, in data/policy.yaml. */
export const Span = z.union(
  [
    z.strictObject({ days: wholeNumber(1, 36_500) }),
    z.strictObject({ months: wholeNumber(1, 1_200) }),
    z.strictObject({ years: wholeNumber(1, 100) }),
  ],
  { error: '应为 { days: 天数 }、{ months: 月数 } 或 { years: 年数 } / expected { days: n }, { months: n } or { years: n }' },
);
export type Span = z.output<typeof Span>;

/** The same day of a later month, or that month's last day where it has no such day. */
export function later(date: PlainDate, span: Span): PlainDate {
  return 'days' in span ? addDays(date, span.days) : monthsAfter(date, monthsIn(span));
}

/** What is of this date is kept `span` long until today and not a day longer; what is older is not. */
export function oldestKept(today: PlainDate, span: Span): PlainDate {
  let date = 'days' in span ? addDays(today, -span.days) : monthsAfter(today, -monthsIn(span));
  // The months' lengths differ: 29 to 31 January all end on 28 February.
  while (later(date, span) < today) date = addDays(date, 1);
  while (later(addDays(date, -1), span) >= today) date = addDays(date, -1);
  return date;
}

const monthsIn = (span: Exclude<Span, { days: number }>): number => ('months' in span ? span.months : 12 * span.years);

function monthsAfter(date: PlainDate, months: number): PlainDate {
  const first = dateIn(yearOf(date), monthOf(date) + months, 1);
  return addDays(first, Math.min(dayOf(date), dayOf(lastOfMonth(first))) - 1);
}
