import { type Instant, minuteMs, plus } from '../../calendar/instant.js';
import { nextWorkingTime } from '../../calendar/working-hours.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../../meeting/meeting.js';
import {
  findMeeting,
  isExpected,
  isSuspended,
  isUpToDate,
  isWaitedFor,
  newsHeldUntil,
  noteRead,
  takesPlace,
} from '../../meeting/service.js';
import { findMember } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { type Absence, isGoing, isOpen, isStoodIn } from './absence.js';
import { approversNow } from './approvers.js';
import { movedAgainCard, type Shown, substituteChangedCard } from './cards.js';
import { candidate, send, takeBack } from './request-service.js';
import { isLate, nextDue, type RequestRefusal, whyUnfit } from './rules.js';
import { endStandIn, keys, show, showAll, shownOf, takeOff, tell, tellMoved, tellNotNeeded } from './showing.js';
import * as store from './store.js';
import { withoutUnfit } from './substitute-service.js';

/** Whoever is told in the morning has so long before they would have gone. */
const TIME_TO_STAY_AWAY_MS = 30 * minuteMs;

/**
 * In the transaction of the change, after who is expected has been written: a reason for one time need not hold for another, so open requests
 * are put to their applicants again when it begins at another, as long as they can answer before it does. That it takes longer or less long, or
 * that those who have come wait for it a little, leaves whoever is excused excused. Whoever is no longer expected need not ask.
 */
export async function meetingChanged(tx: Tx, deps: LeaveDeps, before: Meeting, after: Meeting): Promise<void> {
  const now = deps.clock.now();
  const isMoved = before.startsAt !== after.startsAt && now < after.startsAt;
  const isKept = isMoved && (await isWaitedFor(tx, before, after, now));
  for (const absence of (await store.absencesOf(tx, after.id)).filter(isOpen)) {
    if (!(await isExpected(tx, after.id, absence.memberId))) await endNotNeeded(tx, deps, absence, after, before);
    else if (isMoved && (!isKept || absence.state === 'asked')) await putAgain(tx, deps, absence, after, before);
    else {
      const shown = await shownOf(tx, await withoutUnfit(tx, deps, absence, after, before), after);
      if (shown) await showAll(tx, deps, shown);
      if (shown && isElsewhere(before, after) && (await takesPlace(tx, after))) await tellSubstitute(tx, deps, shown);
    }
    await nextTurn();
  }
}

/** For whoever goes there instead of somebody else, who has no notice of their own. */
const isElsewhere = (before: Meeting, after: Meeting): boolean =>
  before.startsAt !== after.startsAt || before.endsAt !== after.endsAt || before.place !== after.place || before.link !== after.link;

async function tellSubstitute(tx: Tx, deps: LeaveDeps, shown: Shown): Promise<void> {
  const { absence, meeting } = shown;
  if (!absence.substitute || !isGoing(absence)) return;
  const key = keys.standInChanged(absence.id, meeting.sequence);
  await tell(tx, deps, shown, { key, to: absence.substitute.memberId, draw: substituteChangedCard, urgency: 'urgent' });
}

/** In the transaction of the cancellation: every open request is closed. */
export async function meetingCancelled(tx: Tx, deps: LeaveDeps, meeting: Meeting): Promise<void> {
  for (const absence of (await store.absencesOf(tx, meeting.id)).filter(isOpen)) {
    await endNotNeeded(tx, deps, absence, meeting);
    await nextTurn();
  }
}

/** Nobody need be excused: the cards say so. `before`: the meeting that a substitute was to go to. */
export async function endNotNeeded(tx: Tx, deps: LeaveDeps, absence: Absence, meeting: Meeting, before = meeting): Promise<void> {
  if (!(await store.closeAbsence(tx, absence, 'cancelled'))) return;
  const shown = await shownOf(tx, { ...absence, state: 'cancelled' }, meeting);
  if (!shown) return;
  await showAll(tx, deps, shown);
  await endStandIn(tx, deps, absence, { ...shown, meeting: before });
}

/** Whoever hears of the move only in the morning is asked then, and their substitute is told that they need not come. */
async function putAgain(tx: Tx, deps: LeaveDeps, absence: Absence, meeting: Meeting, former: Meeting): Promise<void> {
  const now = deps.clock.now();
  const askedFrom = await newsHeldUntil(tx, meeting.id, absence.memberId);
  const toldFrom = isStoodIn(absence) ? workingTimeBefore([former, meeting], deps) : undefined;
  const dueAt = Math.min(askedFrom ?? Infinity, toldFrom ?? Infinity, nextDue(meeting.startsAt, deps.policy, deps, now)) as Instant;
  if (!(await store.askAgain(tx, absence.id, now, dueAt))) return;
  const shown = await shownOf(tx, { ...absence, state: 'asked', movedAt: now }, meeting);
  if (!shown) return;
  if (askedFrom === undefined) await tellMoved(tx, deps, shown, now);
  await showAll(tx, deps, shown);
  const before = absence.movedAt;
  if (before !== undefined && before !== now)
    await show(tx, deps, shown, { key: keys.moved(absence.id, before), to: absence.memberId, draw: movedAgainCard });
  const asBefore = { ...shown, meeting: former };
  await takeOff(tx, deps, absence, asBefore);
  if (toldFrom === undefined) await tellNotNeeded(tx, deps, absence, asBefore);
}

