import { yearOf } from '../../calendar/plain-date.js';
import { dateOf } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import { findMember } from '../../org/service.js';
import { periodAway } from '../away/rules.js';
import type { LeaveDeps } from '../deps.js';
import type { HalfDay } from '../half-days.js';
import type { Leave, LeaveId } from '../leave.js';
import { type Balance, type Entry, workedSince } from './balance.js';
import { balanceIn, beyond, type Known, returnedBy, type Share, shareOf } from './rules.js';
import * as store from './store.js';

type Deps = Pick<LeaveDeps, 'clock' | 'zone' | 'calendar' | 'policy'>;

/**
 * A member's annual leave in a year, in half days, as it is now; a year that is over as it was at its end, one to come as at its beginning.
 * Undefined: the roster doesn't say since when they have worked, nor when they joined.
 */
export async function balanceOf(tx: Tx, deps: Deps, memberId: string, year: number): Promise<Balance | undefined> {
  const known = await knownOf(tx, deps, memberId, year);
  return known && balanceIn(year, known);
}

/** All that decides what a member has in `year`. */
export async function knownOf(tx: Tx, deps: Deps, memberId: string, year: number): Promise<Known | undefined> {
  const member = await findMember(tx, memberId);
  const since = member && workedSince(member);
  if (!since) return undefined;
  const { carryOver } = deps.policy.annual;
  const from = carryOver.years === 0 ? year : Math.min(year, carryOver.fromYear);
  return {
    since,
    today: dateOf(deps.clock.now(), deps.zone),
    carryOver,
    shares: sharesOf(await store.annualLeaveOf(tx, memberId, from, year), deps),
    entries: (await store.entriesOf(tx, memberId, from, year)).map(({ entry }): Entry => entry),
  };
}

function sharesOf(leaves: readonly store.Counted[], { policy, calendar }: Deps): Share[] {
  const sharesIn = new Map<LeaveId, Share[]>();
  for (const { leave, days } of leaves) {
    const isWaiting = leave.state === 'pending';
    const away = isWaiting ? leave.period : periodAway(leave);
    sharesIn.set(
      leave.id,
      days.map((day) => shareOf(day, away, isWaiting, policy.annual.carryOver, calendar)),
    );
  }
  return leaves.flatMap(({ leave }) => {
    const former = leave.replaces && leave.state === 'pending' ? (sharesIn.get(leave.replaces) ?? []) : [];
    return (sharesIn.get(leave.id) ?? []).map((share) =>
      beyond(
        share,
        former.find(({ year }) => year === share.year),
      ),
    );
  });
}

/** What whoever reports back (销假) before the end of an approved leave gives back of each year, as the calendar counts it now: for `endLeave`. */
export async function givenBack(
  tx: Tx,
  { calendar }: Pick<Deps, 'calendar'>,
  leave: Leave,
  back: HalfDay,
): Promise<ReadonlyMap<number, number>> {
  const away = periodAway({ ...leave, state: 'ended', back });
  const corrected = await store.recountsOf(tx, [leave.id]);
  const takes = [...(await store.daysOf(tx, leave.id))].map(([year, stored]): [number, number] => {
    const more = corrected.filter((entry) => entry.year === year).reduce((sum, { halfDays }) => sum + halfDays, 0);
    return [year, Math.min(stored, stored - more)];
  });
  return returnedBy(leave.period, away, new Map(takes), calendar);
}

export const thisYear = ({ clock, zone }: Pick<Deps, 'clock' | 'zone'>): number => yearOf(dateOf(clock.now(), zone));
