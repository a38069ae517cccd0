import { minuteMs } from '../calendar/instant.js';
import type { ElapsedMs } from '../schedule/clock.js';
import { backoffMs } from './backoff.js';
import type { Method } from './pacing.js';
import type { Work } from './queue.js';

/**
 * Whether the chat can be reached at all. A lost reply says nothing about the next call; those of three different works in a row say that the
 * line is down. One by itself doesn't, however often it is lost: it may be the only one that the chat can't answer. While the line is down,
 * one call at a time feels out when it is back, with a capped back-off: calls that may be made twice (looking, updates, Home tabs), since each
 * message that is tried would be one more in doubt. If none of them finds out, a message does, half an hour after the last that was lost. A
 * refused token stops everything in the same way, but any call may feel it out, since a refused call has no effect.
 */
export type Health = {
  /** False: not now. True while the chat is `up()`, or for the one call that finds out. */
  mayCall(method: Method, now: ElapsedMs): boolean;
  /** For one that has waited for its turn: false where the line has gone dead meanwhile and the call may not be made twice. */
  mayStillCall(method: Method, now: ElapsedMs): boolean;
  up(): boolean;
  /** Down, and only a call that may be made twice can find out. */
  needsHarmlessCall(now: ElapsedMs): boolean;
  /** An attempt begins and ends; while down there is only one at a time. */
  begin(): void;
  end(): void;
  worked(): void;
  unreachable(now: ElapsedMs, method: Method, work: Work): void;
  unauthorized(now: ElapsedMs): void;
  /** When the next call may find out; undefined while up. */
  nextTryAt(): number | undefined;
};

const IN_A_ROW = 3;
const HARMLESS_TWICE: ReadonlySet<Method> = new Set<Method>(['find', 'update', 'home']);
const MESSAGE_AGAIN_MS = 30 * minuteMs;

export function watchHealth(random: () => number): Health {
  /** Whose calls were lost since the last answer. */
  const lost = new Set<Work>();
  let lostWhileDown = 0;
  let messageLostAt = Number.NEGATIVE_INFINITY;
  let rejected = 0;
  let tryAt = 0;
  let trying = 0;
  const isLineDown = () => lost.size >= IN_A_ROW;
  const up = () => !isLineDown() && rejected === 0;
  const needsHarmlessCall = (now: ElapsedMs) => isLineDown() && rejected === 0 && now < messageLostAt + MESSAGE_AGAIN_MS;
  return {
    up,
    mayCall: (method, now) => up() || (trying === 0 && now >= tryAt && (HARMLESS_TWICE.has(method) || !needsHarmlessCall(now))),
    mayStillCall: (method, now) => HARMLESS_TWICE.has(method) || !needsHarmlessCall(now),
    needsHarmlessCall,
    begin: () => {
      trying += 1;
    },
    end: () => {
      trying -= 1;
    },
    worked() {
      lost.clear();
      lostWhileDown = 0;
      messageLostAt = Number.NEGATIVE_INFINITY;
      rejected = 0;
    },
    unreachable(now, method, work) {
      if (!HARMLESS_TWICE.has(method)) messageLostAt = now;
      if (!isLineDown()) lost.add(work);
      if (!isLineDown()) return;
      lostWhileDown += 1;
      tryAt = now + backoffMs(lostWhileDown, random());
    },
    unauthorized(now) {
      rejected += 1;
      tryAt = now + backoffMs(rejected, random());
    },
    nextTryAt: () => (up() ? undefined : tryAt),
  };
}
