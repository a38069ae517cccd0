import type { Instant, Interval, Zone } from '../../calendar/instant.js';
import type { MemberId } from '../../org/member.js';
import { compareHalfDays, type HalfDay, nextHalfDay, type Period, previousHalfDay, spanOf } from '../half-days.js';
import type { Leave } from '../leave.js';

/**
 * What of an approved leave has been, or will be, spent away. Whoever reported back early was away until then; whoever reports back late was away
 * longer than had been approved, which is no leave. Undefined: nothing of it, since it is not approved, or they were back before it began.
 */
export function periodAway({ state, period, back }: Pick<Leave, 'state' | 'period' | 'back'>): Period | undefined {
  if (state !== 'approved' && state !== 'ended') return undefined;
  if (!back || compareHalfDays(back, nextHalfDay(period.until)) >= 0) return period;
  const until: HalfDay = previousHalfDay(back);
  return compareHalfDays(until, period.from) < 0 ? undefined : { from: period.from, until };
}

/** Back before it was over. */
export const isCutShort = (leave: Pick<Leave, 'state' | 'period' | 'back'>): boolean => periodAway(leave) !== leave.period;

/** A leave with when its member is away; `actingId` is in charge meanwhile, unless they have declined. */
export type Away = {
  readonly leave: Leave;
  readonly from: Instant;
  readonly until: Instant;
  readonly actingId: MemberId | undefined;
};

export function awayOf(leave: Leave, zone: Zone): Away | undefined {
  const period = periodAway(leave);
  if (!period) return undefined;
  const { start, end } = spanOf(period, zone);
  const { acting } = leave;
  return { leave, from: start, until: end, actingId: acting && acting.answer !== 'declined' ? acting.memberId : undefined };
}

export const isAwayIn = ({ from, until }: Pick<Away, 'from' | 'until'>, { start, end }: Interval): boolean => from < end && until > start;
