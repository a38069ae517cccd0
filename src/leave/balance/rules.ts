import type { PlainDate } from '../../calendar/instant.js';
import { dateIn, monthOf, weekdayOf, yearOf } from '../../calendar/plain-date.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { compareHalfDays, halfDaysByYear, type Period } from '../half-days.js';
import type { DaysOfYear, LeaveId } from '../leave.js';
import type { Balance, Entry, EntryId, GivenBack } from './balance.js';
import type { CarryOver } from './policy.js';

/** 职工带薪年休假条例 第三条, in half days. */
const BANDS = [
  { years: 1, halfDays: 10 },
  { years: 10, halfDays: 20 },
  { years: 20, halfDays: 30 },
] as const;
export type Band = (typeof BANDS)[number] & { readonly from: PlainDate };

/**
 * From when on each band counts. 机关事业单位工作人员带薪年休假实施办法 第二条: whoever has worked for 1, 10 or 20 years has the days of it from the month
 * after, in full; nothing is prorated, unlike in enterprises.
 */
const bandsOf = (since: PlainDate): Band[] =>
  BANDS.map((band) => ({ ...band, from: dateIn(yearOf(since) + band.years, monthOf(since) + 1, 1) }));

/** The band that counts on that day; undefined in the first year of work. */
export const bandOn = (since: PlainDate, on: PlainDate): Band | undefined => bandsOf(since).findLast(({ from }) => from <= on);

/** The band that comes next; undefined in the last. */
export const bandAfter = (since: PlainDate, on: PlainDate): Band | undefined => bandsOf(since).find(({ from }) => from > on);

/** The day a year is looked at from: its last when it is over, its first when it has not begun. */
export function lookedAtOn(year: number, today: PlainDate): PlainDate {
  if (year === yearOf(today)) return today;
  return year < yearOf(today) ? dateIn(year, 12, 31) : dateIn(year, 1, 1);
}

/** The band that begins to count within that year. */
const bandFrom = (since: PlainDate, year: number): Band | undefined => bandsOf(since).find(({ from }) => yearOf(from) === year);

/**
 * What one request takes of one year. `early`: as much of it as lies before the end of what was carried over; `risen`: as much as lies where the days
 * of that year have risen.
 */
export type Share = {
  readonly year: number;
  readonly halfDays: number;
  readonly early: number;
  readonly risen: number;
  readonly isWaiting: boolean;
};

/** What is known of a member's annual leave. */
export type Known = {
  readonly since: PlainDate;
  /** When they came to this office; undefined: the roster doesn't say. */
  readonly joinedOn: PlainDate | undefined;
  readonly today: PlainDate;
  readonly carryOver: CarryOver;
  readonly shares: readonly Share[];
  readonly entries: readonly Entry[];
};

export function balanceIn(year: number, known: Known): Balance {
  const on = lookedAtOn(year, known.today);
  const carried = carriedInto(year, known);
  const { entitled, rise, risen, corrected, taken, waiting, early } = yearOn(year, on, known);
  // What was not taken in time has lapsed.
  const carriedOver = isCarriedOn(on, known.carryOver) ? carried : Math.min(carried, early);
  // Leave that lies after the days have risen lives on what they rise by first.
  const ahead = Math.min(rise, risen);
  const left = entitled + ahead + carriedOver + corrected - taken - waiting;
  return { entitled, ahead, carriedOver, corrected, taken, waiting, left };
}

type Wanted = Pick<Share, 'halfDays' | 'early' | 'risen'>;

/** What there is for a request, without it: of what was carried over and of what the days still rise by only what it can use. */
export function leftFor(year: number, known: Known, wanted: Wanted): number {
  const { left, carriedOver, ahead } = balanceIn(year, known);
  return left - carriedOver + carriedFor(year, known, wanted) - ahead + aheadFor(year, known, wanted);
}

/** What there is now where the request lies: all of what the days rise by for whatever begins after that. */
export function leftWhere(year: number, known: Known, wanted: Wanted): number {
  const { left, ahead } = balanceIn(year, known);
  return wanted.risen === wanted.halfDays ? left - ahead + aheadFor(year, known, wanted) : left;
}

/**
 * What was carried over and lapses before the end of a request is no use to its later part: as much of that counts as is taken in time, by others and
 * by its own first part.
 */
function carriedFor(year: number, known: Known, wanted: Wanted): number {
  const on = lookedAtOn(year, known.today);
  const carried = carriedInto(year, known);
  if (wanted.early === wanted.halfDays && isCarriedOn(on, known.carryOver)) return carried;
  return Math.min(carried, yearOn(year, on, known).early + wanted.early);
}

