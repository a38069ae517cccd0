import { minuteMs, plus, type Zone } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import { nextWorkingTime } from '../../calendar/working-hours.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import { intervalOf, type Meeting } from '../../meeting/meeting.js';
import { isExpected } from '../../meeting/service.js';
import type { MemberId } from '../../org/member.js';
import { findMember } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, LeaveId } from '../leave.js';
import { originOf } from './origin.js';
import { type Overlap, stateOfAbsence } from './overlap.js';
import { overlapCard } from './overlap-cards.js';
import { absenceStateOf, holdOverlap, leavesTouching } from './overlap-store.js';
import { awayOf, isAwayIn } from './rules.js';

/** Whoever is told in the morning still has so long before the meeting begins. */
const TIME_TO_ANSWER_MS = 30 * minuteMs;

const overlapKey = (meeting: Meeting, firstId: LeaveId) => `leave.overlap:${meeting.id}:${firstId}`;

/** Told once for each meeting and leave, in working hours where there is time until then; what was told follows how things are. */
export async function drawOverlap(tx: Tx, deps: LeaveDeps, meeting: Meeting, leave: Leave): Promise<void> {
  const untold = await showOverlap(tx, deps, meeting, leave);
  const now = deps.clock.now();
  if (untold?.overlap.state !== 'prepared' || now >= meeting.startsAt) return;
  const { key, firstId, card } = untold;
  const morning = nextWorkingTime(now, deps.workingHours, deps.calendar, deps.zone);
  if (now < morning && plus(morning, TIME_TO_ANSWER_MS) <= meeting.startsAt) await holdOverlap(tx, meeting.id, firstId, morning);
  else await enqueue(tx, now, { kind: 'post', key, to: { member: leave.memberId }, card, urgency: 'routine', expiresAt: meeting.startsAt });
}

/** An absence request has come to something else: what its member was told of the meeting says so. Nobody is told anything by it. */
export async function absenceChanged(tx: Tx, deps: LeaveDeps, meeting: Meeting, memberId: MemberId): Promise<void> {
  for (const leave of await leavesTouching(tx, memberId, intervalOf(meeting))) await showOverlap(tx, deps, meeting, leave);
}

/** Undefined: it has been told, and shows how things are now; or it is nobody's any more. */
async function showOverlap(tx: Tx, deps: LeaveDeps, meeting: Meeting, leave: Leave) {
  const member = await findMember(tx, leave.memberId);
  if (!member?.active) return undefined;
  const { firstId } = await originOf(tx, leave);
  const overlap = await overlapOf(tx, deps, meeting, leave, firstId);
  const [key, card] = [overlapKey(meeting, firstId), overlapCard(overlap, readerOf(deps, member))];
  const isTold = await enqueue(tx, deps.clock.now(), { kind: 'update', of: key, card });
  return isTold ? undefined : { overlap, key, firstId, card };
}

/** An open absence request stands whatever becomes of the leave; one that was refused matters only as long as they are away then. */
async function overlapOf(tx: Tx, { zone }: { readonly zone: Zone }, meeting: Meeting, leave: Leave, firstId: LeaveId): Promise<Overlap> {
  const chain = await chainOf(tx, meeting, leave.memberId, firstId);
  const standing = chain.find((one) => isAwayAt(one, meeting, zone));
  const of = (state: Overlap['state']): Overlap => ({ meeting, leave: standing ?? chain.at(-1) ?? leave, state });
  const asked = chain.length === 0 ? undefined : stateOfAbsence(await absenceStateOf(tx, meeting.id, leave.memberId));
  if (meeting.state === 'cancelled') return of('settled');
  if (asked === 'submitted' || asked === 'approved' || asked === 'asked') return of(asked);
  if (!standing || !(await isExpected(tx, meeting.id, leave.memberId))) return of('settled');
  return of(asked ?? 'prepared');
}

/** Of a chain of replacements, whatever touches the meeting. */
async function chainOf(tx: Tx, meeting: Meeting, memberId: MemberId, firstId: LeaveId): Promise<Leave[]> {
  const chain: Leave[] = [];
  for (const one of await leavesTouching(tx, memberId, intervalOf(meeting)))
    if ((await originOf(tx, one)).firstId === firstId) chain.push(one);
  return chain;
}

const isAwayAt = (leave: Leave, meeting: Meeting, zone: Zone): boolean => {
  const away = awayOf(leave, zone);
  return away !== undefined && isAwayIn(away, intervalOf(meeting));
};

/** Which of its chain of replacements has the member away at the meeting now; undefined: none. */
export async function standingAt(tx: Tx, { zone }: { readonly zone: Zone }, meeting: Meeting, leave: Leave): Promise<Leave | undefined> {
  const chain = await chainOf(tx, meeting, leave.memberId, (await originOf(tx, leave)).firstId);
  return chain.find((one) => isAwayAt(one, meeting, zone));
}
