import type { Instant } from '../../calendar/instant.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { Meeting, MeetingId } from '../meeting.js';

/*
 * A check-in: not there until an organizer opens it; open; closed by an organizer, or by itself some hours after the end, which makes the
 * report. One that was opened only afterwards waits some days for the names on a list of paper; where none is entered it goes, without a report.
 * Closed, it is not opened again: what is wrong then is corrected, and the reports follow.
 *
 * What is recorded of one person: nothing, then a first mark (they check in, their substitute does, or an organizer taps the name of either), then
 * corrections by an organizer, each with a reason. A substitute's first mark becomes their own once they go for that person no longer. Whoever
 * has no mark when it closes is excused or absent.
 */

/** 签到 of one meeting. */
export type CheckIn = {
  readonly meetingId: MeetingId;
  /** The codes and the address of the big-screen page are made of it (secret.ts). */
  readonly sealed: Uint8Array;
  readonly openedAt: Instant;
  readonly openedBy: MemberId;
  readonly closedAt: Instant | undefined;
};

export const STATUSES = ['present', 'late', 'excused', 'absent'] as const;
/** 出席, 迟到, 请假, 缺席. Whoever is late is there. */
export type Status = (typeof STATUSES)[number];

export type Mark = {
  readonly memberId: MemberId;
  /** 1 for the first, one more with every correction. */
  readonly version: number;
  readonly status: Status;
  /** 早退 */
  readonly leftEarly: boolean;
  /** Undefined where only a list of paper says that they were there. */
  readonly checkedInAt: Instant | undefined;
  /** Who was there, as long as they count as there: themselves, or whoever stood in for them. Corrections leave it, unless they say which of the two. */
  readonly checkedInBy: MemberId | undefined;
  readonly via: 'code' | 'list' | 'correction';
  /** Who recorded this version. */
  readonly by: MemberId;
  readonly at: Instant;
};

/** Somebody as they stand in the report. */
export type Attendee = {
  readonly memberId: MemberId;
  readonly departmentId: DepartmentId | undefined;
  /** False: they came although nobody expected them. They stand in the list and in no figure. */
  readonly expected: boolean;
  /** False: excused or absent only because nothing was recorded. */
  readonly recorded: boolean;
  readonly status: Status;
  readonly leftEarly: boolean;
  readonly checkedInAt: Instant | undefined;
  /** Who came in their place. */
  readonly substituteId: MemberId | undefined;
  /** Who is to come in their place, whether they have or not. */
  readonly standInId: MemberId | undefined;
};

/** 应到 = 实到 + 请假 + 缺席; 迟到 are among 实到. */
export type Figures = {
  readonly expected: number;
  readonly present: number;
  readonly excused: number;
  readonly late: number;
  readonly absent: number;
};
/** Over some meetings, by the department each was invited in. */
export type DepartmentAttendance = Figures & { readonly departmentId: DepartmentId };
/** How often one member was absent: neither there nor excused. */
export type Absence = Pick<AbsentFigure, 'memberId' | 'departmentId'> &
  Pick<Meeting, 'startsAt' | 'endsAt'> & { readonly meetingId: MeetingId };
export type AbsentFigure = { readonly memberId: MemberId; readonly departmentId: DepartmentId; readonly absent: number };

/** What an organizer sees of an open check-in, and everybody on the big screen. */
export type Board = {
  readonly meeting: Meeting;
  readonly token: string;
  readonly closed: boolean;
  /** It was opened when the meeting was over. */
  readonly afterwards: boolean;
  readonly code: string;
  /** Seconds until another code is shown. */
  readonly left: number;
  readonly figures: Pick<Figures, 'expected' | 'present'>;
};

export type CheckInRefusal = 'none-open' | 'code-missing' | 'wrong-code' | 'must-wait' | 'unknown-member';
/** Recorded before: by whom and when. */
export type Recorded = { readonly mark: Mark; readonly by: string };
export type CheckedIn =
  | {
      readonly ok: true;
      readonly meeting: Meeting;
      readonly mark: Mark;
      /** For whom, where somebody stands in. */
      readonly instead: string | undefined;
      readonly expected: boolean;
      readonly before: Recorded | undefined;
    }
  | { readonly ok: false; readonly refusal: CheckInRefusal };

/** What was concluded of one member at one meeting, which began at `startsAt`. */
export type OwnOutcome = { readonly startsAt: Instant; readonly status: Status };
