import type { Period } from '../calendar/period.js';
import type { Department } from '../org/member.js';
import type { DepartmentFigures, Figures } from './rules.js';

export type SummaryRefusal = 'right-missing' | 'department-out-of-scope';
export type Missing = { readonly name: string; readonly department: string; readonly times: number };
export type Summary = {
  readonly ok: true;
  readonly period: Period;
  /** The department drilled into; undefined: everything the viewer may see. */
  readonly department: Department | undefined;
  /** What the viewer may drill into. */
  readonly scope: readonly Department[];
  readonly total: Figures;
  readonly departments: readonly DepartmentFigures[];
  readonly missing: readonly Missing[];
  readonly moreMissing: number;
  /** How often somebody was not asked since they were on leave; in no other figure. */
  readonly onLeave: number;
};
export type SummaryResult = Summary | { readonly ok: false; readonly refusal: SummaryRefusal };
