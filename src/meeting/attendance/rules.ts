import { dayMs, hourMs, type Instant, minuteMs, plus } from '../../calendar/instant.js';
import type { MemberId } from '../../org/member.js';
import type { Invitee, Meeting } from '../meeting.js';
import type { Attendee, CheckIn, Figures, Mark, Status } from './attendance.js';

/** Nobody needs the code a day before. */
const OPENS_BEFORE_MS = 12 * hourMs;
/** From when on it may be opened: before, no card offers to check in. */
export const opensAt = ({ startsAt }: Pick<Meeting, 'startsAt'>): Instant => plus(startsAt, -OPENS_BEFORE_MS);

export type OpenRefusal = 'meeting-cancelled' | 'meeting-suspended' | 'too-early' | 'too-late' | 'closed';

/** Undefined: it may be opened. */
export function whyNotOpen(
  meeting: Pick<Meeting, 'state' | 'startsAt' | 'endsAt'>,
  checkIn: CheckIn | undefined,
  now: Instant,
): OpenRefusal | undefined {
  if (meeting.state === 'cancelled') return 'meeting-cancelled';
  if (checkIn?.closedAt !== undefined) return 'closed';
  if (now < opensAt(meeting)) return 'too-early';
  return now >= plus(meeting.endsAt, LATEST_MS) ? 'too-late' : undefined;
}

/** Opened only when the meeting was over: to enter what a list of paper says. */
export const openedAfterwards = ({ openedAt }: Pick<CheckIn, 'openedAt'>, { endsAt }: Pick<Meeting, 'endsAt'>): boolean =>
  openedAt >= endsAt;
/** So long such a check-in waits for another name, over a night and a weekend, before it closes by itself. */
export const LIST_WAITS_DAYS = 3;

/** Until when what stands on a list of paper may be entered. */
const LATEST_MS = 30 * dayMs;
/** Of meetings that ended since, the attendance may be entered. */
export const enteredSince = (now: Instant): Instant => plus(now, -LATEST_MS);

/** Whoever has come waits so long for a meeting that is put off; for a later one they go and come again. */
const WAITED_FOR_MS = hourMs;
export const isSoon = ({ startsAt }: Pick<Meeting, 'startsAt'>, now: Instant): boolean => startsAt <= plus(now, WAITED_FOR_MS);
/** Whether those who have checked in are there for the new start, too: the check-in is open, and it begins soon. */
export const staysOpen = (checkIn: CheckIn, meeting: Pick<Meeting, 'startsAt'>, now: Instant): boolean =>
  checkIn.closedAt === undefined && isSoon(meeting, now);

/** More than so many minutes after the start is late (domain.md §2). */
export const statusAt = ({ startsAt }: Pick<Meeting, 'startsAt'>, lateAfterMinutes: number, now: Instant): 'present' | 'late' =>
  now > plus(startsAt, lateAfterMinutes * minuteMs) ? 'late' : 'present';

/** Wrong codes in a row, until one has to wait. */
const MOST_WRONG = 5;
const WAIT_MS = minuteMs;

export type Tries = { readonly wrong: number; readonly at: Instant };

/** After five wrong codes nobody tries on for a minute. A note from the future was made by a clock that was wrong, and doesn't count. */
export const mustWait = (tries: Tries | undefined, now: Instant): boolean =>
  tries !== undefined && tries.wrong >= MOST_WRONG && tries.at <= now && now < tries.at + WAIT_MS;

/** How many in a row this wrong one makes. */
export const wrongNow = (tries: Tries | undefined, now: Instant): number =>
  tries === undefined || tries.at > now || now >= tries.at + WAIT_MS ? 1 : tries.wrong + 1;

/**
 * Everybody expected, in the order given, and after them whoever came all the same. What is recorded stands above what was approved: somebody who
 * was excused and came is there; a substitute who came counts for whom they replace. A refused or undecided request is an absence.
 */
