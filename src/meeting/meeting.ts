import type { Attached } from '../attached.js';
import type { Instant, Interval } from '../calendar/instant.js';
import type { Audience } from '../org/audience.js';
import type { DepartmentId, MemberId } from '../org/member.js';

export type MeetingId = string & { readonly brand: 'MeetingId' };

/** Only a bureau-wide meeting has precedence (domain.md §2); a departments' meeting gives way like any activity. */
export type Scope = 'bureau' | 'departments';

/** What the organizer fills in. */
export type MeetingDetails = {
  readonly title: string;
  readonly scope: Scope;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly place: string;
  readonly link: string | undefined;
  readonly agenda: string | undefined;
  readonly audience: Audience;
  /** Of the audience, who is not expected all the same. */
  readonly excluded: readonly MemberId[];
  /** Whether somebody else may come in a member's place (代会). */
  readonly substitutes: boolean;
  /** Absence requests up to, not including, this instant are in time. */
  readonly absenceDeadlineAt: Instant;
  readonly attachments: readonly Attached[];
  /** Reaches everybody at any hour (domain.md §2, Reachability); recorded. */
  readonly emergency: boolean;
};

export type Meeting = MeetingDetails & {
  readonly id: MeetingId;
  /** The department that organizes it: its organizers decide what is asked about it. */
  readonly departmentId: DepartmentId;
  /** Who announced it. */
  readonly organizerId: MemberId;
  /** When its present time was announced: anew when it is moved. */
  readonly announcedAt: Instant;
  /** By policy, at `announcedAt`: then others must give way; otherwise they are asked to. */
  readonly inAdvance: boolean;
  /** Of its time, what was announced in advance, where more was added late; undefined: all of it, or none. */
  readonly inAdvanceHours?: Interval | undefined;
  /** RFC 5545 §3.8.7.4: one more with every change that people are told of. */
  readonly sequence: number;
  readonly state: 'announced' | 'cancelled';
};

/** Somebody who is expected, in the department they belonged to when they were invited. */
export type Invitee = {
  readonly memberId: MemberId;
  readonly departmentId: DepartmentId;
  readonly acknowledgedAt: Instant | undefined;
};

export const intervalOf = ({ startsAt, endsAt }: Pick<Meeting, 'startsAt' | 'endsAt'>): Interval => ({ start: startsAt, end: endsAt });

/** What people have to know to come, so that two can be told apart. */
export const whenAndWhere = ({ startsAt, endsAt, place, link }: Pick<Meeting, 'startsAt' | 'endsAt' | 'place' | 'link'>): string =>
  JSON.stringify([startsAt, endsAt, place, link ?? null]);