/** Undefined: these are working hours, or it would be too late by the next to stay away from any of these meetings. */
function workingTimeBefore(meetings: readonly Pick<Meeting, 'startsAt' | 'emergency'>[], deps: LeaveDeps): Instant | undefined {
  const now = deps.clock.now();
  const next = nextWorkingTime(now, deps.workingHours, deps.calendar, deps.zone);
  const isInTime = meetings.every(({ startsAt, emergency }) => !emergency && plus(next, TIME_TO_STAY_AWAY_MS) <= startsAt);
  return next > now && isInTime ? next : undefined;
}

/** `alone`: whoever was to go instead does not go any more. */
export type Settled = { readonly ok: true; readonly alone: boolean } | { readonly ok: false; readonly refusal: RequestRefusal | 'closed' };

type Key = { readonly id: string; readonly memberId: string };

/** 仍需请假: asked anew for the new time, with the same reason and substitute. */
export function askAnew(deps: LeaveDeps, input: Key): Promise<Settled> {
  return deps.transact(async (tx) => {
    const found = await askedOf(tx, deps, input);
    if (!found.ok) return found;
    const { absence, meeting } = found;
    if (await isSuspended(tx, meeting)) return { ok: false, refusal: 'meeting-suspended' };
    const member = await findMember(tx, absence.memberId);
    if ((await approversNow(tx, deps, meeting, absence.memberId)).length === 0) return { ok: false, refusal: 'nobody-decides' };
    if (!member || !(await store.closeAbsence(tx, absence, 'replaced'))) return { ok: false, refusal: 'closed' };
    const { reason } = await store.sealedOf(tx, absence.id);
    const substitute = await stillSubstitute(tx, deps, absence, meeting);
    const sent = await send(tx, deps, member, meeting, {
      late: isLate(meeting, deps.clock.now(), absence.movedAt),
      sealed: reason,
      substitute,
      replaces: absence.id,
    });
    if (!sent.ok) throw new Error(`an absence of ${meeting.id} could not be asked for anew: ${sent.refusal}`);
    const shown = await shownOf(tx, { ...absence, state: 'replaced' }, meeting);
    if (shown) await showAll(tx, deps, shown);
    if (shown && !substitute) await tellNotNeeded(tx, deps, absence, shown);
    return { ok: true, alone: absence.substitute !== undefined && substitute === undefined };
  });
}

/** Whoever has declined, has left, is expected themselves by now, is on leave or goes for somebody else is not asked again. */
async function stillSubstitute(
  tx: Tx,
  deps: LeaveDeps,
  { memberId, substitute }: Absence,
  meeting: Meeting,
): Promise<Absence['substitute']> {
  if (!substitute || substitute.answer === 'declined' || !meeting.substitutes) return undefined;
  const unfit = whyUnfit(await candidate(tx, deps, meeting, substitute.memberId), memberId);
  return unfit === undefined ? { memberId: substitute.memberId, answer: 'asked' } : undefined;
}

/** 可以参会, to what says the new time: they have read of it, unless it has changed once more and they do not know yet. */
export function comeAfterAll(deps: LeaveDeps, input: Key): Promise<Settled> {
  return deps.transact(async (tx) => {
    const found = await askedOf(tx, deps, input);
    if (!found.ok) return found;
    const { absence, meeting } = found;
    if (await isUpToDate(tx, meeting.id, absence.memberId)) await noteRead(tx, meeting.id, absence.memberId, deps.clock.now());
    return (await takeBack(tx, deps, absence)) ? { ok: true, alone: false } : { ok: false, refusal: 'closed' };
  });
}

async function askedOf(
  tx: Tx,
  deps: LeaveDeps,
  { id, memberId }: Key,
): Promise<{ readonly ok: true; readonly absence: Absence; readonly meeting: Meeting } | Extract<Settled, { ok: false }>> {
  const absence = await store.findAbsence(tx, id);
  const meeting = absence && (await findMeeting(tx, absence.meetingId));
  if (!absence || !meeting || absence.memberId !== memberId) return { ok: false, refusal: 'not-expected' };
  if (absence.state !== 'asked') return { ok: false, refusal: 'closed' };
  return deps.clock.now() < meeting.startsAt ? { ok: true, absence, meeting } : { ok: false, refusal: 'meeting-began' };
}