export function attendees(
  invitees: readonly Pick<Invitee, 'memberId' | 'departmentId'>[],
  marks: ReadonlyMap<MemberId, Mark>,
  excused: ReadonlySet<MemberId>,
  substitutes: ReadonlyMap<MemberId, MemberId>,
): Attendee[] {
  const standIns = new Map([...substitutes].map(([id, replaced]) => [replaced, id]));
  const expected = new Set(invitees.map(({ memberId }) => memberId));
  // Of somebody nobody expected there is nothing to say once it turns out that they were not there.
  const others = [...marks.values()].filter(({ memberId, status }) => !expected.has(memberId) && isThere(status));
  return [
    ...invitees.map(({ memberId, departmentId }) => attendee(memberId, departmentId)),
    ...others.map(({ memberId }) => attendee(memberId, undefined)),
  ];

  function attendee(memberId: MemberId, departmentId: Attendee['departmentId']): Attendee {
    const mark = marks.get(memberId);
    const cameInstead = mark?.checkedInBy !== undefined && substitutes.get(mark.checkedInBy) === memberId;
    return {
      memberId,
      departmentId,
      expected: expected.has(memberId),
      recorded: mark !== undefined,
      status: mark?.status ?? (excused.has(memberId) ? 'excused' : 'absent'),
      leftEarly: mark?.leftEarly ?? false,
      checkedInAt: mark?.checkedInAt,
      substituteId: cameInstead ? mark.checkedInBy : undefined,
      standInId: standIns.get(memberId),
    };
  }
}

export const isThere = (status: Status): boolean => status === 'present' || status === 'late';

/** Of those who are expected. */
export function figuresOf(all: readonly Pick<Attendee, 'expected' | 'status'>[]): Figures {
  const expected = all.filter((one) => one.expected);
  const count = (...statuses: readonly Status[]) => expected.filter(({ status }) => statuses.includes(status)).length;
  return {
    expected: expected.length,
    present: count('present', 'late'),
    excused: count('excused'),
    late: count('late'),
    absent: count('absent'),
  };
}

export type CorrectionRefusal = 'reason-missing' | 'too-long' | 'status-missing' | 'changed-meanwhile' | 'nothing-new';
export type RecordRefusal = CorrectionRefusal | 'none-opened' | 'nobody' | 'own-record';
export const MOST_CHARACTERS = 500;

/** What may be recorded instead: 早退 only where the office records it. */
export const CORRECTIONS = ['present', 'late', 'left-early', 'excused', 'absent'] as const;
export type Correction = (typeof CORRECTIONS)[number];

export const correctionsOffered = (recordsEarlyLeave: boolean): readonly Correction[] =>
  CORRECTIONS.filter((one) => one !== 'left-early' || recordsEarlyLeave);

/** `version`: of the mark that the organizer saw, 0 for none; somebody may have corrected it since. `who` was there; undefined: whoever is recorded. */
export function decideCorrection(
  mark: Mark | undefined,
  input: { readonly version: number; readonly to: string; readonly reason: string; readonly who?: MemberId | undefined },
  recordsEarlyLeave: boolean,
):
  | { readonly ok: true; readonly status: Status; readonly leftEarly: boolean }
  | { readonly ok: false; readonly refusal: CorrectionRefusal } {
  const to = correctionsOffered(recordsEarlyLeave).find((one) => one === input.to);
  if (!to) return { ok: false, refusal: 'status-missing' };
  if ((mark?.version ?? 0) !== input.version) return { ok: false, refusal: 'changed-meanwhile' };
  if (input.reason === '') return { ok: false, refusal: 'reason-missing' };
  if (input.reason.length > MOST_CHARACTERS) return { ok: false, refusal: 'too-long' };
  const leftEarly = to === 'left-early';
  // Whoever was late and then left early was both.
  const status = to === 'left-early' ? (mark?.status === 'late' ? 'late' : 'present') : to;
  const isSame = !isThere(status) || input.who === undefined || input.who === (mark?.checkedInBy ?? mark?.memberId);
  if (mark && mark.status === status && mark.leftEarly === leftEarly && isSame) return { ok: false, refusal: 'nothing-new' };
  return { ok: true, status, leftEarly };
}
