import type { Period } from '../../calendar/period.js';
import type { Department } from '../../org/member.js';
import type { DepartmentFigures, Figures, Subject, TrendPoint } from '../figures/figures.js';
import type { Missing } from '../summary/summary.js';

export const FORMATS = ['xlsx', 'csv', 'png'] as const;
export type Format = (typeof FORMATS)[number];

/** A summary with everything that its card has no room for. */
export type Exported = {
  readonly period: Period;
  readonly subject: Subject;
  readonly department: Department | undefined;
  readonly total: Figures;
  readonly departments: readonly DepartmentFigures[];
  /** The oldest first, the period itself last. */
  readonly trend: readonly TrendPoint[];
  /** Empty where the policy has no names shown. */
  readonly missing: readonly Missing[];
};
