import type { PlainDate } from '../../calendar/instant.js';
import { type Period, parsePeriod } from '../../calendar/period.js';
import { dateIn, plainDate, yearOf } from '../../calendar/plain-date.js';

export type DateField = 'from' | 'to';
export type DatesProblem = 'not-a-date' | 'ends-first' | 'too-far-back' | 'too-far-ahead';
export type Dates =
  | { readonly ok: true; readonly period: Period }
  | { readonly ok: false; readonly field: DateField; readonly problem: DatesProblem };

/** 起止日期, as somebody picked them: as far ahead as the longest period that is under way, which is this year, and as the period `shown`, which may lie ahead. */
export function decideDates(from: string, to: string, today: PlainDate, shown: Period | undefined): Dates {
  const wrong = (field: DateField, problem: DatesProblem): Dates => ({ ok: false, field, problem });
  const [first, last] = [plainDate(from), plainDate(to)];
  if (!first) return wrong('from', 'not-a-date');
  if (!last) return wrong('to', 'not-a-date');
  if (last < first) return wrong('to', 'ends-first');
  if (last > dateIn(yearOf(today), 12, 31) && !(shown && last <= shown.to)) return wrong('to', 'too-far-ahead');
  const period = parsePeriod(`${first}..${last}`, today);
  return period ? { ok: true, period } : wrong('from', 'too-far-back');
}
