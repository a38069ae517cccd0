import type { Instant, PlainDate, Zone } from '../../../calendar/instant.js';
import type { WorkCalendar } from '../../../calendar/work-calendar.js';
import type { WorkingHours } from '../../../calendar/working-hours.js';
import { dateOf, instantAt } from '../../../calendar/zone.js';
import {
  compareHalfDays,
  type Half,
  type HalfDay,
  halfDayOf,
  nextHalfDay,
  nextWorkedHalfDay,
  type Period,
  previousHalfDay,
} from '../../half-days.js';
import type { Leave } from '../../leave.js';
import { mayReportBack } from '../may.js';

export type BackRefusal = 'not-open' | 'not-a-date' | 'future' | 'before-begin';
export type Back =
  | { readonly ok: true; readonly back: HalfDay; readonly late: boolean }
  | { readonly ok: false; readonly refusal: BackRefusal };

type Office = { readonly zone: Zone; readonly calendar: WorkCalendar; readonly workingHours: WorkingHours };

/**
 * 销假: the first half day at work again. Early, on time, or later than had been approved, which is noted; never in the future,
 * but for the next morning once working hours are over. `whole`: the leave with what goes on from it (`wholeAbsence`).
 */
export function decideBack(
  leave: Leave,
  on: PlainDate | undefined,
  half: Half,
  now: Instant,
  office: Office,
  whole: Period = leave.period,
): Back {
  const { zone, calendar } = office;
  if (!mayReportBack(leave, zone, now)) return { ok: false, refusal: 'not-open' };
  if (!on) return { ok: false, refusal: 'not-a-date' };
  const back: HalfDay = { on, half };
  if (compareHalfDays(back, latestBack(now, office)) > 0) return { ok: false, refusal: 'future' };
  if (compareHalfDays(back, leave.period.from) < 0) return { ok: false, refusal: 'before-begin' };
  return { ok: true, back, late: isLateBack(whole, back, calendar) };
}

/** Who is back in the evening was away until then: the first half day at work is the next morning. */
function latestBack(now: Instant, { zone, workingHours }: Omit<Office, 'calendar'>): HalfDay {
  const here = halfDayOf(now, zone);
  return now < instantAt(here.on, workingHours.end, zone) ? here : nextHalfDay({ on: here.on, half: 'afternoon' });
}

/** Due on the day of return (domain.md §3): with the first half day after the leave that is worked. */
const isLateBack = ({ until }: Period, back: HalfDay, calendar: WorkCalendar): boolean =>
  compareHalfDays(back, nextWorkedHalfDay(until, calendar)) > 0;

/**
 * As had been approved, where that is past: most were back in time, and say so when they are asked again; while other leave goes on from it as well.
 * Else today, from its morning, unless that was still leave by the plan; where working hours are over and the afternoon was leave, the next morning.
 * `whole` as in `decideBack`.
 */
export function usualBack({ period }: Leave, now: Instant, office: Office, whole: Period = period): HalfDay {
  const { zone, calendar } = office;
  const today = dateOf(now, zone);
  const due = nextWorkedHalfDay(whole.until, calendar);
  if (due.on < today) return due;
  const planned = nextHalfDay(period.until);
  const here = halfDayOf(now, zone);
  const latest = latestBack(now, office);
  if (compareHalfDays(planned, here) <= 0 && compareHalfDays(whole.until, here) >= 0) return planned;
  if (latest.on > today && compareHalfDays(whole.until, previousHalfDay(latest)) >= 0) return latest;
  const afternoon =
    (planned.on === today && planned.half === 'afternoon') || (period.from.on === today && period.from.half === 'afternoon');
  const half = afternoon && here.half === 'afternoon' ? 'afternoon' : 'morning';
  return { on: today, half };
}
