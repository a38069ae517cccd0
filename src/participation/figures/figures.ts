import type { Period } from '../../calendar/period.js';
import type { Days } from '../../leave/away/report/report.js';
import type { Figures as Attendance } from '../../meeting/attendance/attendance.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { Counted } from '../../org/scope.js';

/** What a summary is about. */
export const SUBJECTS = ['all', 'prompts', 'meetings', 'leave'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** `answered` includes `late`; `missing` = asked − answered. */
export type Prompts = { readonly asked: number; readonly answered: number; readonly late: number; readonly missing: number };
/** Half days by kind, and how many people took at least one. */
export type LeaveTaken = { readonly days: Days; readonly people: number };

/** docs/figures.md explains each. What the subject is not about is zero. */
export type Figures = { readonly prompts: Prompts; readonly meetings: Attendance; readonly leave: LeaveTaken };

export type DepartmentFigures = Figures & Counted;

/** What was counted in some departments; in `total` whoever took leave in two of them is one of the people. */
export type Tally = {
  readonly byDepartment: ReadonlyMap<DepartmentId, Figures>;
  readonly total: Figures;
  /** How often somebody was not asked since they were on leave; in no other figure. */
  readonly onLeave: number;
};

/** How often one member, in the department they were in then, has not answered, and was absent from a meeting. */
export type MissingFigure = {
  readonly memberId: MemberId;
  readonly departmentId: DepartmentId;
  readonly unanswered: number;
  readonly absent: number;
};

/** A period that is under way is held against the same part of the one before; both sides are counted up to yesterday. */
export type Compared = { readonly period: Period; readonly now: Figures; readonly before: Figures };
export type TrendPoint = { readonly period: Period; readonly figures: Figures };
