import type { Period } from '../../calendar/period.js';
import type { Department } from '../../org/member.js';
import type { ScopeRefusal } from '../../org/scope.js';
import type { Compared, DepartmentFigures, Figures, MissingFigure, Subject, TrendPoint } from '../figures/figures.js';

/** `no-trend`: there is one period only, so nothing to draw. */
export type SummaryRefusal = ScopeRefusal | 'words-unclear' | 'departments-alike' | 'no-trend';
/** `dissolved`: the department is no more. */
export type Missing = Omit<MissingFigure, 'departmentId'> & {
  readonly name: string;
  readonly department: string;
  readonly dissolved: boolean;
};
export type Summary = {
  readonly ok: true;
  readonly period: Period;
  readonly subject: Subject;
  /** What else the viewer may look at. */
  readonly subjects: readonly Subject[];
  /** The department drilled into; undefined: everything the viewer may see. */
  readonly department: Department | undefined;
  /** What the viewer may drill into. */
  readonly scope: readonly Department[];
  readonly total: Figures;
  /** Undefined while none of its days is over. */
  readonly compared: Compared | undefined;
  /** Twelve periods, the oldest first; the last is this one. */
  readonly trend: readonly TrendPoint[];
  readonly departments: readonly DepartmentFigures[];
  /** Undefined: the policy has no names shown. */
  readonly missing: { readonly listed: readonly Missing[]; readonly more: number } | undefined;
  /** How many rounds of the period are still open: until they have closed, answers are not compared. */
  readonly open: number;
  /** Rounds that opened before a period that is under way and are open still, and the month of the latest. */
  readonly earlier: { readonly rounds: number; readonly month: Period } | undefined;
  /** How many answers the viewer could have people reminded of. */
  readonly waiting: number;
  /** Whether a round of the period asked for ratings, where the subject is answers. */
  readonly rated: boolean;
  /** How often somebody was not asked since they were on leave; in no other figure. */
  readonly onLeave: number;
};
export type SummaryResult = Summary | { readonly ok: false; readonly refusal: SummaryRefusal };
