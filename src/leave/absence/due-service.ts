import type { Instant } from '../../calendar/instant.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../../meeting/meeting.js';
import { findMeeting, takesPlace } from '../../meeting/service.js';
import type { MemberId } from '../../org/member.js';
import { findMember } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import type { Absence } from './absence.js';
import { approversNow } from './approvers.js';
import { approverCard, nudgeCard, type Shown, undecidedCard } from './cards.js';
import { endNotNeeded } from './moved-service.js';
import { nextDue } from './rules.js';
import { endStandIn, keys, showAll, shownOf, tell, tellMoved, tellNotNeeded } from './showing.js';
import * as store from './store.js';

/** Nudges whoever a request waits for; at the start, what nobody has settled is closed, and nobody is left to think that it passed. */
export async function handleDue(deps: LeaveDeps): Promise<void> {
  const now = deps.clock.now();
  const due = () => deps.transact((tx) => store.dueAbsences(tx, now));
  for (let some = await due(); some.length > 0; some = await due()) {
    for (const one of some) {
      await deps.transact((tx) => handle(tx, deps, one, now));
      await nextTurn();
    }
  }
}

async function handle(tx: Tx, deps: LeaveDeps, due: store.Due, now: Instant): Promise<void> {
  const absence = await store.findAbsence(tx, due.id);
  const meeting = absence && (await findMeeting(tx, absence.meetingId));
  if (!absence || !meeting) return;
  const isHeld = await takesPlace(tx, meeting);
  const waits = isHeld && (await isThere(tx, absence));
  if (now >= meeting.startsAt) return waits ? endUndecided(tx, deps, absence, meeting) : endNotNeeded(tx, deps, absence, meeting);
  if (!(await store.postpone(tx, due, nextDue(meeting.startsAt, deps.policy, deps, now)))) return;
  // The meeting may be resumed, and who is off the roster may be back: until then nobody is nudged.
  const shown = waits ? await shownOf(tx, absence, meeting) : undefined;
  if (!shown || (await tellHeld(tx, deps, shown))) return;
  for (const to of await waitsFor(tx, deps, shown))
    await tell(tx, deps, shown, { key: `${keys.nudge(due.id)}${due.dueAt}:${to}`, to, draw: nudgeCard, urgency: 'urgent' });
}

/** What has waited for working hours when the meeting was moved. False: there was nothing. */
async function tellHeld(tx: Tx, deps: LeaveDeps, shown: Shown): Promise<boolean> {
  const { absence } = shown;
  if (absence.state !== 'asked' || absence.movedAt === undefined) return false;
  const isAsked = await tellMoved(tx, deps, shown, absence.movedAt);
  return (await tellNotNeeded(tx, deps, absence, shown)) || isAsked;
}

/** Roles may have changed since it was sent: whoever may decide now is asked, with the card if they have none. */
async function waitsFor(tx: Tx, deps: LeaveDeps, shown: Shown): Promise<MemberId[]> {
  const { absence, meeting } = shown;
  if (absence.state === 'asked') return [absence.memberId];
  const approvers = (await approversNow(tx, deps, meeting, absence.memberId)).map(({ id }) => id);
  await tellFresh(tx, deps, shown, approvers);
  return approvers;
}

async function tellFresh(tx: Tx, deps: LeaveDeps, shown: Shown, approvers: readonly MemberId[]): Promise<void> {
  const { absence } = shown;
  const told = new Set(await store.approversTold(tx, absence.id));
  const fresh = approvers.filter((id) => !told.has(id));
  await store.addApprovers(tx, absence.id, fresh);
  for (const to of fresh) await tell(tx, deps, shown, { key: keys.approver(absence.id, to), to, draw: approverCard, urgency: 'urgent' });
}

const isThere = async (tx: Tx, { memberId }: Absence): Promise<boolean> => (await findMember(tx, memberId))?.active === true;

/** Everybody who was asked may have left the office, gone on leave or lost the role: whoever decides now is asked, however near the start is. */
export async function followApprovers(deps: LeaveDeps): Promise<void> {
  for (const { id } of await deps.transact((tx) => store.pendingAbsences(tx, deps.clock.now()))) {
    await deps.transact(async (tx) => {
      const absence = await store.findAbsence(tx, id);
      const shown = absence?.state === 'pending' && (await isThere(tx, absence)) ? await shownOf(tx, absence) : undefined;
      if (!shown || !(await takesPlace(tx, shown.meeting))) return;
      const approvers = (await approversNow(tx, deps, shown.meeting, shown.absence.memberId)).map((one) => one.id);
      const told = await store.approversTold(tx, id);
      if (!approvers.some((one) => told.includes(one))) await tellFresh(tx, deps, shown, approvers);
    });
    await nextTurn();
  }
}

async function endUndecided(tx: Tx, deps: LeaveDeps, absence: Absence, meeting: Meeting): Promise<void> {
  if (!(await store.closeAbsence(tx, absence, 'undecided'))) return;
  const shown = await shownOf(tx, { ...absence, state: 'undecided' }, meeting);
  if (!shown) return;
  await showAll(tx, deps, shown);
  // Who was asked may have been given another post since, or is only back from being in somebody's place.
  const approvers = (await approversNow(tx, deps, meeting, absence.memberId)).map(({ id }) => id);
  for (const to of [absence.memberId, ...approvers])
    await tell(tx, deps, shown, { key: `leave.undecided:${absence.id}:${to}`, to, draw: undecidedCard(to) });
  await endStandIn(tx, deps, absence, shown);
}
