import { hourMs, type Instant, plus, type Zone } from '../../calendar/instant.js';
import type { WorkCalendar } from '../../calendar/work-calendar.js';
import { lastWorkingHour, nextWorkingTime, type WorkingHours } from '../../calendar/working-hours.js';
import type { Meeting } from '../../meeting/meeting.js';
import type { Member, MemberId } from '../../org/member.js';
import { authorize, type Org } from '../../org/permissions.js';
import { visible } from '../../visible.js';
import type { LeavePolicy } from '../policy.js';
import { type Absence, isOpen, REASON_KINDS, type Reason } from './absence.js';

export type RequestRefusal =
  | 'not-expected'
  | 'meeting-cancelled'
  | 'meeting-suspended'
  | 'meeting-began'
  | 'meeting-changed'
  | 'open-already'
  | 'reason-missing'
  | 'detail-missing'
  | 'too-long'
  | 'no-substitutes'
  | 'substitute-unsuitable'
  | 'substitute-expected'
  | 'substitute-away'
  | 'substitute-elsewhere'
  | 'substitute-taken'
  | 'nobody-decides';

export const MOST_CHARACTERS = 500;

export type Asking = {
  readonly meeting: Meeting | undefined;
  /** Undefined: they are not expected there. */
  readonly expectedSince: Instant | undefined;
  /** The `sequence` that the form was opened with. */
  readonly sequence: number;
  readonly open: boolean;
  readonly reason: { readonly kind: string; readonly detail: string };
  readonly memberId: MemberId;
  /** As the database knows them; `member` is undefined for somebody who is not there. */
  readonly substitute: Candidate | undefined;
};
/** `away`: on approved leave then. `elsewhere`: expected at another bureau-wide meeting then. `taken`: they go somewhere for somebody else then. */
export type Candidate = {
  readonly member: Pick<Member, 'id' | 'active'> | undefined;
  readonly expected: boolean;
  readonly away: boolean;
  readonly elsewhere: boolean;
  readonly taken: boolean;
};
export type Asked =
  | { readonly ok: true; readonly meeting: Meeting; readonly reason: Reason; readonly late: boolean }
  | { readonly ok: false; readonly refusal: RequestRefusal };

export function decideRequest(asking: Asking, now: Instant): Asked {
  const { meeting, substitute } = asking;
  const refuse = (refusal: RequestRefusal): Asked => ({ ok: false, refusal });
  if (!meeting || asking.expectedSince === undefined) return refuse('not-expected');
  if (meeting.state === 'cancelled') return refuse('meeting-cancelled');
  if (now >= meeting.startsAt) return refuse('meeting-began');
  if (asking.sequence !== meeting.sequence) return refuse('meeting-changed');
  if (asking.open) return refuse('open-already');
  const kind = REASON_KINDS.find((one) => one === asking.reason.kind);
  const detail = visible(asking.reason.detail);
  if (!kind) return refuse('reason-missing');
  // 其他 alone is no reason.
  if (kind === 'other' && detail === '') return refuse('detail-missing');
  if (detail.length > MOST_CHARACTERS) return refuse('too-long');
  if (substitute) {
    if (!meeting.substitutes) return refuse('no-substitutes');
    const unfit = whyUnfit(substitute, asking.memberId);
    if (unfit) return refuse(unfit);
  }
  return { ok: true, meeting, reason: { kind, detail }, late: isLateToAsk(meeting, now, asking.expectedSince) };
}

/** Undefined: they may go instead of `memberId`. */
export function whyUnfit({ member, expected, away, elsewhere, taken }: Candidate, memberId: MemberId): RequestRefusal | undefined {
  if (!member?.active || member.id === memberId) return 'substitute-unsuitable';
  if (expected) return 'substitute-expected';
  if (away) return 'substitute-away';
  if (elsewhere) return 'substitute-elsewhere';
  return taken ? 'substitute-taken' : undefined;
}

/**
 * In advance means before the deadline. Whoever was put on the list only after it, or asked again, since the meeting was moved at short notice, could
 * not have been in time. `askedAt`: when that was.
 */
export const isLate = ({ absenceDeadlineAt }: Pick<Meeting, 'absenceDeadlineAt'>, now: Instant, askedAt: Instant | undefined): boolean =>
  now >= absenceDeadlineAt && (askedAt === undefined || askedAt < absenceDeadlineAt);

/** Of a first request. `since`: when they were put on the list; the deadline of a meeting is after its announcement. */
export const isLateToAsk = (meeting: Meeting, now: Instant, since: Instant | undefined): boolean =>
  isLate(meeting, now, since !== undefined && since > meeting.announcedAt ? since : undefined);

