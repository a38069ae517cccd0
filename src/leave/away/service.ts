import { type Instant, type Interval, plus, type Zone } from '../../calendar/instant.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { compareHalfDays, nextWorkedHalfDay, type Period, spanOf, startOfHalfDay } from '../half-days.js';
import type { Leave } from '../leave.js';
import { approvedOf, approvedOverlapping } from '../store.js';
import { type Away, awayOf, isAwayIn, periodAway } from './rules.js';

export type { Away } from './rules.js';

type Office = { readonly zone: Zone };

/** Every approved leave of which something lies in `span`, in the order in which they begin. */
export async function leavesIn(tx: Tx, { zone }: Office, span: Interval): Promise<Away[]> {
  const leaves = await approvedOverlapping(tx, span);
  return leaves.flatMap((leave) => {
    const away = awayOf(leave, zone);
    return away && isAwayIn(away, span) ? [away] : [];
  });
}

/**
 * Who is on approved leave at some moment of `span`, each with the leave that lasts longest. Whoever has reported back is at work again from then
 * on; whoever should be back and has not said so counts as being at work, however late they are (the overdue list holds them).
 */
export async function awayDuring(tx: Tx, office: Office, span: Interval): Promise<ReadonlyMap<MemberId, Away>> {
  const longest = new Map<MemberId, Away>();
  for (const away of await leavesIn(tx, office, span)) {
    const before = longest.get(away.leave.memberId);
    if (!before || before.until < away.until) longest.set(away.leave.memberId, away);
  }
  return longest;
}

/** Who is on approved leave at this moment, as `awayDuring` says. */
export const awayAt = (tx: Tx, office: Office, at: Instant): Promise<ReadonlyMap<MemberId, Away>> =>
  awayDuring(tx, office, { start: at, end: plus(at, 1) });

/** Whether this member is, as `awayDuring` says, without looking at anybody else's. */
export async function isAwayDuring(tx: Tx, { zone }: Office, memberId: MemberId, span: Interval): Promise<boolean> {
  return (await approvedOf(tx, memberId, span)).some((leave) => {
    const away = awayOf(leave, zone);
    return away !== undefined && isAwayIn(away, span);
  });
}

export type Whole = { readonly period: Period; readonly leaves: readonly Leave[] };

/** A leave with whatever approved leave goes on from it without a half day worked between, as a trip that annual leave follows on Monday. */
export async function wholeAbsence(tx: Tx, { zone, calendar }: Office & { readonly calendar: WorkCalendar }, leave: Leave): Promise<Whole> {
  let whole: Whole = { period: leave.period, leaves: [leave] };
  for (;;) {
    const { from, until } = whole.period;
    const span = { start: spanOf(whole.period, zone).end, end: plus(startOfHalfDay(nextWorkedHalfDay(until, calendar), zone), 1) };
    const next = (await approvedOf(tx, leave.memberId, span)).flatMap((one) => {
      const end = periodAway(one)?.until;
      return end && compareHalfDays(end, until) > 0 ? [{ one, end }] : [];
    });
    const last = next
      .map(({ end }) => end)
      .sort(compareHalfDays)
      .at(-1);
    if (!last) return whole;
    whole = { period: { from, until: last }, leaves: [...whole.leaves, ...next.map(({ one }) => one)] };
  }
}
