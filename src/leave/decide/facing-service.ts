import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { intervalOf, type Meeting } from '../../meeting/meeting.js';
import { findMember, loadOrg } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { spanOf } from '../half-days.js';
import type { Leave, LeaveId } from '../leave.js';
import { showAll } from '../showing.js';
import { asOfNow, besideOf } from './facing.js';
import { openAnnualLeaveOf, openDuring } from './store.js';

/*
 * A card to whoever decides says what there is to weigh as it was when it was drawn. In the transaction in which that changes, the cards of all
 * requests that are still to be settled follow, and the Home tabs on which they are listed.
 */

/** A leave that has just been approved, or is off, or over, or is in the charge of somebody else. */
export async function showBeside(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  const [org, member, { acting }] = [await loadOrg(tx), await findMember(tx, leave.memberId), leave];
  if (!member) return;
  const actingId = acting?.answer === 'declined' ? undefined : acting?.memberId;
  for (const request of await openDuring(tx, spanOf(leave.period, deps.zone)))
    if (besideOf(await asOfNow(tx, request, org), { actingId }, member, org)) await showAll(tx, deps, request);
}

/** What a member has left of their annual leave. `but`: drawn by the caller. */
export async function showBalances(tx: Tx, deps: LeaveDeps, { memberId }: Pick<Leave, 'memberId'>, but?: Leave['id']): Promise<void> {
  for (const request of await openAnnualLeaveOf(tx, memberId)) if (request.id !== but) await showAll(tx, deps, request);
}

/** A bureau-wide meeting that has just been announced, changed or called off. `versions`: as it was before and is now. */
export async function showMeeting(tx: Tx, deps: LeaveDeps, ...versions: readonly Meeting[]): Promise<void> {
  const drawn = new Set<LeaveId>();
  for (const meeting of versions.filter(({ scope }) => scope === 'bureau'))
    for (const request of await openDuring(tx, intervalOf(meeting))) {
      if (request.state !== 'pending' || drawn.has(request.id)) continue;
      drawn.add(request.id);
      await showAll(tx, deps, request);
      await nextTurn();
    }
}