/** `approve-late`: the organizer accepts it although it came late; anything else would let it pass as in time. */
export const VERDICTS = ['approve', 'approve-late', 'refuse'] as const;
export type Verdict = (typeof VERDICTS)[number];

export type DecisionRefusal =
  | 'request-unknown'
  | 'right-missing'
  | 'own-request'
  | 'decided-before'
  | 'withdrawn-before'
  | 'meeting-moved'
  | 'meeting-suspended'
  | 'meeting-over'
  | 'verdict-missing'
  | 'late-is-decided-as-late'
  | 'refusal-needs-reason'
  | 'too-long';
export type Decided =
  | { readonly ok: true; readonly state: 'approved' | 'refused'; readonly words: string }
  | { readonly ok: false; readonly refusal: DecisionRefusal };

/** `words`: why it is refused. */
export function decideVerdict(absence: Absence, verdict: string, words: string, meeting: Meeting, now: Instant): Decided {
  const refuse = (refusal: DecisionRefusal): Decided => ({ ok: false, refusal });
  const over = closedBecause(absence);
  if (over) return refuse(over);
  if (now >= meeting.startsAt) return refuse('meeting-over');
  const said = visible(words);
  if (said.length > MOST_CHARACTERS) return refuse('too-long');
  switch (VERDICTS.find((one) => one === verdict)) {
    case 'approve':
      return absence.late ? refuse('late-is-decided-as-late') : { ok: true, state: 'approved', words: '' };
    case 'approve-late':
      return { ok: true, state: 'approved', words: '' };
    case 'refuse':
      return said === '' ? refuse('refusal-needs-reason') : { ok: true, state: 'refused', words: said };
    case undefined:
      return refuse('verdict-missing');
  }
}

function closedBecause({ state }: Absence): DecisionRefusal | undefined {
  switch (state) {
    case 'pending':
      return undefined;
    case 'approved':
    case 'refused':
      return 'decided-before';
    case 'asked':
    case 'replaced':
      return 'meeting-moved';
    case 'withdrawn':
      return 'withdrawn-before';
    case 'cancelled':
    case 'undecided':
      return 'meeting-over';
  }
}

export const mayWithdraw = (absence: Pick<Absence, 'state'>, meeting: Pick<Meeting, 'startsAt'>, now: Instant): boolean =>
  isOpen(absence) && now < meeting.startsAt;

/**
 * Who decides: any organizer of the organizing department. Nobody decides on their own request (domain.md §3), so where there is no other it
 * moves up: the department's head, its supervising leader, the bureau's head. Whoever is away is replaced by their acting person.
 */
export function approversOf(applicantId: MemberId, { organizers, superiors, standIns }: Deciders): Member[] {
  const isOther = ({ id, active }: Member) => active && id !== applicantId;
  const own = organizers.filter(isOther);
  const above = superiors.filter(isOther);
  const there = (some: readonly Member[]) =>
    some.flatMap((member) => (standIns.has(member.id) ? (standIns.get(member.id) ?? []) : [member])).filter(isOther);
  // Where everybody is away and nobody in charge for them, rather they than nobody.
  const [first = []] = [there(own), there(above).slice(0, 1), own, above.slice(0, 1)].filter((some) => some.length > 0);
  return [...new Map(first.map((member) => [member.id, member])).values()];
}

/** Those of `all` who organize meetings of this department. */
export const organizersOf = (departmentId: Meeting['departmentId'], all: readonly Member[], org: Org): Member[] =>
  all.filter((member) => {
    const granted = authorize(member, org, 'meeting.organize');
    return granted.ok && granted.departmentIds.has(departmentId);
  });

export type Deciders = {
  /** Of the department. */
  readonly organizers: readonly Member[];
  readonly superiors: readonly Member[];
  /** Of each of them who is away: whoever is in charge for them and is there; undefined: nobody. */
  readonly standIns: ReadonlyMap<MemberId, Member | undefined>;
};

type Hours = { readonly workingHours: WorkingHours; readonly calendar: WorkCalendar; readonly zone: Zone };

/** When something happens next to a request that nobody has settled: a nudge in working hours, and in the end the start. */
export function nextDue(startsAt: Instant, { absence }: LeavePolicy, hours: Hours, after: Instant): Instant {
  const { workingHours, calendar, zone } = hours;
  const nudges = absence.nudges.map(({ hoursBefore }) => {
    const at = nextWorkingTime(plus(startsAt, -hoursBefore * hourMs), workingHours, calendar, zone);
    // The meeting begins with the working hours, or outside: nobody is there to be nudged any later.
    return at < startsAt ? at : lastWorkingHour(startsAt, workingHours, calendar, zone);
  });
  return Math.min(startsAt, ...nudges.filter((at) => at > after)) as Instant;
}
