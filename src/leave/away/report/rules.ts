import type { Period as Dates } from '../../../calendar/period.js';
import { dateIn } from '../../../calendar/plain-date.js';
import type { WorkCalendar } from '../../../calendar/work-calendar.js';
import type { DepartmentId, MemberId } from '../../../org/member.js';
import { countHalfDays, type HalfDay, type Period } from '../../half-days.js';
import { type DaysOfYear, LEAVE_KINDS, type Leave, type LeaveKind, lessReturned } from '../../leave.js';
import { periodAway } from '../rules.js';
import type { Days, Figures } from './report.js';

export type Taken = Pick<Leave, 'memberId' | 'departmentId' | 'kind' | 'state' | 'period' | 'back'> & {
  readonly years: readonly DaysOfYear[];
};

/**
 * The half days of a leave that lie in `dates`. Of a year that lies in them as far as the leave does, what was counted when it was requested:
 * holidays that were announced later rewrite nothing. Of a part of it, what that part counts by the calendar of now, and no more than the whole.
 */
export function halfDaysIn(taken: Taken, dates: Dates, calendar: WorkCalendar): number {
  const away = periodAway(taken);
  if (!away) return 0;
  return taken.years.reduce((sum, { year, stored, returned }) => {
    const whole = lessReturned(stored, returned);
    const inYear = within(away, { from: dateIn(year, 1, 1), to: dateIn(year, 12, 31) });
    const part = inYear && within(inYear, dates);
    if (!inYear || !part) return sum;
    const isWhole = part.from.on === inYear.from.on && part.until.on === inYear.until.on;
    return sum + (isWhole ? whole : Math.min(whole, countHalfDays(part, calendar)));
  }, 0);
}

/** Undefined: nothing of it. */
function within({ from, until }: Period, dates: Dates): Period | undefined {
  if (until.on < dates.from || from.on > dates.to) return undefined;
  const first: HalfDay = from.on < dates.from ? { on: dates.from, half: 'morning' } : from;
  const last: HalfDay = until.on > dates.to ? { on: dates.to, half: 'afternoon' } : until;
  return { from: first, until: last };
}

export const NONE: Days = Object.fromEntries(LEAVE_KINDS.map((kind) => [kind, 0])) as Record<LeaveKind, number>;

export const figuresOf = (days: Days): Figures => ({ days, total: LEAVE_KINDS.reduce((sum, kind) => sum + days[kind], 0) });

/** What each member took in each department. */
export type Sums = Map<
  string,
  { readonly memberId: MemberId; readonly departmentId: DepartmentId; readonly days: Record<LeaveKind, number> }
>;

/** Thousands of times: into the sums that are there. */
export function add(
  sums: Sums,
  { memberId, departmentId, kind }: Pick<Taken, 'memberId' | 'departmentId' | 'kind'>,
  halfDays: number,
): void {
  if (halfDays === 0) return;
  const key = `${departmentId}/${memberId}`;
  const sum = sums.get(key) ?? { memberId, departmentId, days: { ...NONE } };
  sum.days[kind] += halfDays;
  sums.set(key, sum);
}

export const plus = (a: Days, b: Days): Days =>
  Object.fromEntries(LEAVE_KINDS.map((kind) => [kind, a[kind] + b[kind]])) as Record<LeaveKind, number>;
