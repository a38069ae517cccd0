import type { PlainDate } from '../../calendar/instant.js';
import type { Leave } from '../leave.js';

/** Annual leave of a year, in half days: with and without the request. Undefined where it is unknown. */
export type YearBalance = {
  readonly year: number;
  readonly takes: number;
  readonly before: number | undefined;
  /** With what the request stands for, as it is until that is replaced. */
  readonly now: number | undefined;
  /** The last day of what was carried over, where the ledger shows more because the request is for later. */
  readonly lapsesOn: PlainDate | undefined;
  /** What is asked for in the next year already lives on what this one leaves, and the request would take that. */
  readonly nextIsShort: boolean;
};
export const leftAfter = ({ takes, before }: Pick<YearBalance, 'takes' | 'before'>): number | undefined =>
  before === undefined ? undefined : before - takes;

/** Less is left than nothing, and less than now: whoever has too little already may still change a request, or take less. */
export function isShort(balance: YearBalance): boolean {
  const after = leftAfter(balance);
  return after !== undefined && after < 0 && (balance.now === undefined || after < balance.now);
}

/** Of the requests that a new one stands for, those that take annual leave now. */
export const takesNow = ({ kind, state }: Pick<Leave, 'kind' | 'state'>): boolean =>
  kind === 'annual-leave' && (state === 'pending' || state === 'approved');
