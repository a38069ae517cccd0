import { hourMs, minuteMs } from '../calendar/instant.js';
import type { MessageRef } from '../chat/chat.js';
import { requestId } from '../chat/request.js';
import type { Tx } from '../db/transact.js';
import { call, type Desk, later, refusedAgain } from './attempt.js';
import { type MessageWork, UNTRIED } from './queue.js';
import { isOfLostTime } from './restored.js';
import { findUnsettled, markHeld, markNotThere, markSent, showAsHere } from './states.js';

/*
 * A message in doubt may be there already, or turn up in a moment: the history lags behind the call. So the order is
 * wait, look, wait, look, and only then send once more, under the same nonce. Sending after one look without a wait
 * doubles messages; sending without a look doubles more; not sending at all loses them.
 */

/** The quiet period begins (again), in full. */
export function beginQuiet(desk: Desk, work: MessageWork): void {
  work.looks = 0;
  work.readyAt = desk.timer.elapsed() + desk.quietMs;
}

/** It was sent, if at all, before this program began: after one quiet period, one look is as good as two. */
export function beginLastLook(desk: Desk, work: MessageWork): void {
  beginQuiet(desk, work);
  work.looks = LOOKS - 1;
}

/** Our clock may have been two days ahead of the chat's when the message was sent; looking back that much further costs a page of history. */
const CLOCKS_DIFFER_MS = 50 * hourMs;
export const LOOKS = 2;
/** A conversation whose history the token may not read: how soon it is tried again, and until when, so that somebody is told. */
const LOOK_AGAIN_MS = 10 * minuteMs;
const LONGEST_WITHOUT_SCOPE_MS = 6 * hourMs;

/** Looks for a message in doubt. True: there is nothing more to do about it. */
export async function look(desk: Desk, work: MessageWork): Promise<boolean> {
  const row = await desk.transact((tx) => findUnsettled(tx, work.id));
  if (row?.state !== 'sending' || row.sent_to === null || row.look_since === null) {
    work.looks = undefined;
    return row === undefined;
  }
  const { sent_to, nonce, look_since, attempts } = row;
  const held = async (): Promise<true> => {
    await desk.transact((tx) => hold(desk, tx, work.id, row.key));
    return true;
  };
  // While the chat is away, a look is also how its return is noticed: such a look comes too early to say that nothing is there.
  const early = desk.timer.elapsed() < work.readyAt;
  const answer = await call(desk, work, () => desk.chat.find(sent_to, nonce, look_since - CLOCKS_DIFFER_MS));
  if (answer.ok) {
    if (answer.value) {
      await desk.transact(async (tx) => {
        if (await isOfLostTime(tx, look_since)) await showAsHere(tx, work.id);
      });
      await saveSent(desk, work.id, answer.value);
      return true;
    }
    if (!early) await foundNothing(desk, work, attempts);
    return false;
  }
  const { verdict } = answer;
  switch (verdict.do) {
    case 'wait-for-method':
      return false;
    case 'wait-for-scope':
      if (desk.chatClock.now() - look_since >= LONGEST_WITHOUT_SCOPE_MS) return held();
      work.readyAt = desk.timer.elapsed() + LOOK_AGAIN_MS;
      return false;
    case 'wait-for-chat':
      if (!early) later(desk, work);
      return false;
    case 'in-doubt':
      if (!verdict.bug) {
        if (!early) later(desk, work);
        return false;
      }
      break;
    default:
  }
  if (refusedAgain(work)) return held();
  later(desk, work);
  return false;
}

/** After the second time it is as if it had never been tried: it may be sent, or expire, also where nobody can be written to any more. */
async function foundNothing(desk: Desk, work: MessageWork, attempts: number): Promise<void> {
  const looks = (work.looks ?? 0) + 1;
  const settled = looks >= LOOKS;
  if (settled) await desk.transact((tx) => markNotThere(tx, work.id, work.inherited ? Math.max(0, attempts - 1) : attempts));
  work.failures = 0;
  work.refusals = 0;
  work.inherited &&= !settled;
  work.looks = settled ? undefined : looks;
  work.readyAt = settled ? 0 : desk.timer.elapsed() + desk.quietMs;
}

export async function saveSent(desk: Desk, id: number, ref: MessageRef): Promise<void> {
  await desk.beforeSent();
  const { updated } = await desk.transact((tx) => markSent(tx, desk.clock.now(), id, ref));
  if (updated) desk.queue.add({ kind: 'update', id, urgent: true, ...UNTRIED, request: requestId() });
}

/** Neither sent again nor forgotten. A notice about a held notice would go round in circles. */
export async function hold(desk: Desk, tx: Tx, id: number, key: string): Promise<void> {
  await markHeld(tx, desk.clock.now(), id);
  if (!key.startsWith('delivery.')) await desk.onStuck(tx, { key });
  desk.log.error({ outboxId: id }, 'whether a message arrived could not be found out; it is held');
}
