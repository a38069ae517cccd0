import type { Instant } from '../../calendar/instant.js';

/**
 * Seconds that this machine's clock is ahead of another's, which showed `theirs` at some moment between the question and the answer. Theirs is
 * cut to whole seconds, and the answer took its time: whatever can be explained by that is no difference.
 */
export function secondsAhead(theirs: Instant, askedAt: Instant, answeredAt: Instant): number {
  if (askedAt > theirs + 1_000) return Math.round((askedAt - theirs - 1_000) / 1_000);
  return answeredAt < theirs ? -Math.round((theirs - answeredAt) / 1_000) : 0;
}