/** What the days rise by is no use to what lies before, in the same way. */
function aheadFor(year: number, known: Known, wanted: Wanted): number {
  const { rise, risen } = yearOn(year, lookedAtOn(year, known.today), known);
  return wanted.risen === wanted.halfDays ? rise : Math.min(rise, risen + wanted.risen);
}

/** The last day of what was carried over, where that is why a request finds less than the ledger shows. */
export const lapsesFor = (year: number, known: Known, wanted: Wanted): PlainDate | undefined =>
  known.carryOver.years === 1 && carriedFor(year, known, wanted) < balanceIn(year, known).carriedOver
    ? lastCarriedDay(year, known.carryOver.untilMonth)
    : undefined;

function yearOn(year: number, on: PlainDate, { since, shares, entries }: Known) {
  const own = shares.filter((share) => share.year === year);
  const sum = (some: readonly Share[], part: 'halfDays' | 'early' | 'risen') => some.reduce((total, share) => total + share[part], 0);
  const inYear = entries.filter((entry) => entry.year === year);
  const days = (day: PlainDate) => (isYearWithout(inYear, year) ? 0 : (bandOn(since, day)?.halfDays ?? 0));
  return {
    entitled: days(on),
    rise: days(dateIn(year, 12, 31)) - days(on),
    risen: sum(own, 'risen'),
    corrected: inYear.reduce((total, { halfDays }) => total + halfDays, 0),
    taken: sum(
      own.filter(({ isWaiting }) => !isWaiting),
      'halfDays',
    ),
    waiting: sum(
      own.filter(({ isWaiting }) => isWaiting),
      'halfDays',
    ),
    early: sum(own, 'early'),
  };
}

/**
 * What was not used of the year before; what had been carried into that one is used up first, and goes no further. Of years before they came here
 * nothing is known, and nothing is owed by this office.
 */
function carriedInto(year: number, known: Known): number {
  const { carryOver, joinedOn } = known;
  if (carryOver.years === 0) return 0;
  const first = joinedOn === undefined ? carryOver.fromYear : Math.max(carryOver.fromYear, yearOf(joinedOn));
  return year <= first ? 0 : Math.max(0, leftAtEndOf(year - 1, known));
}

/** Of a year's own days: what was carried into it and not taken in time is none of them. Below nothing where more is asked for than there is. */
function leftAtEndOf(year: number, known: Known): number {
  const { entitled, corrected, taken, waiting, early } = yearOn(year, dateIn(year, 12, 31), known);
  return entitled + corrected - (taken + waiting - Math.min(carriedInto(year, known), early));
}

/**
 * Whether a year comes to have too little for what is asked for in it, because a request takes of the year before: what is not used there is carried
 * over, and lived on here. `after`: with the request, instead of what it stands for.
 */
export function comesToLack(year: number, now: Known, after: Known): boolean {
  const left = leftWithin(year, after);
  return left < 0 && left < leftWithin(year, now);
}

/** Of what the days rise by in the year only as much as leave after that uses: the rest comes too late for leave before it. */
function leftWithin(year: number, known: Known): number {
  const { rise, risen } = yearOn(year, dateIn(year, 1, 1), known);
  return leftAtEndOf(year, known) - rise + Math.min(rise, risen);
}

/** Whether what is not used of a year goes over into the next. */
export const goesOver = (year: number, carryOver: CarryOver): boolean => carryOver.years === 1 && year >= carryOver.fromYear;

const isCarriedOn = (on: PlainDate, carryOver: CarryOver): boolean =>
  carryOver.years === 1 && on <= lastCarriedDay(yearOf(on), carryOver.untilMonth);
const lastCarriedDay = (year: number, untilMonth: number): PlainDate => dateIn(year, untilMonth + 1, 0);

/** Entries that are still in force: neither undone nor there to undo another. */
export function inForce(entries: readonly Entry[]): readonly Entry[] {
  const undone = new Set(entries.map(({ undoes }) => undoes).filter((id): id is EntryId => id !== undefined));
  return entries.filter(({ id, undoes }) => undoes === undefined && !undone.has(id));
}

export const isYearWithout = (entries: readonly Entry[], year: number): boolean =>
  inForce(entries).some((entry) => entry.kind === 'year-without' && entry.year === year);

/** What personnel has added to, or taken off, the days of a leave since: what it takes of the year is so much less. */
export const recountedOf = (entries: readonly Entry[], leaveId: LeaveId, year: number): number =>
  entries.filter((entry) => entry.recount?.leaveId === leaveId && entry.year === year).reduce((sum, { halfDays }) => sum + halfDays, 0);

