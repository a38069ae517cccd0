import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { intervalOf, type Meeting } from '../../meeting/meeting.js';
import { comingMeetings, expectedOf, findMeeting, meetingsIn, takesPlace } from '../../meeting/service.js';
import type { MemberId } from '../../org/member.js';
import { activeIds, findMember } from '../../org/service.js';
import { awayDuring } from '../away/service.js';
import type { LeaveDeps } from '../deps.js';
import { type Absence, isGoing } from './absence.js';
import { declinedCard, expectedCard, notAllowedCard, substituteRestoredCard, substituteSuspendedCard } from './cards.js';
import { candidate } from './request-service.js';
import { type RequestRefusal, whyUnfit } from './rules.js';
import { endStandIn, showAll, shownOf, tell } from './showing.js';
import * as store from './store.js';

/**
 * Who goes there instead of somebody else has no notice of the meeting: whether it takes place now, at its old time. Whoever has come to be unable
 * to go meanwhile is not told to. `sequence`: of its activity.
 */
export async function tellSuspension(tx: Tx, deps: LeaveDeps, meeting: Meeting, sequence: number): Promise<void> {
  const isHeld = await takesPlace(tx, meeting);
  const draw = isHeld ? substituteRestoredCard : substituteSuspendedCard;
  for (const before of (await store.absencesOf(tx, meeting.id)).filter(isGoing)) {
    const absence = isHeld ? await followed(tx, deps, before, meeting) : before;
    const shown = isGoing(absence) ? await shownOf(tx, absence, meeting) : undefined;
    const to = shown?.absence.substitute?.memberId;
    if (shown && to) await tell(tx, deps, shown, { key: `leave.standInHeld:${absence.id}:${sequence}`, to, draw, urgency: 'urgent' });
    await nextTurn();
  }
}

/** Undefined: nobody is to go instead, or they may still. */
async function whyNotAnyMore(tx: Tx, deps: LeaveDeps, absence: Absence, meeting: Meeting): Promise<RequestRefusal | undefined> {
  if (!isGoing(absence)) return undefined;
  if (!meeting.substitutes) return 'no-substitutes';
  // Whom they go for is this one.
  return whyUnfit({ ...(await candidate(tx, deps, meeting, absence.substitute.memberId)), taken: false }, absence.memberId);
}

/**
 * A substitute who has come to be expected themselves goes there on their own; one who is on leave then, or has left the office, does not go at all:
 * the applicant has to find somebody else, and both are told; so are they where nobody may stand in any more. `before`: the meeting that they were to go to.
 */
export async function withoutUnfit(tx: Tx, deps: LeaveDeps, absence: Absence, meeting: Meeting, before = meeting): Promise<Absence> {
  const { substitute } = absence;
  const unfit = await whyNotAnyMore(tx, deps, absence, meeting);
  if (!substitute || !unfit) return absence;
  const shown = await shownOf(tx, { ...absence, substitute: undefined }, meeting);
  if (!shown || !(await store.dropSubstitute(tx, absence.id, substitute.memberId))) return absence;
  const to = substitute.memberId;
  const told = { ...shown, substitute: (await findMember(tx, to))?.name };
  await endStandIn(tx, deps, absence, { ...shown, meeting: before });
  const [what, draw] = toldWhy(unfit);
  await tell(tx, deps, told, { key: `leave.${what}:${absence.id}`, to: absence.memberId, draw });
  return shown.absence;
}

function toldWhy(unfit: RequestRefusal) {
  if (unfit === 'substitute-expected') return ['substituteExpected', expectedCard] as const;
  return unfit === 'no-substitutes' ? (['substituteNotAllowed', notAllowedCard] as const) : (['substituteDeclined', declinedCard] as const);
}

/** The same with its cards, unless the meeting is off or has begun. */
export async function followSubstitute(tx: Tx, deps: LeaveDeps, id: string): Promise<void> {
  const before = await store.findAbsence(tx, id);
  const meeting = before && (await findMeeting(tx, before.meetingId));
  if (!meeting || deps.clock.now() >= meeting.startsAt || !(await takesPlace(tx, meeting))) return;
  await followed(tx, deps, before, meeting);
}

async function followed(tx: Tx, deps: LeaveDeps, before: Absence, meeting: Meeting): Promise<Absence> {
  const after = await withoutUnfit(tx, deps, before, meeting);
  const shown = after === before ? undefined : await shownOf(tx, after, meeting);
  if (shown) await showAll(tx, deps, shown);
  return after;
}

/** Leave may have been approved, and people may have left the office, since they were named. */
export async function followSubstitutes(deps: LeaveDeps): Promise<void> {
  for (const meeting of await deps.transact((tx) => comingMeetings(tx, deps.clock.now()))) {
    for (const { id } of await deps.transact((tx) => noLongerFit(tx, deps, meeting))) {
      await deps.transact((tx) => followSubstitute(tx, deps, id));
      await nextTurn();
    }
    await nextTurn();
  }
}

/** As `whyNotAnyMore` says, of all who go to a meeting instead of somebody: what it depends on is read once for all of them, every minute. */
async function noLongerFit(tx: Tx, deps: LeaveDeps, meeting: Meeting): Promise<Absence[]> {
  const going = (await store.absencesOf(tx, meeting.id)).filter(isGoing);
  if (going.length === 0 || !meeting.substitutes) return going;
  const substitutes = going.map(({ substitute }) => substitute.memberId);
  const active = new Set(await activeIds(tx));
  const expected = new Set(await expectedOf(tx, meeting.id, substitutes));
  const away = await awayDuring(tx, deps, intervalOf(meeting));
  const elsewhere = new Set<MemberId>();
  for (const other of await meetingsIn(tx, intervalOf(meeting)))
    if (other.id !== meeting.id && other.scope === 'bureau')
      for (const id of await expectedOf(tx, other.id, substitutes)) elsewhere.add(id);
  return going.filter(({ memberId, substitute: { memberId: id } }) => {
    const member = { id, active: active.has(id) };
    return whyUnfit({ member, expected: expected.has(id), away: away.has(id), elsewhere: elsewhere.has(id), taken: false }, memberId);
  });
}
