import type { Instant } from '../../calendar/instant.js';
import type { Audience } from '../../org/audience.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { MeetingId } from '../meeting.js';

export type ActivityId = string & { readonly brand: 'ActivityId' };
export type FeedId = string & { readonly brand: 'FeedId' };

/** What somebody fills in. */
export type ActivityDetails = {
  readonly title: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly place: string;
  readonly departmentId: DepartmentId;
  readonly audience: Audience;
  /** Of the audience, who does not take part. */
  readonly excluded: readonly MemberId[];
};

/** Where it stands in the calendar it came from: RFC 5545 UID, and RECURRENCE-ID where it is one of many. */
export type InCalendar = {
  readonly uid: string;
  readonly recurrenceId: string;
  /** When and where it is held, as that calendar said last; undefined: it is gone from there. Once it has been moved here, its own are others. */
  readonly said: { readonly startsAt: Instant; readonly endsAt: Instant; readonly place: string } | undefined;
};

export type Origin =
  | { readonly source: 'chat' }
  /** A departments' meeting gives way like any activity. */
  | { readonly source: 'meeting'; readonly meetingId: MeetingId }
  | ({ readonly source: 'file' } & InCalendar)
  | ({ readonly source: 'feed'; readonly feedId: FeedId } & InCalendar);

/** Moved here: it is held at another time than its calendar gave it last, and whoever takes part was told so here. */
export const hasOwnTime = ({ origin, startsAt, endsAt }: Pick<Activity, 'origin' | 'startsAt' | 'endsAt'>): boolean =>
  'said' in origin && origin.said !== undefined && (origin.said.startsAt !== startsAt || origin.said.endsAt !== endsAt);

/** The same of its place. */
export const hasOwnPlace = ({ origin, place }: Pick<Activity, 'origin' | 'place'>): boolean =>
  'said' in origin && origin.said !== undefined && origin.said.place !== place;

/*
 * planned     It takes place.
 *             → suspended   it had to give way and nobody settled it in time
 *             → cancelled   its owner said so, or it is gone from its calendar
 * suspended   It does not take place unless its owner says so.
 *             → planned     given another time; or restored, once nothing stands in its way any more
 *             → cancelled
 * cancelled   Final for people. One that stands in its calendar again is → planned again.
 *
 * Every step raises `sequence`, which guards it: whoever decided on an older state is told so.
 */
export type Activity = ActivityDetails & {
  readonly id: ActivityId;
  readonly ownerId: MemberId;
  readonly origin: Origin;
  readonly state: 'planned' | 'suspended' | 'cancelled';
  readonly sequence: number;
};
