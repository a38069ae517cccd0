import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { loadOrg } from '../../org/service.js';
import { stillActing, tellActingOff } from '../acting-off.js';
import { leaveApproved } from '../away/follow-service.js';
import { chainFor } from '../chain/chain.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, Step } from '../leave.js';
import { endConfirmed } from '../request/back/service.js';
import { takeBackChange } from '../request/withdraw.js';
import { inform, showAll, tell } from '../showing.js';
import { insertSteps, stepsOf } from '../step-store.js';
import { findLeave, moveLeave } from '../store.js';
import { showBalances } from './facing-service.js';
import { toTell } from './handlers.js';
import { history } from './history.js';
import { outcomeCard } from './message-cards.js';
import { tellEnterer, tellOver } from './over-service.js';
import { openApproval, withdrawNudges } from './route.js';
import { dueAfter } from './rules.js';
import * as store from './store.js';

/** A request that has just been inserted: its chain, whole, and the first step of it before whoever decides. */
export async function beginChain(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  const { departments } = await loadOrg(tx);
  const steps = chainFor(deps.policy.chains, { ranks: deps.ranks, departments }, leave);
  if (!steps) throw new Error('a request of a kind that the office does not offer');
  await insertSteps(tx, leave.id, steps);
  await goOn(tx, deps, leave);
  await showBalances(tx, deps, leave, leave.id);
}

/** Who gets a card once it is approved. */
async function reachedBy(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<ReadonlySet<MemberId>> {
  const reached = new Set<MemberId>();
  for (const step of await stepsOf(tx, leave.id))
    if (step.action !== 'approve') for (const to of await toTell(tx, deps, step, leave)) reached.add(to);
  return reached;
}

/** What comes next: the first step that is not done is opened; what only has to be told or filed is so at once. */
export async function goOn(tx: Tx, deps: LeaveDeps, { id }: Pick<Leave, 'id'>): Promise<void> {
  for (const step of await stepsOf(tx, id)) {
    if (step.state === 'open') break;
    if (step.state === 'done') continue;
    const leave = await loaded(tx, id);
    if (step.action === 'approve') {
      if (await openApproval(tx, deps, leave, step)) continue;
      break;
    }
    if (leave.state === 'pending') await approve(tx, deps, leave);
    if (step.action === 'process') {
      await openProcess(tx, deps, leave, step);
      break;
    }
    await record(tx, deps, leave, step, step.action);
  }
  const leave = await loaded(tx, id);
  if (leave.state === 'pending' && (await stepsOf(tx, id)).every(({ state }) => state === 'done')) await approve(tx, deps, leave);
  await showAll(tx, deps, { id });
}

async function loaded(tx: Tx, id: Leave['id']): Promise<Leave> {
  const leave = await findLeave(tx, id);
  if (!leave) throw new Error('a request for leave that is not there');
  return leave;
}

/** The last who had to has approved: it stands, and what it changes no longer does. */
async function approve(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  if (!(await moveLeave(tx, leave.id, ['pending'], 'approved'))) return;
  if (leave.replaces !== undefined && (await moveLeave(tx, leave.replaces, ['pending', 'approved', 'returned'], 'replaced'))) {
    await store.stopChain(tx, leave.replaces);
    await withdrawNudges(tx, deps, { id: leave.replaces });
    await history(tx, deps, { id: leave.replaces }, { what: 'replaced' });
    await showAll(tx, deps, { id: leave.replaces });
    await tellOver(tx, deps, { id: leave.replaces }, 'replaced', await reachedBy(tx, deps, leave));
    const former = await loaded(tx, leave.replaces);
    const still = stillActing(former, leave, deps);
    await tellActingOff(tx, deps, former, still);
    // Another change of it, returned before this one was asked for, would come to stand beside it.
    await takeBackChange(tx, deps, former, undefined, still);
  }
  await leaveApproved(tx, deps, leave);
  await tellOutcome(tx, deps, leave, 'approved');
  await endConfirmed(tx, deps, leave);
}

/** To the applicant, whose card alone would not be noticed; and to whoever entered it for them, where it came to nothing. */
export async function tellOutcome(tx: Tx, deps: LeaveDeps, leave: Leave, outcome: 'approved' | 'refused' | 'returned'): Promise<void> {
  await inform(tx, deps, leave, leave.memberId, { key: `leave.${outcome}:${leave.id}`, draw: outcomeCard(outcome) });
  if (outcome !== 'approved') await tellEnterer(tx, deps, leave, outcome);
}

/** To personnel, for whoever of them comes first. */
async function openProcess(tx: Tx, deps: LeaveDeps, leave: Leave, step: Step): Promise<void> {
  const now = deps.clock.now();
  const dueAt = dueAfter(now, deps.policy.waiting.nudgeAfterWorkdays, deps);
  if (!(await store.openStep(tx, step, { assigneeId: undefined, standsFor: undefined, at: now, dueAt }))) return;
  await history(tx, deps, leave, { what: 'opened', position: step.position });
  for (const to of await toTell(tx, deps, step, leave)) await tell(tx, deps, leave, to, 'process');
}

/** 备案、打招呼: done as soon as it is told. */
async function record(tx: Tx, deps: LeaveDeps, leave: Leave, step: Step, action: 'notify' | 'file'): Promise<void> {
  const outcome = action === 'file' ? 'filed' : 'told';
  if (!(await store.closeStep(tx, step, { is: outcome, by: undefined, at: deps.clock.now(), words: null }))) return;
  await history(tx, deps, leave, { what: outcome, position: step.position });
  for (const to of await toTell(tx, deps, step, leave)) await tell(tx, deps, leave, to, action);
}
