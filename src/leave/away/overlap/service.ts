import type { Interval } from '../../../calendar/instant.js';
import { readerOf } from '../../../calendar/reader.js';
import { nextTurn } from '../../../db/in-chunks.js';
import type { Tx } from '../../../db/transact.js';
import { intervalOf, type Meeting } from '../../../meeting/meeting.js';
import { expectedSoon, findMeeting } from '../../../meeting/service.js';
import { requestIn } from '../../absence/request-service.js';
import type { LeaveDeps } from '../../deps.js';
import type { Leave, LeaveId } from '../../leave.js';
import { findLeave } from '../../store.js';
import { leavesIn } from '../service.js';
import { personOf } from './chain.js';
import { type OverlapRefusal, reasonOf } from './overlap.js';
import { drawOverlap, mayTouch, standingAt } from './showing.js';
import { takeOverlap } from './store.js';

/** More meetings than anybody is expected at within a leave. */
const MOST_MEETINGS = 200;

/** In the transaction of the announcement, after who is expected is written: whoever is on leave then has an absence request prepared. */
export const meetingAnnounced = (tx: Tx, deps: LeaveDeps, meeting: Meeting): Promise<void> =>
  drawAll(tx, deps, meeting, [intervalOf(meeting)]);

/** In that of any change: the same where it is at another time now, and whoever is on leave at its former time sees that they need not ask any more. */
export async function meetingMoved(tx: Tx, deps: LeaveDeps, before: Meeting, after: Meeting): Promise<void> {
  await drawAll(tx, deps, after, [intervalOf(after), intervalOf(before)]);
}

/** Whoever is away in any of these, once. */
async function drawAll(tx: Tx, deps: LeaveDeps, meeting: Meeting, spans: readonly Interval[]): Promise<void> {
  const drawn = new Set<LeaveId>();
  for (const span of spans)
    for (const { leave } of await leavesIn(tx, deps, span)) {
      const person = drawn.has(leave.id) ? undefined : await personOf(tx, leave);
      drawn.add(leave.id);
      if (!person) continue;
      await drawOverlap(tx, deps, meeting, person);
      await nextTurn();
    }
}

/** A leave that has just been approved, or is off, or over: what it means for the meetings at which its member is expected, by it or by what it replaces. */
export async function drawOverlaps(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  const person = await personOf(tx, leave);
  if (!person) return;
  for (const meeting of await expectedSoon(tx, leave.memberId, deps.clock.now(), MOST_MEETINGS)) {
    if (!mayTouch(person.chain, meeting, deps.zone)) continue;
    await drawOverlap(tx, deps, meeting, person);
    await nextTurn();
  }
}

/** What has waited for working hours. */
export async function tellHeld(deps: LeaveDeps): Promise<void> {
  const next = () =>
    deps.transact(async (tx) => {
      const due = await takeOverlap(tx, deps.clock.now());
      const [leave, meeting] = due ? [await findLeave(tx, due.leaveId), await findMeeting(tx, due.meetingId)] : [];
      const person = leave && (await personOf(tx, leave));
      if (person && meeting) await drawOverlap(tx, deps, meeting, person, meeting.announcedAt);
      return due !== undefined;
    });
  while (await next()) await nextTurn();
}

export type Submitted = { readonly ok: true } | { readonly ok: false; readonly refusal: OverlapRefusal };

/** The one tap: asks to be excused from the meeting, with the leave as the reason. */
export function submitPrepared(
  deps: LeaveDeps,
  { meetingId, leaveId, memberId }: { readonly meetingId: string; readonly leaveId: string; readonly memberId: string },
): Promise<Submitted> {
  return deps.transact(async (tx) => {
    const [leave, meeting] = [await findLeave(tx, leaveId), await findMeeting(tx, meetingId)];
    const person = leave && leave.memberId === memberId ? await personOf(tx, leave) : undefined;
    if (!meeting || !person) return { ok: false, refusal: 'not-expected' };
    // The card may be of a leave that has been changed since.
    const standing = standingAt(meeting, person.chain, deps.zone);
    if (!standing) return { ok: false, refusal: 'no-overlap' };
    const result = await requestIn(tx, deps, {
      meetingId,
      memberId,
      sequence: meeting.sequence,
      ...reasonOf(standing, readerOf(deps, person.member)),
      substituteId: undefined,
    });
    await drawOverlap(tx, deps, meeting, person);
    return result.ok ? { ok: true } : result;
  });
}
