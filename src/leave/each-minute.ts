import { type Instant, minuteMs } from '../calendar/instant.js';

/** Looking through all that waits is too much for every second; whoever presses meanwhile is checked at the press. */
export function eachMinute(look: () => Promise<void>): (now: Instant) => Promise<void> {
  let lookedAt: number | undefined;
  return async (now) => {
    const minute = Math.floor(now / minuteMs);
    if (minute !== lookedAt) await look();
    lookedAt = minute;
  };
}
