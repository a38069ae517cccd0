import type { Instant, PlainDate } from '../../calendar/instant.js';
import type { MemberId } from '../../org/member.js';
import type { LeaveId } from '../leave.js';

/** Annual leave of one member in one year, in half days. left = entitled + ahead + carriedOver + corrected − taken − waiting; below 0: more was taken. */
export type Balance = {
  readonly entitled: number;
  /** Of the days that come with more years of work later in the year, those that leave after that lives on. */
  readonly ahead: number;
  readonly carriedOver: number;
  /** By personnel, and where holidays that were announced later changed what a leave counts. */
  readonly corrected: number;
  /** Approved, of coming days as well; without what was given back by whoever came back earlier. */
  readonly taken: number;
  /** Asked for and not decided. */
  readonly waiting: number;
  readonly left: number;
};

export type EntryId = string & { readonly brand: 'EntryId' };

/*
 * The ledger (年休假台账). Nothing in it is changed or goes: what turns out wrong is undone by an entry of its own, once.
 *
 * correction     so many half days more or less
 * year-without   no entitlement in this year (职工带薪年休假条例 第四条)
 * recount        what a leave counts by the holidays announced since it was decided; half_days 0: it was looked at and left as it was
 */
export const ENTRY_KINDS = ['correction', 'year-without', 'recount'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

export type Entry = {
  readonly id: EntryId;
  readonly memberId: MemberId;
  readonly year: number;
  readonly kind: EntryKind;
  /** What it adds to the balance. */
  readonly halfDays: number;
  /** Of a recount: which leave, and what its days of the year counted then. */
  readonly recount: { readonly leaveId: LeaveId; readonly counted: number } | undefined;
  readonly undoes: EntryId | undefined;
  readonly by: MemberId;
  readonly at: Instant;
};

/** What of the half days that personnel had added to a leave was given back by whoever was back early. */
export type GivenBack = { readonly leaveId: LeaveId; readonly year: number; readonly halfDays: number };

/** Annual leave goes by cumulative years of work; where the roster doesn't say since when, it goes by those in this office. */
export const workedSince = (member: {
  readonly workedSince: PlainDate | undefined;
  readonly joinedOn: PlainDate | undefined;
}): PlainDate | undefined => member.workedSince ?? member.joinedOn;
