import type { Instant, PlainDate, Zone } from '../../../calendar/instant.js';
import type { WorkCalendar } from '../../../calendar/work-calendar.js';
import { dateOf } from '../../../calendar/zone.js';
import { compareHalfDays, type Half, type HalfDay, halfDayOf, nextHalfDay, nextWorkedHalfDay, type Period } from '../../half-days.js';
import type { Leave } from '../../leave.js';
import { mayReportBack } from '../may.js';

export type BackRefusal = 'not-open' | 'not-a-date' | 'future' | 'before-begin';
export type Back =
  | { readonly ok: true; readonly back: HalfDay; readonly late: boolean }
  | { readonly ok: false; readonly refusal: BackRefusal };

type Office = { readonly zone: Zone; readonly calendar: WorkCalendar };

/**
 * 销假: the first half day at work again. Early, on time, or later than had been approved, which is noted; never in the future. `whole`: the leave
 * with what goes on from it (`wholeAbsence`).
 */
export function decideBack(
  leave: Leave,
  on: PlainDate | undefined,
  half: Half,
  now: Instant,
  { zone, calendar }: Office,
  whole: Period = leave.period,
): Back {
  if (!mayReportBack(leave, zone, now)) return { ok: false, refusal: 'not-open' };
  if (!on) return { ok: false, refusal: 'not-a-date' };
  const back: HalfDay = { on, half };
  if (compareHalfDays(back, halfDayOf(now, zone)) > 0) return { ok: false, refusal: 'future' };
  if (compareHalfDays(back, leave.period.from) < 0) return { ok: false, refusal: 'before-begin' };
  return { ok: true, back, late: isLateBack(whole, back, calendar) };
}

/** Due on the day of return (domain.md §3): with the first half day after the leave that is worked. */
const isLateBack = ({ until }: Period, back: HalfDay, calendar: WorkCalendar): boolean =>
  compareHalfDays(back, nextWorkedHalfDay(until, calendar)) > 0;

/**
 * As had been approved, where that is past: most were back in time, and say so when they are asked again. Else today, from its morning, unless that was
 * still leave by the plan. While other leave goes on from it, as it had been approved as well. `whole` as in `decideBack`.
 */
export function usualBack({ period }: Leave, now: Instant, { zone, calendar }: Office, whole: Period = period): HalfDay {
  const today = dateOf(now, zone);
  const due = nextWorkedHalfDay(whole.until, calendar);
  if (due.on < today) return due;
  const planned = nextHalfDay(period.until);
  const here = halfDayOf(now, zone);
  if (compareHalfDays(planned, here) <= 0 && compareHalfDays(whole.until, here) >= 0) return planned;
  const afternoon =
    (planned.on === today && planned.half === 'afternoon') || (period.from.on === today && period.from.half === 'afternoon');
  const half = afternoon && here.half === 'afternoon' ? 'afternoon' : 'morning';
  return { on: today, half };
}
