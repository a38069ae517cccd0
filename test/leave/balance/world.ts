import type { CalendarYear } from '../../../src/calendar/calendar-year.js';
import { makeWorkCalendar } from '../../../src/calendar/workdays.js';
import { balanceOf } from '../../../src/leave/balance/service.js';
import type { LeaveDeps } from '../../../src/leave/deps.js';
import type { Period } from '../../../src/leave/half-days.js';
import type { Leave } from '../../../src/leave/leave.js';
import { auditEntries } from '../../../src/org/service.js';
import type { Office } from '../../support/office.js';
import { leaveOf } from '../away/world.js';

/** Of personnel (人事教育处): its head, and the section chief. */
export const HEAD = '301';
export const KEEPER = '302';
/** In no department that plays a part; has worked since 2022-07-01: five days, in half days ten. */
export const ME = '603';
export const OTHER = '602';

export const annual = (office: Office, period: Period, more: Partial<Leave> = {}, memberId = ME) =>
  leaveOf(office, memberId, period, { kind: 'annual-leave', ...more });

export const balance = (office: Office, memberId = ME, year = 2026, deps: LeaveDeps = office.leave) =>
  office.transact((tx) => balanceOf(tx, deps, memberId, year));

/** The office after a start with these years of the calendar. */
export const restarted = (office: Office, ...years: CalendarYear[]): Office => {
  const calendar = makeWorkCalendar(office.ground.policy.calendar, years);
  return { ...office, ground: { ...office.ground, calendar }, leave: { ...office.leave, calendar } };
};

export const audited = async (office: Office, action: string) =>
  (await office.transact((tx) => auditEntries(tx, { limit: 100 }))).filter((entry) => entry.action.startsWith(action));
