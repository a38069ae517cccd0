import type { Period as Dates } from '../../../calendar/period.js';
import type { Department } from '../../../org/member.js';
import type { ScopeRefusal } from '../../../org/scope.js';
import type { Period } from '../../half-days.js';
import type { LeaveKind } from '../../leave.js';

/** 外出情况: somebody who is away at some time of the period, or should be back. */
export type AwayLine = {
  readonly name: string;
  readonly department: string;
  readonly kind: LeaveKind;
  /** What of it is, or was, spent away. */
  readonly period: Period;
  readonly acting: string | undefined;
  /** Has not reported back although the day of return is over. */
  readonly overdue: boolean;
};

/** `lines` by department in the roster's order, those overdue first in each. */
export type Overview = {
  readonly ok: true;
  readonly dates: Dates;
  readonly department: Department | undefined;
  readonly scope: readonly Department[];
  readonly lines: readonly AwayLine[];
  readonly people: number;
  /** People as well. */
  readonly overdue: number;
};
export type OverviewResult = Overview | { readonly ok: false; readonly refusal: ScopeRefusal | 'period-too-long' };
