import type { Instant } from '../../calendar/instant.js';
import type { Audience } from '../../org/audience.js';
import type { MemberId } from '../../org/member.js';
import type { Figures } from './rules.js';

export type Check = {
  readonly id: string;
  readonly askedBy: MemberId;
  readonly askedAt: Instant;
  readonly closesAt: Instant;
  readonly state: 'open' | 'closed';
  /** Who would have had to be reachable but for their leave. */
  readonly onLeave: number;
};

/** What the office fills in. */
export type Request = {
  readonly id: string;
  readonly audience: Audience;
  readonly size: number | 'all';
  readonly excluded: readonly string[];
  readonly minutes: number;
  /** Of how many it was shown before it goes out. */
  readonly shown?: number | undefined;
};

export type Outlook = {
  readonly willAsk: number;
  readonly obliged: number;
  /** Of `obliged`: whose time ends before the time to answer does. */
  readonly offDutySoon: number;
  readonly onLeave: number;
  readonly others: number;
};

/** How it went, department by department. */
export type ReportLine = Figures & {
  readonly department: string;
  readonly notAnswered: readonly string[];
  readonly notDelivered: readonly string[];
};
export type Report = { readonly check: Check; readonly total: Figures; readonly lines: readonly ReportLine[] };

export type Listed = { readonly check: Check; readonly total: Figures };

/** Why it can't be done now. */
export type ReachabilityRefusal =
  | 'right-missing'
  | 'nobody'
  | 'size-wrong'
  | 'too-short'
  | 'too-many'
  | 'range-changed'
  | 'started-already'
  | 'check-unknown'
  | 'not-asked'
  | 'over';
