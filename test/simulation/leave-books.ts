import type { LeaveKind } from '../../src/leave/leave.js';
import type { Books } from './books.js';
import type { Person } from './bureau.js';

/** The first and the last half day, both included. */
export type Days = { readonly from: string; readonly fromHalf: string; readonly until: string; readonly untilHalf: string };

/** A request for leave as its applicant, and whoever decided on it, know it. */
export type LeaveBook = {
  readonly id: string;
  readonly person: Person;
  readonly kind: LeaveKind;
  readonly days: Days;
  readonly replaces: string | undefined;
  /** Submitted and never confirmed: it may be there, or not. */
  doubtful: boolean;
  /** Seen accepted; the first decision stands, so there is never a second. At this instant of true time. */
  decided: { readonly by: Person; readonly verdict: string; readonly atMs: number } | undefined;
  /** Who has pressed and was not answered. */
  mayBeDecided: boolean;
  finished: Person | undefined;
  /** Withdrawn, ended or changed, as was seen accepted; 'maybe' while nobody answered. */
  gone: 'no' | 'maybe' | 'yes';
  goneAtMs: number;
};

export type LeaveBooks = Map<string, LeaveBook>;

const OFFSET_MS = 8 * 3_600_000;
const NOON_MS = 12 * 3_600_000;
const startOf = (on: string, half: string): number => Date.parse(`${on}T00:00:00Z`) - OFFSET_MS + (half === 'afternoon' ? NOON_MS : 0);

/** [start, end) in office time. */
export const spanOf = ({ from, fromHalf, until, untilHalf }: Days): { readonly start: number; readonly end: number } => ({
  start: startOf(from, fromHalf),
  end: startOf(until, untilHalf) + NOON_MS,
});

/** Whether somebody is on approved leave now, as far as can be told. At the instant of a decision nobody knows which was first. */
export function isAway(books: Pick<Books, 'leaves'>, memberId: string, now: number, elapsedMs: number): 'yes' | 'no' | 'maybe' {
  let found: 'no' | 'maybe' = 'no';
  for (const leave of books.leaves.values()) {
    const { start, end } = spanOf(leave.days);
    if (leave.person.id !== memberId || now < start || now >= end) continue;
    if (leave.gone === 'yes' && leave.goneAtMs < elapsedMs) continue;
    const isSure = leave.decided?.verdict === 'approved' && leave.decided.atMs < elapsedMs && leave.gone === 'no' && !leave.doubtful;
    if (isSure) return 'yes';
    if (leave.decided?.verdict === 'approved' || leave.mayBeDecided || leave.gone === 'maybe') found = 'maybe';
  }
  return found;
}
