import { type Interval, minuteMs, plus } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import { nextWorkingTime } from '../../calendar/working-hours.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import { intervalOf, type Meeting } from '../../meeting/meeting.js';
import { expectedSoon, findMeeting, isExpected } from '../../meeting/service.js';
import { findMember } from '../../org/service.js';
import { requestIn } from '../absence/request-service.js';
import { findOpen } from '../absence/store.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave } from '../leave.js';
import { findLeave } from '../store.js';
import { type Overlap, type OverlapRefusal, reasonOf } from './overlap.js';
import { overlapCard } from './overlap-cards.js';
import { holdOverlap, takeOverlap } from './overlap-store.js';
import { awayOf, isAwayIn } from './rules.js';
import { leavesIn } from './service.js';

/** Whoever is told in the morning still has so long before the meeting begins. */
const TIME_TO_ANSWER_MS = 30 * minuteMs;
/** More meetings than anybody is expected at within a leave. */
const MOST_MEETINGS = 200;

const overlapKey = ({ meeting, leave }: Pick<Overlap, 'meeting' | 'leave'>) => `leave.overlap:${meeting.id}:${leave.id}`;

/** In the transaction of the announcement, after who is expected is written: whoever is on leave then has an absence request prepared. */
export const meetingAnnounced = (tx: Tx, deps: LeaveDeps, meeting: Meeting): Promise<void> =>
  drawAll(tx, deps, meeting, intervalOf(meeting));

/** In that of any change: the same where it is at another time now, and whoever is on leave at its former time sees that they need not ask any more. */
export async function meetingMoved(tx: Tx, deps: LeaveDeps, before: Meeting, after: Meeting): Promise<void> {
  const [was, is] = [intervalOf(before), intervalOf(after)];
  await drawAll(tx, deps, after, is);
  if (was.start !== is.start || was.end !== is.end) await drawAll(tx, deps, after, was);
}

async function drawAll(tx: Tx, deps: LeaveDeps, meeting: Meeting, span: Interval): Promise<void> {
  for (const { leave } of await leavesIn(tx, deps, span)) {
    await draw(tx, deps, meeting, leave);
    await nextTurn();
  }
}

/** A leave that has just been approved, or is off, or over: what it means for the meetings that its member is expected at. */
export async function drawOverlaps(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  for (const meeting of await expectedSoon(tx, leave.memberId, deps.clock.now(), MOST_MEETINGS)) await draw(tx, deps, meeting, leave);
}

/** Told once for each meeting and leave, in working hours where there is time until then; what was told follows how things are. */
async function draw(tx: Tx, deps: LeaveDeps, meeting: Meeting, leave: Leave): Promise<void> {
  const now = deps.clock.now();
  const member = await findMember(tx, leave.memberId);
  if (!member?.active || now >= meeting.startsAt) return;
  const overlap: Overlap = { meeting, leave, state: await stateOf(tx, deps, meeting, leave) };
  const [key, card] = [overlapKey(overlap), overlapCard(overlap, readerOf(deps, member))];
  if ((await enqueue(tx, now, { kind: 'update', of: key, card })) || overlap.state !== 'prepared') return;
  const morning = nextWorkingTime(now, deps.workingHours, deps.calendar, deps.zone);
  if (now < morning && plus(morning, TIME_TO_ANSWER_MS) <= meeting.startsAt) await holdOverlap(tx, meeting.id, leave.id, morning);
  else await enqueue(tx, now, { kind: 'post', key, to: { member: member.id }, card, urgency: 'routine', expiresAt: meeting.startsAt });
}

/** What has waited for working hours. */
export async function tellHeld(deps: LeaveDeps): Promise<void> {
  const next = () =>
    deps.transact(async (tx) => {
      const due = await takeOverlap(tx, deps.clock.now());
      const [leave, meeting] = due ? [await findLeave(tx, due.leaveId), await findMeeting(tx, due.meetingId)] : [];
      if (leave && meeting) await draw(tx, deps, meeting, leave);
      return due !== undefined;
    });
  while (await next()) await nextTurn();
}

async function stateOf(tx: Tx, { zone }: Pick<LeaveDeps, 'zone'>, meeting: Meeting, leave: Leave): Promise<Overlap['state']> {
  const away = awayOf(leave, zone);
  if (meeting.state === 'cancelled' || !away || !isAwayIn(away, intervalOf(meeting))) return 'settled';
  if (!(await isExpected(tx, meeting.id, leave.memberId))) return 'settled';
  return (await findOpen(tx, meeting.id, leave.memberId)) ? 'submitted' : 'prepared';
}

export type Submitted = { readonly ok: true } | { readonly ok: false; readonly refusal: OverlapRefusal };

/** The one tap: asks to be excused from the meeting, with the leave as the reason. */
export function submitPrepared(
  deps: LeaveDeps,
  { meetingId, leaveId, memberId }: { readonly meetingId: string; readonly leaveId: string; readonly memberId: string },
): Promise<Submitted> {
  return deps.transact(async (tx) => {
    const [leave, meeting] = [await findLeave(tx, leaveId), await findMeeting(tx, meetingId)];
    const member = await findMember(tx, memberId);
    if (!leave || !meeting || !member || leave.memberId !== memberId) return { ok: false, refusal: 'not-expected' };
    const away = awayOf(leave, deps.zone);
    if (!away || !isAwayIn(away, intervalOf(meeting))) return { ok: false, refusal: 'no-overlap' };
    const result = await requestIn(tx, deps, {
      meetingId,
      memberId,
      sequence: meeting.sequence,
      ...reasonOf(leave, readerOf(deps, member)),
      substituteId: undefined,
    });
    await draw(tx, deps, meeting, leave);
    return result.ok ? { ok: true } : result;
  });
}
