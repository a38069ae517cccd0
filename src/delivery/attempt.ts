import type { Chat, Upload } from '../chat/chat.js';
import { OutcomeUnknown } from '../chat/errors.js';
import type { Home } from '../chat/home.js';
import type { Sealer } from '../db/sealer.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Log } from '../log.js';
import type { MemberId } from '../org/member.js';
import type { Clock, Timer } from '../schedule/clock.js';
import { backoffMs } from './backoff.js';
import type { Doubts } from './doubts.js';
import type { Gate } from './gate.js';
import type { Health } from './health.js';
import { MOST_REFUSALS, type Verdict, verdictOn } from './outcomes.js';
import type { Method, Pacing } from './pacing.js';
import { methodOf, type Queue, type Work } from './queue.js';

/** Makes a file at the moment of sending, outside any transaction. Undefined: there is nothing to send any more. */
export type FileSource = (args: Readonly<Record<string, string>>, member: MemberId | undefined) => Promise<Upload | undefined>;

export type DispatcherDeps = {
  readonly transact: Transact;
  readonly chat: Chat;
  /** Office time: when a message expires. */
  readonly clock: Clock;
  /** The chat server's time, to look back from. Never moved by the local workspace's clock control. */
  readonly chatClock: Clock;
  readonly timer: Timer;
  readonly pacing: Pacing;
  readonly sealer: Sealer;
  /** How long after a lost reply the conversation's history is trusted to show the message. */
  readonly quietMs: number;
  addressOf(tx: Tx, member: MemberId): Promise<string | undefined>;
  /** The same for many at once; those without one are left out. */
  addressesOf(tx: Tx, members: readonly MemberId[]): Promise<ReadonlyMap<MemberId, string>>;
  /** Whether what was sent to this account still lies in a conversation of theirs. */
  holdsAccount(tx: Tx, member: MemberId, account: string): Promise<boolean>;
  renderHome(tx: Tx, member: MemberId): Promise<Home | undefined>;
  readonly files: Readonly<Record<string, FileSource>>;
  /** A message is held as unknown; called in the transaction that says so. Not called for messages whose own key begins with `delivery.`. */
  onStuck(tx: Tx, stuck: { readonly key: string }): Promise<void>;
  readonly log: Log;
  /** For the metrics: one call of the chat, and what came of it. */
  attempted(method: Method, outcome: 'sent' | Verdict['do']): void;
  /** [0, 1), for the back-off. */
  readonly random?: () => number;
};

/** What an attempt works with. */
export type Desk = DispatcherDeps & {
  readonly random: () => number;
  readonly health: Health;
  readonly gate: Gate;
  readonly queue: Queue;
  readonly doubts: Doubts;
  /** What was sent, or refreshed, waits here for others before it is noted. */
  beforeSent(): Promise<void>;
  beforeRefreshed(): Promise<void>;
};

/** How soon it is tried again whether the token has been given the scope. */
const WITHOUT_SCOPE_MS = 60_000;

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly verdict: Verdict };

/** One call of the chat. What it says about the method's pace and the chat's health is drawn here, for all calls alike. */
export async function call<T>(desk: Desk, work: Work, act: () => Promise<T>, until?: number | null): Promise<Answer<T>> {
  const method = methodOf(work);
  const notNow = { ok: false, verdict: { do: 'wait-for-method', ms: 0 } } as const;
  if (!(await desk.gate.enter(method))) return notNow;
  // `until` may have passed while it waited for its turn behind slow calls.
  if (until && until <= desk.clock.now()) {
    desk.gate.leave();
    return notNow;
  }
  try {
    const value = await act();
    desk.health.worked();
    desk.attempted(method, 'sent');
    return { ok: true, value };
  } catch (error) {
    const verdict = verdictOn(error);
    desk.attempted(method, verdict.do);
    const now = desk.timer.elapsed();
    if (error instanceof OutcomeUnknown) desk.health.unreachable(now, method, work);
    else if (verdict.do === 'wait-for-chat') desk.health.unauthorized(now);
    else if (verdict.do !== 'in-doubt') desk.health.worked(); // even a no is an answer
    if (verdict.do === 'wait-for-method') desk.pacing.limited(method, now, verdict.ms);
    if (verdict.do === 'wait-for-scope') {
      // Which scope a look takes depends on the kind of conversation: the others may still be looked through.
      if (method !== 'find') desk.pacing.close(method, now, WITHOUT_SCOPE_MS);
      desk.log.error({ method, code: verdict.code }, 'the bot token lacks a scope; what needs it waits');
    }
    if (verdict.do === 'wait-for-chat')
      desk.log.error({ method, code: verdict.code }, 'nothing is let through to the chat; everything waits');
    if ('bug' in verdict && verdict.bug) desk.log.error({ method, error }, 'a message could not be sent');
    return { ok: false, verdict };
  } finally {
    desk.gate.leave();
  }
}

/** One more refusal for a reason nobody knows. True: that was the last try. */
export function refusedAgain(work: Work): boolean {
  work.refusals += 1;
  return work.refusals >= MOST_REFUSALS;
}

/** One more failure: the work waits a little longer than the last time. */
export function later(desk: Desk, work: Work): void {
  work.failures += 1;
  work.readyAt = Math.max(work.readyAt, desk.timer.elapsed() + backoffMs(work.failures, desk.random()));
}
