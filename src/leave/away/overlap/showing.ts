import { type Instant, minuteMs, plus, type Zone } from '../../../calendar/instant.js';
import { readerOf } from '../../../calendar/reader.js';
import { nextWorkingTime } from '../../../calendar/working-hours.js';
import { dateOf } from '../../../calendar/zone.js';
import type { Tx } from '../../../db/transact.js';
import { enqueue } from '../../../delivery/outbox.js';
import { intervalOf, type Meeting } from '../../../meeting/meeting.js';
import { asSeenBy, expectedSince, isSuspended } from '../../../meeting/service.js';
import type { MemberId } from '../../../org/member.js';
import { findMember } from '../../../org/service.js';
import type { LeaveDeps } from '../../deps.js';
import { spanOf } from '../../half-days.js';
import type { Leave, LeaveId } from '../../leave.js';
import { awayOf, isAwayIn } from '../rules.js';
import { overlapCard } from './cards.js';
import { type Chain, chainsOf, type Person } from './chain.js';
import { type Overlap, stateOfAbsence } from './overlap.js';
import { absenceFor, firstAskedAt, holdOverlap, noteTold } from './store.js';

/** Whoever is told in the morning still has so long before the meeting begins. */
const TIME_TO_ANSWER_MS = 30 * minuteMs;

const overlapKey = (meeting: Meeting, firstId: LeaveId) => `leave.overlap:${meeting.id}:${firstId}`;

/**
 * Told once for each meeting and leave, in working hours where there is time until then; what was told follows how things are. `since`: where it
 * has had to wait, at the earliest from when.
 */
export async function drawOverlap(tx: Tx, deps: LeaveDeps, meeting: Meeting, person: Person, since?: Instant): Promise<void> {
  const untold = await showOverlap(tx, deps, meeting, person);
  const now = deps.clock.now();
  if (untold?.overlap.state !== 'prepared' || now >= meeting.startsAt) return;
  const { key, card } = untold;
  const { firstId } = person.chain;
  const morning = nextWorkingTime(now, deps.workingHours, deps.calendar, deps.zone);
  if (now < morning && plus(morning, TIME_TO_ANSWER_MS) <= meeting.startsAt) await holdOverlap(tx, meeting.id, firstId, morning);
  else if (await noteTold(tx, meeting.id, firstId)) {
    const to = { member: person.member.id };
    await enqueue(tx, now, { kind: 'post', key, to, card, urgency: 'routine', expiresAt: meeting.startsAt, since });
  }
}

/**
 * An absence request has come to something else: what its member was told of the meeting says so, wherever the meeting was when they were told.
 * Nobody is told anything by it.
 */
export async function absenceChanged(tx: Tx, deps: LeaveDeps, meeting: Meeting, memberId: MemberId): Promise<void> {
  const member = await findMember(tx, memberId);
  if (!member?.active) return;
  // The meeting never was before they asked.
  const since = dateOf((await firstAskedAt(tx, meeting.id, memberId)) ?? meeting.startsAt, deps.zone);
  for (const chain of await chainsOf(tx, memberId))
    if (chain.leaves.some(({ period }) => period.until.on >= since)) await showOverlap(tx, deps, meeting, { member, chain });
}

/** Undefined: it has been told, and shows how things are now. */
async function showOverlap(tx: Tx, deps: LeaveDeps, meeting: Meeting, { member, chain }: Person) {
  const overlap = await overlapOf(tx, deps, meeting, chain);
  if (!overlap) return undefined;
  const seen = { ...overlap, meeting: await asSeenBy(tx, meeting, member.id) };
  const [key, card] = [overlapKey(meeting, chain.firstId), overlapCard(seen, readerOf(deps, member))];
  const isTold = await enqueue(tx, deps.clock.now(), { kind: 'update', of: key, card });
  return isTold ? undefined : { overlap, key, card };
}

/**
 * An open absence request stands whatever becomes of the leave, and wherever the meeting is moved; one that was refused matters only as long as they
 * are away then. Undefined: of this chain nothing ever stood.
 */
async function overlapOf(tx: Tx, { zone }: { readonly zone: Zone }, meeting: Meeting, chain: Chain): Promise<Overlap | undefined> {
  const standing = standingAt(meeting, chain, zone);
  const leave = standing ?? chain.leaves.findLast((one) => isAwayIn(wholeOf(one, zone), intervalOf(meeting))) ?? chain.leaves.at(-1);
  if (!leave) return undefined;
  const of = (state: Overlap['state'], since?: Instant): Overlap => ({ meeting, leave, state, since });
  if (meeting.state === 'cancelled') return of('settled');
  const asked = stateOfAbsence(await absenceFor(tx, meeting.id, leave.memberId), chain.askedAt);
  if (asked === 'submitted' || asked === 'approved' || asked === 'asked') return of(asked);
  // From what is suspended nobody has to be excused; where it is resumed they are told then.
  const since = standing && !(await isSuspended(tx, meeting)) ? await expectedSince(tx, meeting.id, leave.memberId) : undefined;
  return since === undefined ? of('settled') : of(asked ?? 'prepared', since);
}

/** As it was asked for, whatever became of it. */
const wholeOf = ({ period }: Leave, zone: Zone) => {
  const { start, end } = spanOf(period, zone);
  return { from: start, until: end };
};

/** Whether any of a chain was to be had at the time of the meeting. */
export const mayTouch = ({ leaves }: Chain, meeting: Meeting, zone: Zone): boolean =>
  leaves.some((one) => isAwayIn(wholeOf(one, zone), intervalOf(meeting)));

/** Which of its chain of replacements has the member away at the meeting now; undefined: none. */
export const standingAt = (meeting: Meeting, { leaves }: Chain, zone: Zone): Leave | undefined =>
  leaves.find((one) => {
    const away = awayOf(one, zone);
    return away !== undefined && isAwayIn(away, intervalOf(meeting));
  });
