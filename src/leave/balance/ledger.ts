import type { Member } from '../../org/member.js';
import type { Leave } from '../leave.js';
import type { Balance, Entry } from './balance.js';
import type { Band } from './rules.js';

/** What somebody has in a year, and by which rule. */
export type Standing = {
  readonly balance: Balance;
  /** Undefined: in the first year of work. */
  readonly band: Band | undefined;
  /** The band that comes next. */
  readonly next: Band | undefined;
  readonly isWithout: boolean;
};

export type LedgerLine = {
  readonly entry: Entry;
  readonly by: string;
  /** Undefined once it was erased or its time was over. */
  readonly reason: string | undefined;
  /** False: of a leave that was withdrawn or changed since. */
  readonly counts: boolean;
  readonly mayBeUndone: boolean;
};

export type Ledger = {
  readonly ok: true;
  readonly member: Member;
  readonly year: number;
  readonly thisYear: number;
  /** Undefined: the roster doesn't say since when they have worked. */
  readonly standing: Standing | undefined;
  readonly lines: readonly LedgerLine[];
  readonly leaves: readonly { readonly leave: Leave; readonly halfDays: number }[];
  /** Whether the reader may add to it. */
  readonly mayEnter: boolean;
};
