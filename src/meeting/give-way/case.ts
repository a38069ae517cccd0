import type { Instant } from '../../calendar/instant.js';
import type { MemberId } from '../../org/member.js';
import type { ActivityId } from '../activity/activity.js';
import type { MeetingId } from '../meeting.js';
import type { Standing, Terms } from './rules.js';

/** A give-way case as it is stored: one activity in the way of one bureau meeting. */
export type GiveWay = Standing & {
  readonly meetingId: MeetingId;
  readonly activityId: ActivityId;
  readonly terms: Terms;
  readonly openedAt: Instant;
  /** How many are expected at both. */
  readonly together: number;
  readonly remindAt: Instant | undefined;
  /** Who asked for the exemption, and their reason, sealed. */
  readonly asked: { readonly by: MemberId; readonly reason: Uint8Array } | undefined;
  /** Who decided about it first, when, and why, sealed. */
  readonly decided: { readonly by: MemberId; readonly at: Instant; readonly reason: Uint8Array } | undefined;
  /** One more with every step, which it guards. */
  readonly version: number;
};
