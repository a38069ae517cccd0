import type { FeedProblem } from '../../calendar/icalendar/fetch-feed.js';
import type { EventProblem } from '../../calendar/icalendar/problem.js';
import type { Instant } from '../../calendar/instant.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { FeedId } from './activity.js';

/** A calendar of a department that is read again and again. Its address opens it to anybody: it is sealed, and never shown whole. */
export type Feed = {
  readonly id: FeedId;
  readonly departmentId: DepartmentId;
  readonly ownerId: MemberId;
  readonly address: Uint8Array;
  readonly etag: string | undefined;
  readonly dueAt: Instant;
  /** When it was last read in full, or found unchanged. */
  readonly readAt: Instant | undefined;
  readonly failure: FeedProblem | undefined;
  /** When its owner was told of the failure. */
  readonly toldAt: Instant | undefined;
  readonly unreadable: readonly { readonly title: string; readonly problem: EventProblem }[];
};

/** Whose key seals the address: destroyed with the subscription. */
export const addressKey = (id: FeedId): string => `meeting.feed/${id}`;

/** What passes by itself; the owner is told of it when it happens twice in a row, of everything else at once. */
const PASSING: ReadonlySet<FeedProblem> = new Set<FeedProblem>(['host-unknown', 'unreachable', 'timed-out', 'status-unexpected']);

export const isToldOf = (failure: FeedProblem, before: FeedProblem | undefined): boolean => !PASSING.has(failure) || before !== undefined;

/** As it may be shown: where it is, but not what opens it. */
export function shownAddress(address: string): string {
  const url = address.trim().replace(/^webcals?:/i, 'https:');
  return URL.canParse(url) ? `${new URL(url).host}/…` : '…';
}

export const isAddress = (address: string): boolean =>
  address.length <= 2_000 && /^(?:https?|webcals?):\/\/[^\s/]+/i.test(address) && URL.canParse(address);
