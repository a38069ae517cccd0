import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { halfDaysByYear, type Period } from '../half-days.js';
import type { DaysOfYear, Leave } from '../leave.js';
import type { Entry } from './balance.js';
import { inForce } from './rules.js';

/** What a leave counts in a year, and what it would count by the calendar of today. */
export type Difference = { readonly year: number; readonly counts: number; readonly wouldCount: number };

export type Recount = { readonly leave: Leave; readonly differences: readonly Difference[] };

export type RecountList = {
  readonly ok: true;
  readonly total: number;
  readonly listed: readonly (Recount & { readonly name: string; readonly department: string; readonly isOwn: boolean })[];
};

export const sumOf = ({ differences }: Pick<Recount, 'differences'>): number =>
  differences.reduce((sum, { wouldCount }) => sum + wouldCount, 0);

/**
 * The years of a decided leave whose days the calendar of today counts otherwise (domain.md §3: holidays that are announced later never rewrite a
 * decision). What personnel has looked at and left, at this very count, is not asked again, unless they undo that; days whose correction they undo are
 * left as well. `away`: what was, or will be, spent away. `entries`: of this leave, in their order.
 */
export function differences(
  days: readonly DaysOfYear[],
  away: Period | undefined,
  entries: readonly Entry[],
  calendar: WorkCalendar,
): readonly Difference[] {
  const today = away ? halfDaysByYear(away, calendar) : new Map<number, number>();
  const years = new Set([...days.map(({ year }) => year), ...today.keys()]);
  return [...years]
    .toSorted((a, b) => a - b)
    .flatMap((year): Difference[] => {
      const day = days.find((one) => one.year === year);
      const decided = entries.filter((entry) => entry.year === year && entry.recount);
      const corrected = decided.reduce((sum, { halfDays }) => sum + halfDays, 0);
      const counts = (day?.stored ?? 0) - (day?.returned ?? 0) - corrected;
      const wouldCount = today.get(year) ?? 0;
      const standing = inForce(decided);
      // To undo a correction is to leave the days as they are; to undo that they were left decides nothing.
      const last = decided.findLast((entry) => entry.halfDays !== 0 || standing.includes(entry));
      return counts === wouldCount || last?.recount?.counted === wouldCount ? [] : [{ year, counts, wouldCount }];
    });
}
