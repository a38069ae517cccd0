import type { Instant } from '../../calendar/instant.js';
import type { Nudge } from './reminder-store.js';

/*
 * Whoever is added later has nudges of their own, counted from then. So nobody is asked about a notice that they have had for a minute, and
 * nobody is named to the organizer whom no nudge has reached.
 */

/** Which of the nudges are theirs: those of whoever was invited at this instant, or everybody's (undefined). */
export function theirsAmong(nudges: readonly Nudge[]): (invitedAt: Instant | undefined) => Instant | undefined {
  const own = new Set(nudges.map(({ invitedAt }) => invitedAt));
  return (invitedAt) => (own.has(invitedAt) ? invitedAt : undefined);
}

/** Whether the last of these has gone out. */
export function haveGoneOut(nudges: readonly Nudge[], whose: Instant | undefined): boolean {
  const theirs = nudges.filter(({ invitedAt }) => invitedAt === whose);
  return theirs.some(({ last }) => last) && theirs.every(({ dueAt }) => dueAt === undefined);
}

/** Whether those that wait for everybody come no earlier than these would. */
export function waitAsLong(nudges: readonly Nudge[], times: readonly Instant[]): boolean {
  const waiting = nudges.flatMap(({ dueAt, invitedAt }) => (dueAt === undefined || invitedAt !== undefined ? [] : [dueAt]));
  return times.length > 0 && waiting.length === times.length && times.every((at, index) => at <= (waiting[index] ?? 0));
}
