import type { Instant } from '../calendar/instant.js';
import type { DepartmentFunction, DepartmentId, MemberId, Rank } from '../org/member.js';
import type { HalfDay, Period } from './half-days.js';

export type LeaveId = string & { readonly brand: 'LeaveId' };

/** 出差、年休假、事假、病假. An office offers those that its chains name (data/policy.yaml). */
export const LEAVE_KINDS = ['business-trip', 'annual-leave', 'personal-leave', 'sick-leave'] as const;
export type LeaveKind = (typeof LEAVE_KINDS)[number];

/*
 * A request for leave (domain.md §3). Every submission is one of its own and is never rewritten: what is changed, extended or was returned is
 * submitted anew and `replaces` the one before.
 *
 * pending    In its chain, as its steps say.
 *            → approved    the last approve step is done; what is to be processed, filed and told goes on after that
 *            → refused     by whoever's turn it was
 *            → returned    退回修改: to be changed and submitted anew
 *            → withdrawn   by the applicant; by siwen, where they have left the office and its days are over
 * approved   → replaced    a request that changes it has been approved
 *            → withdrawn   before it begins, or before the member has confirmed what somebody entered for them
 *            → ended       销假: the member is back
 * returned   → replaced    it has been submitted anew
 *            → withdrawn   the member wants it no more, or what it was to change is over
 * refused, withdrawn, replaced, ended   Final.
 */
export type LeaveState = 'pending' | 'approved' | 'refused' | 'returned' | 'withdrawn' | 'replaced' | 'ended';

/** Who is in charge meanwhile (代管人). Asked at once; they may decline. */
export type Acting = { readonly memberId: MemberId; readonly answer: 'asked' | 'accepted' | 'declined' };

export type Leave = {
  readonly id: LeaveId;
  readonly memberId: MemberId;
  /** The member, or who entered it for them. */
  readonly requestedBy: MemberId;
  readonly kind: LeaveKind;
  readonly period: Period;
  /** Working half days, by the calendar of the time of request. A notice of the State Council that comes later never rewrites them. */
  readonly halfDays: number;
  /** Of the time of request: whoever moves to another department meanwhile is decided on by the rules of then. */
  readonly departmentId: DepartmentId;
  readonly rank: Rank;
  readonly acting: Acting | undefined;
  readonly state: LeaveState;
  readonly requestedAt: Instant;
  /** Where it is what came of a request that was corrected before it was decided, or returned, and was for no later days: when that was made. */
  readonly firstAskedAt: Instant | undefined;
  readonly replaces: LeaveId | undefined;
  /** The first half day at work again, and when that was reported (销假). */
  readonly back: HalfDay | undefined;
  readonly backReportedAt: Instant | undefined;
  /** Until when the member has to make good in writing what somebody entered for them; undefined: nothing of that kind is left to do. */
  readonly confirmBy: Instant | undefined;
};

/** What a request takes of a year: `stored` as it was counted then, less `returned` by coming back earlier. */
export type DaysOfYear = { readonly year: number; readonly stored: number; readonly returned: number };

/** What is left of the half days that were counted at first. */
export const lessReturned = (counted: number, returned: number): number => Math.max(0, counted - returned);

/** Who settles a step. A department with a function acts through whoever of its members comes first. */
export const APPROVERS = ['departmentHead', 'supervisingLeader', 'bureauHead'] as const;
export type ApproverRole = (typeof APPROVERS)[number];
export type StepRole = ApproverRole | DepartmentFunction;

export const STEP_ACTIONS = ['approve', 'process', 'notify', 'file'] as const;
export type StepAction = (typeof STEP_ACTIONS)[number];

export const OUTCOMES = ['approved', 'refused', 'returned', 'processed', 'filed', 'told'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/*
 * waiting   Its turn has not come.
 *           → open   every step before it is done
 * open      → done   with its outcome
 * What is left of the chain of a request that was refused, returned or withdrawn stays as it was.
 */
export type Step = {
  readonly leaveId: LeaveId;
  /** From 0. */
  readonly position: number;
  readonly action: StepAction;
  readonly role: StepRole;
  readonly state: 'waiting' | 'open' | 'done';
  /** Whose turn it is; undefined: any member of the department that plays the part. Where nobody in the office may approve, of the office. */
  readonly assigneeId: MemberId | undefined;
  /** The approver who is away, in whose place the assignee acts. */
  readonly standsFor: MemberId | undefined;
  readonly openedAt: Instant | undefined;
  /** When somebody is nudged, or it moves up; undefined where it waits for nobody. */
  readonly dueAt: Instant | undefined;
  readonly nudged: boolean;
  readonly outcome: { readonly is: Outcome; readonly by: MemberId | undefined; readonly at: Instant } | undefined;
};

/** What happened to a request, in order, for good: 谁、何时、为何. */
export const HAPPENINGS = [
  'requested',
  'confirmed',
  'opened',
  'nudged',
  'moved-up',
  're-routed',
  'approval-stands',
  ...OUTCOMES,
  'withdrawn',
  'replaced',
  'acting-asked',
  'acting-accepted',
  'acting-declined',
  'acting-left',
  'back',
] as const;
export type Happening = (typeof HAPPENINGS)[number];
export type HistoryLine = {
  readonly leaveId: LeaveId;
  readonly at: Instant;
  readonly what: Happening;
  /** Undefined: siwen, by the rules. */
  readonly actorId: MemberId | undefined;
  /** Whom it is about: the new approver, the acting person. */
  readonly subjectId: MemberId | undefined;
  /** Which step. */
  readonly position: number | undefined;
};
