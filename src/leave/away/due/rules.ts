import type { Instant, Zone } from '../../../calendar/instant.js';
import { addDays } from '../../../calendar/plain-date.js';
import type { WorkCalendar } from '../../../calendar/work-calendar.js';
import { addWorkdays, onOrBefore } from '../../../calendar/workdays.js';
import { nextWorkingTime, type WorkingHours } from '../../../calendar/working-hours.js';
import { dateOf, instantAt, startOfDay } from '../../../calendar/zone.js';
import { spanOf } from '../../half-days.js';
import type { Leave } from '../../leave.js';
import type { Reminders, ReportBack } from '../policy.js';

export type Hours = { readonly workingHours: WorkingHours; readonly calendar: WorkCalendar; readonly zone: Zone };

/*
 * What happens by itself to an approved leave, in order. 销假 at any time ends all of it.
 *
 *   before     the workday before it begins: the member is reminded
 *   begin      it begins, in working hours: whoever is in charge meanwhile is told
 *   return     the first working hour after it: the member is asked to report back
 *   nudge      so many workdays after that: again
 *   approver   so many workdays after that: whoever approved it is told
 *
 * What says that they should be back waits for as long as a change of it that goes on past now is undecided, and is counted from when it need not any
 * more: whoever is refused longer leave is asked first, and whoever approved it is told in its time after that. Nor is anybody to be back while
 * approved leave goes on from it: it is counted from the end of that, a change of it holds it up as well, and `period` is all of it (`wholeAbsence`).
 * Of a leave that is approved only when it has begun, or is over, what would have come before is left out, and the rest is counted from then.
 */
export type Due = {
  readonly what: 'before' | 'begin' | 'return' | 'nudge' | 'approver';
  /** Of its kind, from 0. */
  readonly nth: number;
  readonly at: Instant;
};

export function duesOf(
  { period }: Pick<Leave, 'period'>,
  approvedAt: Instant,
  { reminders, reportBack }: { readonly reminders: Reminders; readonly reportBack: ReportBack },
  hours: Hours,
  /** Until when what says that they should be back has waited. */
  heldUntil: Instant = approvedAt,
): Due[] {
  const { workingHours, calendar, zone } = hours;
  const { start, end } = spanOf(period, zone);
  const before = instantAt(onOrBefore(addDays(period.from.on, -1), calendar), reminders.dayBefore, zone);
  // Also of what is approved or refused in the evening: nobody is told, or asked, at night.
  const working = (at: Instant): Instant => nextWorkingTime(at, workingHours, calendar, zone);
  const begin = working(later(start, approvedAt));
  const back = later(working(later(end, approvedAt)), heldUntil);
  const after = (workdays: number): Instant => instantAt(addWorkdays(dateOf(back, zone), workdays, calendar), workingHours.start, zone);
  const dues: Due[] = [
    ...(before > approvedAt ? [{ what: 'before' as const, nth: 0, at: before }] : []),
    ...(begin < end ? [{ what: 'begin' as const, nth: 0, at: begin }] : []),
    { what: 'return', nth: 0, at: working(back) },
    ...reportBack.nudges.map(({ workdaysAfter }, nth) => ({ what: 'nudge' as const, nth, at: after(workdaysAfter) })),
    { what: 'approver', nth: 0, at: after(reportBack.tellApproverAfterWorkdays) },
  ];
  return dues.sort((a, b) => a.at - b.at);
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** When something happens next, or is to be looked at. Undefined: nothing more. */
export const nextDue = (dues: readonly Due[], after: Instant, ...looks: readonly Instant[]): Instant | undefined =>
  [...dues.map(({ at }) => at), ...looks].filter((at) => at > after).sort((a, b) => a - b)[0];

/**
 * Of what has become due since it was last looked at, what there is still a point in. After a downtime the member gets one message about the
 * same thing, the newest.
 */
export function toDo(dues: readonly Due[], since: Instant, now: Instant, { period }: Pick<Leave, 'period'>, zone: Zone): Due[] {
  const { start, end } = spanOf(period, zone);
  const passed = dues.filter(({ at }) => at >= since && at <= now);
  const asked = passed.findLast(({ what }) => what === 'return' || what === 'nudge');
  return passed.filter((due) => {
    switch (due.what) {
      case 'before':
        return now < start;
      case 'begin':
        return now < end;
      case 'return':
      case 'nudge':
        return due === asked;
      case 'approver':
        return true;
      default:
        return due.what satisfies never;
    }
  });
}

/** From when it has lost its point, if it has not been sent by then. Undefined: not while the leave lasts, which nobody has reported back from. */
export function pointlessFrom({ what, at }: Due, dues: readonly Due[], { period }: Pick<Leave, 'period'>, zone: Zone): Instant | undefined {
  const { start, end } = spanOf(period, zone);
  switch (what) {
    case 'before':
      return start;
    case 'begin':
      return end;
    case 'return':
    case 'nudge':
      return dues.find((next) => next.what === 'nudge' && next.at > at)?.at;
    case 'approver':
      return undefined;
    default:
      return what satisfies never;
  }
}

/** That they should be back. */
export const isAboutReturn = ({ what }: Due): boolean => what === 'return' || what === 'nudge' || what === 'approver';

/** When the next workday begins. */
export const nextMorning = (now: Instant, { workingHours, calendar, zone }: Hours): Instant =>
  instantAt(addWorkdays(dateOf(now, zone), 1, calendar), workingHours.start, zone);

/** When somebody is due back: the first working hour after their leave. */
export const dueBack = ({ period }: Pick<Leave, 'period'>, { workingHours, calendar, zone }: Hours): Instant =>
  nextWorkingTime(spanOf(period, zone).end, workingHours, calendar, zone);

/** 销假 is due on the day of return: whoever has not reported back when that is over is overdue. */
export const overdueFrom = (leave: Pick<Leave, 'period'>, hours: Hours): Instant => dayAfter(dueBack(leave, hours), hours);

/** Nor before the day is over on which they can first be asked: leave may be approved when it is over already. */
export const overdueOnceAsked = (at: Instant, hours: Hours): Instant =>
  dayAfter(nextWorkingTime(at, hours.workingHours, hours.calendar, hours.zone), hours);

const dayAfter = (at: Instant, { zone }: Hours): Instant => startOfDay(addDays(dateOf(at, zone), 1), zone);
