import { type Instant, minuteMs, plus } from '../calendar/instant.js';
import { isWorkingTime, nextWorkingTime } from '../calendar/working-hours.js';
import type { Rank } from '../org/member.js';
import { isAtLeast } from '../org/policy.js';
import type { Office } from './precedence.js';

/*
 * 正处级以上 24 小时开机，副处级以下工作时间开机 (domain.md §2, Reachability). What is to be told of a meeting
 *
 *   in working hours                        goes at once
 *   marked an emergency                     goes at once, to everybody
 *   urgent, to the rank of policy or above  goes at once, at any hour
 *   otherwise                               waits until the next working hour: what is announced in advance, for every rank, since whoever is
 *                                           obliged to be reachable at night is so for what cannot wait
 *   otherwise, but too late by then         goes at once, since a notice after the start is none
 */

export type Ladder = { readonly ranks: readonly Rank[]; readonly reachableFrom: Rank };

/** At this instant. */
export const isObliged = (rank: Rank, now: Instant, office: Office & Ladder): boolean =>
  isAtLeast(rank, office.reachableFrom, office.ranks) || isWorkingTime(now, office.workingHours, office.calendar, office.zone);

export type Occasion = {
  /** Not announced in advance, or soon by now. */
  readonly urgent: boolean;
  readonly emergency: boolean;
  /** The earliest start that anybody has to know of. */
  readonly startsAt: Instant | undefined;
};

/** So long before the start somebody has to know, to be able to come. */
const TIME_TO_COME_MS = 30 * minuteMs;

/** The next working hour, where a member of this rank is told then; undefined: now. */
export function heldUntil(
  rank: Rank,
  { urgent, emergency, startsAt }: Occasion,
  now: Instant,
  office: Office & Ladder,
): Instant | undefined {
  if (emergency || (urgent && isObliged(rank, now, office))) return undefined;
  const next = nextWorkingTime(now, office.workingHours, office.calendar, office.zone);
  if (next === now) return undefined;
  return startsAt !== undefined && plus(next, TIME_TO_COME_MS) > startsAt ? undefined : next;
}
