import type { Tx } from '../../db/transact.js';
import { tellActingAway } from '../acting-away.js';
import { showBalances, showBeside } from '../decide/facing-service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, LeaveId } from '../leave.js';
import { findLeave } from '../store.js';
import { startDues, withdrawDues } from './due/service.js';
import { sendNewerFile } from './icalendar/service.js';
import { drawOverlaps } from './overlap/service.js';

/** In the transaction in which a leave is approved, after it is written: what follows from it. */
export async function leaveApproved(tx: Tx, deps: LeaveDeps, { id }: { readonly id: LeaveId }): Promise<void> {
  const leave = await now(tx, id);
  const former = leave.replaces === undefined ? undefined : await now(tx, leave.replaces);
  if (former) await withdrawDues(tx, deps, former);
  await startDues(tx, deps, leave);
  await sendNewerFile(tx, deps, leave);
  await drawOverlaps(tx, deps, leave);
  for (const one of former ? [former, leave] : [leave]) await showBeside(tx, deps, one);
  await showBalances(tx, deps, leave, leave.id);
  await tellActingAway(tx, deps, leave);
}

/** In that in which an approved leave is withdrawn or ended. Of one that is replaced, `leaveApproved` of what replaces it says how things are now. */
export async function leaveOver(tx: Tx, deps: LeaveDeps, { id }: { readonly id: LeaveId }): Promise<void> {
  const leave = await now(tx, id);
  await withdrawDues(tx, deps, leave);
  await sendNewerFile(tx, deps, leave);
  await drawOverlaps(tx, deps, leave);
  await showBeside(tx, deps, leave);
  await showBalances(tx, deps, leave);
}

/** In that in which whoever was to be in charge declines, or somebody else is named: the calendar entry and the cards of requests say who is. */
export async function actingChanged(tx: Tx, deps: LeaveDeps, { id }: { readonly id: LeaveId }): Promise<void> {
  const leave = await now(tx, id);
  if (leave.state !== 'approved') return;
  await sendNewerFile(tx, deps, leave);
  await showBeside(tx, deps, leave);
}

async function now(tx: Tx, id: LeaveId): Promise<Leave> {
  const leave = await findLeave(tx, id);
  if (!leave) throw new Error('a leave that is not there');
  return leave;
}