/** `away`: undefined where they were back before it began. `since`: as `Known`, undefined where the roster doesn't say. */
export function shareOf(
  { year, stored, returned }: DaysOfYear,
  away: Period | undefined,
  isWaiting: boolean,
  { carryOver, since, calendar }: { readonly carryOver: CarryOver; readonly since: PlainDate | undefined; readonly calendar: WorkCalendar },
): Share {
  const halfDays = stored - returned;
  const none = { year, halfDays, early: 0, risen: 0, isWaiting };
  if (!away) return none;
  const within = ({ from, until }: Period) => {
    if (compareHalfDays(from, away.from) <= 0 && compareHalfDays(away.until, until) <= 0) return halfDays;
    return Math.min(halfDays, halfDaysByYear({ from, until }, calendar).get(year) ?? 0);
  };
  const { from, until } = away;
  const last = carryOver.years === 1 ? lastCarriedDay(year, carryOver.untilMonth) : undefined;
  const rises = since && bandFrom(since, year)?.from;
  return {
    ...none,
    early: last ? within({ from, until: until.on <= last ? until : { on: last, half: 'afternoon' } }) : 0,
    risen: rises ? within({ from: from.on >= rises ? from : { on: rises, half: 'morning' }, until }) : 0,
  };
}

/**
 * A request that changes another takes only what it adds, for as long as the other one stands as well; what it would move elsewhere in the year is
 * less than nothing where it is now. `recounted`: of the other one, what it takes less by now.
 */
export function beyond(share: Share, former: Share | undefined, recounted = 0): Share {
  if (!former) return share;
  const before = former.halfDays - recounted;
  const most = Math.max(share.halfDays, before);
  // Until it is decided either may stand: as many days are taken outside that part of the year as lie there by whichever has more of them there.
  const added = (part: 'early' | 'risen') => most - Math.max(share.halfDays - share[part], before - former[part]) - former[part];
  return { ...share, halfDays: most - before, early: added('early'), risen: added('risen') };
}

/**
 * The half days of each year that whoever is back earlier gives back: what the calendar counts from then on, and never more than the leave takes;
 * of a year of which nothing was spent all of it, whatever the calendar says of it by now.
 * `takes`: of each year, corrections of it included. `away`: undefined where they were back before it began.
 */
export function returnedBy(
  planned: Period,
  away: Period | undefined,
  takes: ReadonlyMap<number, number>,
  calendar: WorkCalendar,
): ReadonlyMap<number, number> {
  const [whole, used] = [halfDaysByYear(planned, calendar), away && halfDaysByYear(away, calendar)];
  const returned = [...takes].map(([year, halfDays]) => {
    const spent = used?.get(year) ?? 0;
    const left = spent === 0 ? halfDays : (whole.get(year) ?? 0) - spent;
    return [year, Math.min(left, halfDays)] as const;
  });
  return new Map(returned.filter(([, halfDays]) => halfDays > 0));
}

/**
 * How much of what is given back of each year (`all`) personnel had added since it was counted (`stored`): what is worked on Saturdays and Sundays among
 * what was not spent, no more than was added, and no less than what can be nothing else.
 */
export function addedAmong(
  all: ReadonlyMap<number, number>,
  stored: ReadonlyMap<number, number>,
  recounts: readonly Entry[],
  { leaveId, unspent, calendar }: { readonly leaveId: LeaveId; readonly unspent: Period; readonly calendar: WorkCalendar },
): ReadonlyMap<number, number> {
  const madeUp = halfDaysByYear(unspent, { ...calendar, isWorkday: (on) => weekdayOf(on) > 5 && calendar.isWorkday(on) });
  const added = [...all].map(([year, halfDays]) => {
    const most = Math.max(0, -recountedOf(recounts, leaveId, year));
    const least = Math.max(0, halfDays - (stored.get(year) ?? 0));
    return [year, Math.max(least, Math.min(most, halfDays, madeUp.get(year) ?? 0))] as const;
  });
  return new Map(added.filter(([, halfDays]) => halfDays > 0));
}

/** What personnel has added to leave and was given back by whoever was back early is added no more, as long as it stands. */
export function withoutGivenBack(entries: readonly Entry[], given: readonly GivenBack[]): readonly Entry[] {
  return given.reduce((all, { leaveId, year, halfDays }) => {
    const added = Math.max(0, -recountedOf(all, leaveId, year));
    const last = all.findLast((entry) => entry.recount?.leaveId === leaveId && entry.year === year && entry.halfDays < 0);
    return all.map((entry) => (entry === last ? { ...entry, halfDays: entry.halfDays + Math.min(added, halfDays) } : entry));
  }, entries);
}
