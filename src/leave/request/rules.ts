import type { Instant, PlainDate } from '../../calendar/instant.js';
import { addDays } from '../../calendar/plain-date.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { addWorkdays } from '../../calendar/workdays.js';
import type { MemberId } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import { periodAway } from '../away/rules.js';
import { compareHalfDays, type HalfDay, type Period } from '../half-days.js';
import type { Leave, LeaveKind } from '../leave.js';
import { isShort, type YearBalance } from './balances.js';
import { mayConfirm } from './may.js';
import type { FieldName, Problem, Problems } from './problem/problem.js';

/** A request as it would be, with all that decides whether it may be made. */
export type Asking = {
  readonly memberId: MemberId;
  readonly kind: LeaveKind;
  readonly period: Period;
  readonly actingId: MemberId | undefined;
  readonly now: HalfDay;
  /** As `firstAskedAt` of the leave. */
  readonly firstAskedIn: HalfDay | undefined;
  /** The first day that may still be made good (补办). */
  readonly earliest: PlainDate;
  /** By the office or personnel, for the member; or instead of what they entered and the member has not confirmed. */
  readonly isEntered: boolean;
  /** 出差、年休假…: the kinds for which there is a chain for this member. */
  readonly offered: readonly LeaveKind[];
  /** Working half days of each year. */
  readonly counted: ReadonlyMap<number, number>;
  /** What it changes: the request itself, and the one that this was to change. Neither is in its way. */
  readonly instead: readonly Leave[];
  /** Requests of the member that are open or have ended. */
  readonly own: readonly Leave[];
  /** Of annual leave, for each year in which it counts. */
  readonly balances: readonly YearBalance[];
  /** As the database knows them; undefined for somebody who is not there. */
  readonly acting: { readonly active: boolean; readonly away: boolean } | undefined;
  /** Whoever heads a department or is in charge of one leaves nobody without a leader. */
  readonly actingNeeded: boolean;
};

/** What is said before it is submitted, without being in the way. */
export type Note = 'made-good' | 'acting-over' | 'rest-days-only' | 'balance-unknown';
export type Asked =
  | { readonly ok: true; readonly notes: readonly Note[] }
  | { readonly ok: false; readonly problems: Problems; readonly overlapping: Leave | undefined };

/** Nobody plans further ahead, nor stays away for longer. */
const MOST_DAYS = 366;

/** Asked before anything counts its days: a form may say 9999. */
export const isTooLong = ({ from, until }: Period): boolean => until.on >= addDays(from.on, MOST_DAYS);

export function decideRequest(asking: Asking): Asked {
  const { kind, period, now, counted } = asking;
  const problems: Partial<Record<FieldName, Problem>> = {};
  const overlapping = overlappingOf(asking);
  if (!asking.offered.includes(kind)) problems.kind = 'kind-not-offered';
  if (period.from.on < firstDay(asking)) problems.from = asking.isEntered ? 'over-a-year-back' : 'too-far-back';
  else if (period.from.on > addDays(now.on, MOST_DAYS)) problems.from = 'too-far-ahead';
  else if (overlapping) problems.from = 'overlaps';
  else if (begunLeftOut(asking)) problems.from = 'begun-left-out';
  if (compareHalfDays(period.until, period.from) < 0) problems.until = 'ends-first';
  else if (isTooLong(period)) problems.until = 'longer-than-a-year';
  // 出差 may fall on days of rest; leave that does is none.
  else if (kind !== 'business-trip' && total(counted) === 0) problems.until = 'no-working-day';
  else if (asking.balances.some(isShort)) problems.until = 'balance-short';
  else if (asking.balances.some(({ nextIsShort }) => nextIsShort)) problems.until = 'next-year-short';
  const acting = actingProblem(asking);
  if (acting) problems.acting = acting;
  if (Object.keys(problems).length > 0) return { ok: false, problems, overlapping };
  return { ok: true, notes: notesOf(asking) };
}

/**
 * What has begun is spent up to now, whatever takes its place: of days that were not taken 销假 is what gives them back. Not what somebody entered for
 * the member, who has not said that it was so.
 */
