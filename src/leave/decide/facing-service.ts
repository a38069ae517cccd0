import type { Tx } from '../../db/transact.js';
import { findMember, loadOrg } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { spanOf } from '../half-days.js';
import type { Leave } from '../leave.js';
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
