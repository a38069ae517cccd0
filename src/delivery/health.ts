import type { ElapsedMs } from '../schedule/clock.js';
import { backoffMs } from './backoff.js';
import type { Method } from './pacing.js';

/**
 * Whether the chat can be reached at all. One lost reply says nothing about the next call; three in a row say that the line is down.
 * Then nothing is posted: each try would leave one more message in doubt, to be looked for afterwards. Calls that may be made twice
 * (looking, updates, Home tabs) feel out when it is back, one at a time, with a capped back-off. A refused token stops everything in the same
 * way, but any call may feel it out, since a refused call has no effect.
 */
export type Health = {
  /** False: not now. True while the chat is `up()`, or for the one call that finds out. */
  mayCall(method: Method, now: ElapsedMs): boolean;
  /** For one that has waited for its turn: false where the line has gone dead meanwhile and the call may not be made twice. */
  mayStillCall(method: Method): boolean;
  up(): boolean;
  /** Down, and only a call that may be made twice can find out. */
  needsHarmlessCall(): boolean;
  /** An attempt begins and ends; while down there is only one at a time. */
  begin(): void;
  end(): void;
  worked(): void;
  unreachable(now: ElapsedMs): void;
  unauthorized(now: ElapsedMs): void;
  /** When the next call may find out; undefined while up. */
  nextTryAt(): number | undefined;
};

const IN_A_ROW = 3;
const HARMLESS_TWICE: ReadonlySet<Method> = new Set<Method>(['find', 'update', 'home']);

export function watchHealth(random: () => number): Health {
  let lost = 0;
  let rejected = 0;
  let tryAt = 0;
  let trying = 0;
  const up = () => lost < IN_A_ROW && rejected === 0;
  const needsHarmlessCall = () => lost >= IN_A_ROW && rejected === 0;
  return {
    up,
    mayCall: (method, now) => up() || (trying === 0 && now >= tryAt && (rejected > 0 || HARMLESS_TWICE.has(method))),
    mayStillCall: (method) => HARMLESS_TWICE.has(method) || !needsHarmlessCall(),
    needsHarmlessCall,
    begin: () => {
      trying += 1;
    },
    end: () => {
      trying -= 1;
    },
    worked() {
      lost = 0;
      rejected = 0;
    },
    unreachable(now) {
      lost += 1;
      if (lost >= IN_A_ROW) tryAt = now + backoffMs(lost - IN_A_ROW + 1, random());
    },
    unauthorized(now) {
      rejected += 1;
      tryAt = now + backoffMs(rejected, random());
    },
    nextTryAt: () => (up() ? undefined : tryAt),
  };
}
