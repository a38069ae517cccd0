import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { activeIds, findMember } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { spanOf } from '../half-days.js';
import { takeBack } from '../request/withdraw.js';
import { inform } from '../showing.js';
import { toTell } from './handlers.js';
import { history } from './history.js';
import { nudgeCard, stuckCard } from './message-cards.js';
import { addPassed } from './passed-store.js';
import { passTo, reroute } from './route.js';
import { dueAfter } from './rules.js';
import { goOn } from './service.js';
import * as store from './store.js';
import { isWith, presentOf, turnAbove, turnOf, waitingFor } from './turn.js';

/** A tick takes no more at once. */
const MOST_AT_ONCE = 50;

/** Whoever lets a step wait is nudged, and after that it moves up. After an outage each of them is nudged first, once. */
export async function handleDueSteps(deps: LeaveDeps): Promise<void> {
  const due = () => deps.transact((tx) => store.dueSteps(tx, deps.clock.now(), MOST_AT_ONCE));
  for (let some = await due(); some.length > 0; some = await due()) {
    for (const open of some) {
      await deps.transact((tx) => handle(tx, deps, open));
      await nextTurn();
    }
  }
}

/** `open` was read in a transaction before: whatever is done to it is guarded by what it was then. */
async function handle(tx: Tx, deps: LeaveDeps, open: store.Open): Promise<void> {
  const { leave, step } = open;
  const { nudgeAfterWorkdays, moveUpAfterWorkdays } = deps.policy.waiting;
  if (!(await findMember(tx, leave.memberId))?.active) return rest(tx, deps, open);
  if (step.action !== 'approve') return nudge(tx, deps, open, nudgeAfterWorkdays);
  const present = await presentOf(tx, deps, [leave]);
  if (await reroute(tx, deps, open, present)) return goOn(tx, deps, leave);
  if (step.assigneeId === undefined) return nudge(tx, deps, open, nudgeAfterWorkdays);
  if (!step.nudged) return nudge(tx, deps, open, moveUpAfterWorkdays - nudgeAfterWorkdays);
  const above = await turnAbove(tx, leave, step, present);
  if (!above) {
    await tellOffice(tx, deps, open);
    return nudge(tx, deps, open, nudgeAfterWorkdays);
  }
  if (!(await passTo(tx, deps, open, above, 'moved-up'))) return;
  await addPassed(tx, step, waitingFor(step));
  await goOn(tx, deps, leave);
}

/** About whoever has left the office nobody is nudged; they may be back by then, and it goes on where it was. */
async function rest(tx: Tx, deps: LeaveDeps, { step }: store.Open): Promise<void> {
  const now = deps.clock.now();
  const dueAt = dueAfter(now, deps.policy.waiting.nudgeAfterWorkdays, deps);
  await store.postpone(tx, step, now, { dueAt, nudged: step.nudged });
}

/** `workdays`: until something happens to it again. */
async function nudge(tx: Tx, deps: LeaveDeps, { leave, step }: store.Open, workdays: number): Promise<void> {
  const now = deps.clock.now();
  if (!(await store.postpone(tx, step, now, { dueAt: dueAfter(now, workdays, deps), nudged: true }))) return;
  await history(tx, deps, leave, { what: 'nudged', subjectId: step.assigneeId, position: step.position });
  const whom = step.assigneeId === undefined ? await toTell(tx, deps, step, leave) : [step.assigneeId];
  for (const to of whom)
    await inform(tx, deps, leave, to, { key: `leave.nudge:${leave.id}:${step.position}:${step.dueAt}:${to}`, draw: nudgeCard(step) });
}

/** Once for each approver: nobody is above them, so somebody has to speak to them. */
async function tellOffice(tx: Tx, deps: LeaveDeps, { leave, step }: store.Open): Promise<void> {
  const approver = step.assigneeId && (await findMember(tx, step.assigneeId));
  if (!approver) return;
  for (const to of await toTell(tx, deps, { role: 'office' }, leave))
    if (to !== approver.id)
      await inform(tx, deps, leave, to, {
        key: `leave.stuck:${leave.id}:${step.position}:${approver.id}:${to}`,
        draw: stuckCard(approver.name),
      });
}

/**
 * Approve steps whose approver has left the office, gone on leave or been given another post go to whom the rules name now. What an applicant has
 * asked for who has left the office themselves goes to others as well, but rests with them, and is withdrawn when the days are over that it is for:
 * whoever was left out of a roster by mistake is in the next one, and so is what they asked for.
 */
export async function followOffice(deps: LeaveDeps): Promise<void> {
  const now = deps.clock.now();
  const { moved, over } = await deps.transact(async (tx) => {
    const all = await store.openApprovals(tx);
    if (all.length === 0) return { moved: [], over: [] };
    const active = new Set(await activeIds(tx));
    const isOver = ({ leave }: store.Open) => !active.has(leave.memberId) && spanOf(leave.period, deps.zone).end <= now;
    const going = all.filter((open) => !isOver(open));
    const requests = going.map(({ leave }) => leave);
    const present = await presentOf(tx, deps, requests);
    const moved: store.Open[] = [];
    for (const open of going) if (!isWith(open.step, await turnOf(tx, open.leave, open.step, present))) moved.push(open);
    return { moved, over: all.filter(isOver) };
  });
  for (const { leave } of over) {
    await deps.transact((tx) => takeBack(tx, deps, leave, undefined));
    await nextTurn();
  }
  for (const open of moved) {
    await deps.transact(async (tx) => {
      if (await reroute(tx, deps, open)) await goOn(tx, deps, open.leave);
    });
    await nextTurn();
  }
}
