import type { PlainDate } from '../../calendar/instant.js';
import { yearOf } from '../../calendar/plain-date.js';
import { dateOf } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import { findMember } from '../../org/service.js';
import { periodAway } from '../away/rules.js';
import { type Counted, returnedOf } from '../days-store.js';
import type { LeaveDeps } from '../deps.js';
import { type HalfDay, halfDaysByYear, type Period } from '../half-days.js';
import type { Leave, LeaveId } from '../leave.js';
import { type Balance, type Entry, workedSince } from './balance.js';
import {
  addedAmong,
  balanceIn,
  beyond,
  comesToLack,
  goesOver,
  type Known,
  lapsesFor,
  leftFor,
  leftWhere,
  recountedOf,
  returnedBy,
  type Share,
  shareOf,
  withoutGivenBack,
} from './rules.js';
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

/**
 * What a request finds left of a year of which it takes `halfDays`, of `all` that there is for it; what it stands for, `instead`, is there again. `now`:
 * with that, as it is. `lapsesOn`: the last day of what was carried over, where the ledger shows more because of it. `nextIsShort`: what is asked for in
 * the next year already lives on these days. Undefined as `balanceOf`.
 */
export async function leftForRequest(
  tx: Tx,
  deps: Deps,
  memberId: string,
  { year, halfDays, period, instead }: Wanted,
): Promise<Found | undefined> {
  const { carryOver } = deps.policy.annual;
  const last = goesOver(year, carryOver) ? year + 1 : year;
  const [now, without] = [await knownOf(tx, deps, memberId, last), await knownOf(tx, deps, memberId, last, instead)];
  if (!now || !without) return undefined;
  const shareIn = ([of, stored]: readonly [number, number]) =>
    shareOf({ year: of, stored, returned: 0 }, period, true, { carryOver, since: now.since, calendar: deps.calendar });
  const [share, others] = [
    shareIn([year, halfDays]),
    [...halfDaysByYear(period, deps.calendar)].filter(([of]) => of !== year).map(shareIn),
  ];
  // Its own part in the year before is not carried over into this one either.
  const known = { ...without, shares: [...without.shares, ...others] };
  const nextIsShort = last > year && comesToLack(last, now, { ...known, shares: [...known.shares, share] });
  const left = leftFor(year, known, share);
  const { taken, waiting } = balanceIn(year, known);
  const lapsesOn = lapsesFor(year, known, share);
  return { all: left + taken + waiting, left, now: leftWhere(year, now, share), lapsesOn, nextIsShort };
}

/** In half days; `left` once a request is taken off. Undefined: the roster doesn't say since when the member has worked. */
export type YearLeft = { readonly year: number; readonly figures: { readonly all: number; readonly left: number } | undefined };

/** What is left with a request, in each year of which it takes something: what its preview said, as it is now. */
export async function leftWith(tx: Tx, deps: Deps, leave: Leave): Promise<YearLeft[]> {
  const { id, memberId, replaces } = leave;
  const period = periodAway(leave) ?? leave.period;
  const takes = await takesOf(tx, id);
  const instead = [id, ...(replaces === undefined ? [] : [replaces])];
  const years: YearLeft[] = [];
  for (const [year, halfDays] of takes.size > 0 ? takes : halfDaysByYear(period, deps.calendar)) {
    if (halfDays === 0) continue;
    const found = await leftForRequest(tx, deps, memberId, { year, halfDays, period, instead });
    years.push({ year, figures: found && { all: found.all, left: found.left - halfDays } });
  }
  return years;
}
type Found = {
  readonly all: number;
  readonly left: number;
  readonly now: number;
  readonly lapsesOn: PlainDate | undefined;
  readonly nextIsShort: boolean;
};
type Wanted = { readonly year: number; readonly halfDays: number; readonly period: Period; readonly instead: readonly LeaveId[] };

/** All that decides what a member has in `year`. `but`: as if these requests were not there. */
export async function knownOf(
  tx: Tx,
  deps: Deps,
  memberId: string,
  year: number,
  but: readonly LeaveId[] = [],
): Promise<Known | undefined> {
  const member = await findMember(tx, memberId);
  const since = member && workedSince(member);
  if (!since) return undefined;
  const { carryOver } = deps.policy.annual;
  const from = carryOver.years === 0 ? year : Math.min(year, carryOver.fromYear);
  const entered = (await store.entriesOf(tx, memberId, from, year))
    .map(({ entry }) => entry)
    .filter(({ recount }) => !recount || !but.includes(recount.leaveId));
  const entries = await lessGivenBack(tx, await standingEntries(tx, entered));
  const leaves = (await store.annualLeaveOf(tx, memberId, from, year)).filter(({ leave }) => !but.includes(leave.id));
  return {
    since,
    joinedOn: member.joinedOn,
    today: dateOf(deps.clock.now(), deps.zone),
    carryOver,
    shares: sharesOf(leaves, entries, deps, since).flatMap(({ shares }) => shares),
    entries,
  };
}

