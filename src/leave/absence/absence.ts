import type { Instant } from '../../calendar/instant.js';
import type { MeetingId } from '../../meeting/meeting.js';
import type { MemberId } from '../../org/member.js';

export type AbsenceId = string & { readonly brand: 'AbsenceId' };

/** What is most often given as the reason; whatever stands in words with it is private as well. */
export const REASON_KINDS = ['business-trip', 'illness', 'personal', 'other'] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];
export type Reason = { readonly kind: ReasonKind; readonly detail: string };

/*
 * 会议请假 (domain.md §3, first paragraph). A request is decided at most once; whatever has to be decided anew is a request of its own.
 *
 * pending     Sent to everybody who may decide it.
 *             → approved, refused   by the first of them
 *             → withdrawn           by the applicant, before the start
 *             → asked               the meeting was moved by more than people wait for it, so the reason may no longer hold
 *             → cancelled           the meeting was, or the applicant is no longer expected
 *             → undecided           the meeting has begun: an absence, and everybody concerned is told
 * approved    → withdrawn, asked, cancelled   as above. Whoever is in this state when the meeting begins is excused.
 * asked       The applicant is asked whether they still can't come.
 *             → replaced            仍需请假: by a new request, which is pending
 *             → withdrawn           可以参会
 *             → cancelled, undecided
 * refused, withdrawn, replaced, cancelled, undecided   Final. Another request may be made before the start.
 */
export type AbsenceState = 'pending' | 'approved' | 'refused' | 'withdrawn' | 'asked' | 'replaced' | 'cancelled' | 'undecided';

/** Somebody else who is to come (代会人). Told at once; they may decline as long as the meeting has not begun. */
export type Substitute = { readonly memberId: MemberId; readonly answer: 'asked' | 'accepted' | 'declined' };

export type Absence = {
  readonly id: AbsenceId;
  readonly meetingId: MeetingId;
  readonly memberId: MemberId;
  readonly requestedAt: Instant;
  /** It came after the deadline; then it can only be accepted as late. */
  readonly late: boolean;
  readonly state: AbsenceState;
  readonly substitute: Substitute | undefined;
  readonly decision: { readonly by: MemberId; readonly at: Instant } | undefined;
  /** Made anew for a meeting that was moved. */
  readonly replaces: AbsenceId | undefined;
  /** When the meeting was moved, and the applicant asked. */
  readonly movedAt: Instant | undefined;
};

export const isOpen = ({ state }: Pick<Absence, 'state'>): boolean => state === 'pending' || state === 'approved' || state === 'asked';

type Named = Absence & { readonly substitute: Substitute };

/** Somebody else was to go there instead, and has not declined. */
export const isStoodIn = (absence: Absence): absence is Named =>
  absence.substitute !== undefined && absence.substitute.answer !== 'declined';

/** The same, as far as anybody knows by now. */
export const isGoing = (absence: Absence): absence is Named =>
  (absence.state === 'pending' || absence.state === 'approved') && isStoodIn(absence);
