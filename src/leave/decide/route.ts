import type { Tx } from '../../db/transact.js';
import { withdraw } from '../../delivery/outbox.js';
import { recordAudit } from '../../org/service.js';
import { type Approver, decidedBefore } from '../chain/approver.js';
import type { LeaveDeps } from '../deps.js';
import type { Happening, Leave, Step } from '../leave.js';
import { inform, showHomes, showLast, tell } from '../showing.js';
import { stepsOf } from '../step-store.js';
import { historyOf } from '../store.js';
import { handlersOf, holdersOf, toTell } from './handlers.js';
import { history } from './history.js';
import { againCard } from './message-cards.js';
import { dueAfter } from './rules.js';
import * as store from './store.js';
import { isWith, type Present, presentOf, turnOf } from './turn.js';

/** Opens an approve step before whoever's turn it is at this moment. True: it is settled already, as they decided in the step before. */
export async function openApproval(tx: Tx, deps: LeaveDeps, leave: Leave, step: Step): Promise<boolean> {
  const turn = await turnOf(tx, leave, step, await presentOf(tx, deps, [leave]));
  const reached = reachedNow(deps, turn);
  if (!(await store.openStep(tx, step, reached))) return false;
  if (await letStand(tx, deps, leave, step, turn)) return true;
  await history(tx, deps, leave, { what: 'opened', subjectId: reached.assigneeId, position: step.position });
  await tellTurn(tx, deps, leave, step, turn);
  return false;
}

/** Passes an open step on to somebody else, whose decision in the step before may settle it. False: it was settled meanwhile. */
export async function passTo(
  tx: Tx,
  deps: LeaveDeps,
  { leave, step }: store.Open,
  turn: Approver,
  what: 'moved-up' | 're-routed',
): Promise<boolean> {
  const reached = reachedNow(deps, turn);
  if (!(await store.passOn(tx, step, reached))) return false;
  await withdrawNudges(tx, deps, leave);
  await history(tx, deps, leave, { what, subjectId: reached.assigneeId, position: step.position });
  // Whoever had it in somebody's place, or has another post by now, sees that it is with somebody else, and no more.
  const [had, may] =
    step.assigneeId === undefined ? [await holdersOf(tx, step, leave), (await handlersOf(tx, step, leave)).may] : [[step.assigneeId], []];
  for (const id of had) await showLast(tx, deps, leave, id, 'approve');
  await showHomes(tx, deps, may);
  if (!(await letStand(tx, deps, leave, step, turn))) await tellTurn(tx, deps, leave, step, turn);
  return true;
}

/** Whoever has it may have left the office, gone on leave, or been given another post: then it goes to whom the rules name now. */
export async function reroute(tx: Tx, deps: LeaveDeps, open: store.Open, present?: Present): Promise<boolean> {
  const turn = await turnOf(tx, open.leave, open.step, present ?? (await presentOf(tx, deps, [open.leave])));
  return !isWith(open.step, turn) && passTo(tx, deps, open, turn, 're-routed');
}

/** True: `turn`, with whom the step is by now, has decided in the step before, and that is on record for this one as well. */
async function letStand(tx: Tx, deps: LeaveDeps, leave: Leave, { leaveId, position }: Step, turn: Approver): Promise<boolean> {
  const steps = await stepsOf(tx, leaveId);
  const by = decidedBefore(steps, { position }, turn);
  const step = steps.find((one) => one.position === position);
  const at = deps.clock.now();
  if (by === undefined || !step || !(await store.closeStep(tx, step, { is: 'approved', by, at, words: null }))) return false;
  await history(tx, deps, leave, { what: 'approval-stands', actorId: by, position });
  await recordAudit(tx, {
    at,
    actor: { member: by },
    action: 'leave.approved',
    subject: leave.id,
    detail: auditDetail(leave, step, `as step ${position}`),
  });
  return true;
}

/** `more`: what there is to say besides of how it was settled. */
export const auditDetail = ({ memberId }: Leave, { position, standsFor, action, assigneeId }: Step, ...more: readonly string[]): string =>
  [
    memberId,
    `step ${position + 1}`,
    ...(standsFor ? [`for ${standsFor}`] : []),
    ...(action === 'approve' && assigneeId === undefined ? ['superior'] : []),
    ...more,
  ].join(' ');

const reachedNow = (deps: LeaveDeps, turn: Approver) => {
  const at = deps.clock.now();
  const [assigneeId, standsFor] = turn.kind === 'member' ? [turn.id, turn.standsFor] : [undefined, undefined];
  return { assigneeId, standsFor, at, dueAt: dueAfter(at, deps.policy.waiting.nudgeAfterWorkdays, deps) };
};

async function tellTurn(tx: Tx, deps: LeaveDeps, leave: Leave, step: Step, turn: Approver): Promise<void> {
  const whom = turn.kind === 'member' ? [turn.id] : await toTell(tx, deps, step, leave);
  for (const to of whom) {
    if (await tell(tx, deps, leave, to, 'approve')) continue;
    // They have its card from before, which nobody would notice having changed.
    const key = `leave.again:${leave.id}:${step.position}:${await timesPassed(tx, step)}:${to}`;
    await inform(tx, deps, leave, to, { key, draw: againCard({ ...step, assigneeId: turn.kind === 'member' ? to : undefined }) });
  }
}

const PASSES: readonly Happening[] = ['opened', 'moved-up', 're-routed'];

async function timesPassed(tx: Tx, { leaveId, position }: Step): Promise<number> {
  return (await historyOf(tx, leaveId)).filter((line) => line.position === position && PASSES.includes(line.what)).length;
}

/** What has not been sent yet of a nudge has lost its point. */
export const withdrawNudges = (tx: Tx, { clock }: Pick<LeaveDeps, 'clock'>, { id }: Pick<Leave, 'id'>): Promise<void> =>
  withdraw(tx, clock.now(), `leave.nudge:${id}:`);
