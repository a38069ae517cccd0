import type { Period as Dates } from '../../../calendar/period.js';
import type { Department, MemberId } from '../../../org/member.js';
import type { Counted, ScopeRefusal } from '../../../org/scope.js';
import type { LeaveKind } from '../../leave.js';

/** Half days by kind (docs/figures.md). */
export type Days = Readonly<Record<LeaveKind, number>>;
export type Figures = { readonly days: Days; readonly total: number };

export type DepartmentRow = Counted & Figures & { readonly people: number };
/** Somebody with leave in the period, in the department of the time of request. */
export type MemberRow = Figures & {
  readonly memberId: MemberId;
  readonly name: string;
  readonly rank: string;
  readonly department: string;
  /** The department is no more. */
  readonly dissolved: boolean;
};

export type Report = {
  readonly ok: true;
  readonly dates: Dates;
  readonly department: Department | undefined;
  readonly scope: readonly Department[];
  /** Those that anybody took, and those that the office offers. */
  readonly kinds: readonly LeaveKind[];
  readonly departments: readonly DepartmentRow[];
  readonly total: Figures & { readonly people: number };
  /** By department in the roster's order. */
  readonly members: readonly MemberRow[];
};
export type ReportResult = Report | { readonly ok: false; readonly refusal: ScopeRefusal };
