import type { PlainDate } from '../../calendar/instant.js';
import type { Leave } from '../leave.js';

/** Annual leave of a year, in half days: with and without the request. Undefined where it is unknown. */
export type YearBalance = {
  readonly year: number;
  readonly takes: number;
  readonly before: number | undefined;
  /** The last day of what was carried over, where the ledger shows more because the request is for later. */
  readonly lapsesOn: PlainDate | undefined;
  /** What is asked for in the next year already lives on what this one leaves, and the request would take that. */
  readonly nextIsShort: boolean;
};
export const leftAfter = ({ takes, before }: Pick<YearBalance, 'takes' | 'before'>): number | undefined =>
  before === undefined ? undefined : before - takes;

/** Of the requests that a new one stands for, those that take annual leave now. */
export const takesNow = ({ kind, state }: Pick<Leave, 'kind' | 'state'>): boolean =>
  kind === 'annual-leave' && (state === 'pending' || state === 'approved');
