import type { Instant } from '../../calendar/instant.js';
import type { Meeting } from '../meeting.js';

/** What people have to know to come. When it changes they are told, and have to confirm anew (收到). */
export type Facts = Pick<Meeting, 'startsAt' | 'endsAt' | 'place' | 'link'>;
/** The meeting as it was at one sequence: what people know it by. */
export type Version = Facts & Pick<Meeting, 'title'>;
/** What a member was last told; `expected`: that they are to come. Undefined: nothing yet. */
export type Told = { readonly facts: Facts; readonly expected: boolean } | undefined;
/** How it is now. A cancelled meeting expects nobody. */
export type Present = { readonly facts: Facts; readonly expected: boolean; readonly cancelled: boolean };

export type News = 'none' | 'notice' | 'changed' | 'again' | 'removed' | 'cancelled';

/*
 * Whatever happened since somebody was last told, in whatever order, they are told the difference to now, once:
 *
 *   told nothing    expected now      notice      a meeting that is cancelled, or that they were taken off again, they never hear of
 *   told to come    cancelled         cancelled
 *                   taken off         removed
 *                   another time, place or link   changed, with the old and the new
 *   told not to     expected now      again
 */
export function newsFor(told: Told, { facts, expected, cancelled }: Present): News {
  const comes = expected && !cancelled;
  if (told === undefined) return comes ? 'notice' : 'none';
  if (!told.expected) return comes ? 'again' : 'none';
  if (cancelled) return 'cancelled';
  if (!expected) return 'removed';
  return sameFacts(told.facts, facts) ? 'none' : 'changed';
}

export const sameFacts = (one: Facts, other: Facts): boolean =>
  one.startsAt === other.startsAt && one.endsAt === other.endsAt && one.place === other.place && one.link === other.link;

/** The start by which it has to be told: somebody who believes in an earlier one would go there. */
export function tellBy(told: Told, { facts, expected, cancelled }: Present): Instant {
  const starts = [...(told?.expected ? [told.facts.startsAt] : []), ...(expected && !cancelled ? [facts.startsAt] : [])];
  return starts.length === 0 ? facts.startsAt : (Math.min(...starts) as Instant);
}