function begunLeftOut({ instead, period, now }: Asking): boolean {
  const begun = instead.find((one) => one.state === 'approved' && !mayConfirm(one) && compareHalfDays(one.period.from, now) <= 0)?.period;
  if (!begun) return false;
  const spentUntil = compareHalfDays(begun.until, now) < 0 ? begun.until : now;
  return compareHalfDays(period.from, begun.from) > 0 || compareHalfDays(period.until, spentUntil) < 0;
}

/** What has begun already may go on from where it did. */
const firstDay = ({ earliest, instead }: Asking): PlainDate =>
  [earliest, ...instead.map(({ period }) => period.from.on)].sort()[0] ?? earliest;

const total = (counted: ReadonlyMap<number, number>): number => [...counted.values()].reduce((sum, halfDays) => sum + halfDays, 0);

/** The first of one's own that it would touch; of what has ended only as much as was spent away. */
function overlappingOf({ own, instead, period }: Asking): Leave | undefined {
  const others = own.filter(({ id }) => !instead.some((one) => one.id === id));
  return others.find((leave) => {
    const taken = leave.state === 'pending' ? leave.period : periodAway(leave);
    return taken !== undefined && compareHalfDays(taken.from, period.until) <= 0 && compareHalfDays(taken.until, period.from) >= 0;
  });
}

/** Nobody can be in charge of days that have passed. */
export const isOver = ({ until }: Period, now: HalfDay): boolean => compareHalfDays(until, now) < 0;

function actingProblem({ actingId, acting, actingNeeded, memberId, period, now }: Asking): Problem | undefined {
  if (isOver(period, now)) return undefined;
  if (actingId === undefined) return actingNeeded ? 'acting-needed' : undefined;
  if (!acting?.active || actingId === memberId) return 'acting-unsuitable';
  return acting.away ? 'acting-away' : undefined;
}

/** Asked for when it had begun already (补办), and not as a change of what had. `changed`: what was approved of it before. */
export const isMadeGood = ({ from }: Period, askedIn: HalfDay, changed: Period | undefined): boolean =>
  compareHalfDays(from, askedIn) < 0 && !(changed && compareHalfDays(changed.from, from) <= 0);

/** What it takes the place of, and was never approved, counts as asked for it where it was for no later days. */
export const firstAskedAt = ({ from }: Period, former: Leave): Instant | undefined =>
  former.state !== 'approved' && compareHalfDays(former.period.from, from) <= 0 ? (former.firstAskedAt ?? former.requestedAt) : undefined;

function notesOf({ period, now, firstAskedIn = now, kind, counted, balances, instead, actingId }: Asking): Note[] {
  const changed = instead.find(({ state }) => state === 'approved')?.period;
  return [
    ...(isMadeGood(period, firstAskedIn, changed) ? (['made-good'] as const) : []),
    ...(actingId !== undefined && isOver(period, now) ? (['acting-over'] as const) : []),
    ...(kind === 'business-trip' && total(counted) === 0 ? (['rest-days-only'] as const) : []),
    ...(balances.some(({ before }) => before === undefined) ? (['balance-unknown'] as const) : []),
  ];
}

/** So many workdays back: leave that was given by telephone is made good in writing (domain.md §3). */
export const earliestDay = (today: PlainDate, workdays: number, calendar: WorkCalendar): PlainDate =>
  addWorkdays(today, -workdays, calendar);

/**
 * Whoever enters it for somebody may go back as far as anybody plans ahead: that keeps out a mistyped year, and a shorter bound would leave long
 * leave, which nobody asks for from hospital, on no record at all.
 */
export const earliestEntered = (today: PlainDate): PlainDate => addDays(today, -MOST_DAYS);

/** Whether somebody heads a department or is in charge of one. */
export const leads = (memberId: MemberId, { departments }: Pick<Org, 'departments'>): boolean =>
  departments.some(({ headId, supervisingLeaderId }) => headId === memberId || supervisingLeaderId === memberId);