/** A member's annual leave of a year, with what each takes of it: of a change that waits, what it adds. */
export async function leavesWithin(tx: Tx, deps: Deps, memberId: string, year: number): Promise<{ leave: Leave; halfDays: number }[]> {
  const entries = (await store.entriesOf(tx, memberId, year, year)).map(({ entry }) => entry);
  const leaves = sharesOf(await store.annualLeaveOf(tx, memberId, year, year), entries, deps, undefined);
  return leaves.map(({ leave, shares }) => ({ leave, halfDays: shares.reduce((sum, { halfDays }) => sum + halfDays, 0) }));
}

/** Those that count: what was corrected of a leave goes with it when it is withdrawn, or another takes its place. */
export async function standingEntries(tx: Tx, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const recounted = entries.flatMap(({ recount }) => (recount ? [recount.leaveId] : []));
  if (recounted.length === 0) return entries;
  const standing = new Set((await store.decidedLeaves(tx, recounted)).map(({ leave }) => leave.id));
  return entries.filter(({ recount }) => !recount || standing.has(recount.leaveId));
}

/** The same entries, of what was added to leave only what was not given back. */
export async function lessGivenBack(tx: Tx, entries: readonly Entry[]): Promise<readonly Entry[]> {
  const ids = new Set(entries.flatMap(({ recount, halfDays }) => (recount && halfDays < 0 ? [recount.leaveId] : [])));
  return ids.size === 0 ? entries : withoutGivenBack(entries, await store.addedReturned(tx, [...ids]));
}

type Shares = { readonly leave: Leave; readonly shares: readonly Share[] };

function sharesOf(
  leaves: readonly Counted[],
  entries: readonly Entry[],
  { policy, calendar }: Deps,
  since: PlainDate | undefined,
): Shares[] {
  const { carryOver } = policy.annual;
  const sharesIn = new Map<LeaveId, Share[]>();
  for (const { leave, days } of leaves) {
    const isWaiting = leave.state === 'pending';
    const away = isWaiting ? leave.period : periodAway(leave);
    sharesIn.set(
      leave.id,
      days.map((day) => shareOf(day, away, isWaiting, { carryOver, since, calendar })),
    );
  }
  return leaves.map(({ leave }) => {
    const former = leave.state === 'pending' ? leave.replaces : undefined;
    const shares = (sharesIn.get(leave.id) ?? []).map((share) => {
      if (!former) return share;
      const instead = sharesIn.get(former)?.find(({ year }) => year === share.year);
      return beyond(share, instead, recountedOf(entries, former, share.year));
    });
    return { leave, shares };
  });
}

/**
 * What whoever reports back (销假) before the end of an approved leave gives back of each year, as the calendar counts it now: for `endLeave`. What
 * personnel has added is told apart: figures that leave corrections out count without it, and where a correction is undone it is not there.
 */
export async function givenBack(
  tx: Tx,
  { calendar }: Pick<Deps, 'calendar'>,
  leave: Leave,
  back: HalfDay,
): Promise<{ readonly returned: ReadonlyMap<number, number>; readonly added: ReadonlyMap<number, number> }> {
  const away = periodAway({ ...leave, state: 'ended', back });
  const all = returnedBy(leave.period, away, await takesOf(tx, leave.id), calendar);
  const added = addedAmong(all, await store.daysOf(tx, leave.id), await store.recountsOf(tx, [leave.id]), {
    leaveId: leave.id,
    unspent: { from: back, until: leave.period.until },
    calendar,
  });
  const returned = [...all].map(([year, halfDays]) => [year, halfDays - (added.get(year) ?? 0)] as const);
  return { returned: new Map(returned.filter(([, halfDays]) => halfDays > 0)), added };
}

/** What a leave takes of each year: as it was counted, less what was given back, and as personnel has corrected it since. */
async function takesOf(tx: Tx, leaveId: LeaveId): Promise<ReadonlyMap<number, number>> {
  const [stored, returned] = [await store.daysOf(tx, leaveId), await returnedOf(tx, leaveId)];
  const recounts = await lessGivenBack(tx, await store.recountsOf(tx, [leaveId]));
  const years = new Set([...stored.keys(), ...recounts.map(({ year }) => year)]);
  const takes = (year: number) => (stored.get(year) ?? 0) - (returned.get(year) ?? 0) - recountedOf(recounts, leaveId, year);
  return new Map([...years].map((year) => [year, takes(year)]));
}

export const thisYear = ({ clock, zone }: Pick<Deps, 'clock' | 'zone'>): number => yearOf(dateOf(clock.now(), zone));
