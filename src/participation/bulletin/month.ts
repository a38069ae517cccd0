import type { Instant, PlainDate, PlainTime, Zone } from '../../calendar/instant.js';
import { monthPeriod, type Period } from '../../calendar/period.js';
import { addDays, dateIn, firstOfMonth, monthOf, plainDate, yearOf } from '../../calendar/plain-date.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { onOrAfter } from '../../calendar/workdays.js';
import { dateOf, instantAt } from '../../calendar/zone.js';

/** 'YYYY-MM' */
export type Month = string & { readonly brand: 'Month' };

/** Undefined: no month. */
export const monthIn = (value: string): Month | undefined => (plainDate(`${value}-01`) ? (value as Month) : undefined);
export const monthWith = (date: PlainDate): Month => date.slice(0, 7) as Month;
/** The one before the month that `today` lies in. */
export const lastMonth = (today: PlainDate): Month => monthWith(addDays(firstOfMonth(today), -1));

export const periodOf = (month: Month): Period => monthPeriod(`${month}-01` as PlainDate);

type Office = { readonly calendar: WorkCalendar; readonly zone: Zone };

/** From that time on, on any workday: the first of the month, and after a downtime the next one on which siwen runs. */
export function mayDraft(now: Instant, time: PlainTime, { calendar, zone }: Office): boolean {
  const today = dateOf(now, zone);
  return calendar.isWorkday(today) && now >= instantAt(today, time, zone);
}

/** When the next draft is made, after that instant. `settled`: there is one of last month, or nothing to say of it. */
export function nextDraftAt(after: Instant, time: PlainTime, { calendar, zone }: Office, settled: boolean): Instant {
  const today = dateOf(after, zone);
  const day = onOrAfter(settled ? dateIn(yearOf(today), monthOf(today) + 1, 1) : today, calendar);
  const at = instantAt(day, time, zone);
  return at > after ? at : instantAt(onOrAfter(addDays(day, 1), calendar), time, zone);
}
