import type { Tx } from '../../db/transact.js';
import { recordAudit } from '../../org/service.js';
import { tellActingOff } from '../acting-off.js';
import type { LeaveDeps } from '../deps.js';
import { showAll, type View, viewOf } from '../showing.js';
import { moveLeave } from '../store.js';
import { type Found, forDecider, type Key, type Refused } from './decider.js';
import { showBalances } from './facing-service.js';
import { history } from './history.js';
import { auditDetail, withdrawNudges } from './route.js';
import { decideVerdict } from './rules.js';
import { sealSaid } from './said.js';
import { goOn, tellOutcome } from './service.js';
import { closeStep } from './store.js';
import { toWeigh } from './to-weigh.js';

export type Decision = { readonly ok: true; readonly view: View } | Refused;

/**
 * The first decision stands. Whoever comes after is told whose it was, and when. `weighed`: it is one of several, and they were shown that there
 * are these things to weigh with it.
 */
export function decide(
  deps: LeaveDeps,
  input: Key & { readonly verdict: string; readonly words: string; readonly weighed?: ReadonlySet<string> },
): Promise<Decision> {
  return deps.transact(async (tx) => {
    const found = await forDecider(tx, deps, input, 'approve');
    if (!found.ok) return found;
    const decided = decideVerdict(input.verdict, input.words);
    if (!decided.ok) return decided;
    const { by, step, view } = found;
    // By whoever has read it: among others it would be taken for a decision of their own.
    if (input.weighed && step.assigneeId === undefined) return { ok: false, refusal: 'reply-alone', view };
    // The decision about one of them may be what there is to weigh with the next.
    const { weighed } = input;
    if (weighed && toWeigh(view).some((one) => !weighed.has(one))) return { ok: false, refusal: 'weigh-anew', view };
    const { verdict, words } = decided;
    const sealed = await sealSaid(tx, deps, view.leave, words);
    if (!(await closeStep(tx, step, { is: verdict, by, at: deps.clock.now(), words: sealed })))
      return { ok: false, refusal: 'done-before', view: await viewOf(tx, deps, view.leave) };
    await note(tx, deps, found, verdict);
    if (verdict === 'approved') await goOn(tx, deps, view.leave);
    else if (await moveLeave(tx, view.leave.id, ['pending'], verdict)) {
      await tellOutcome(tx, deps, view.leave, verdict);
      await showAll(tx, deps, view.leave);
      await showBalances(tx, deps, view.leave);
      // What was returned will be asked for anew.
      if (verdict === 'refused') await tellActingOff(tx, deps, view.leave);
    }
    return { ok: true, view: await viewOf(tx, deps, view.leave) };
  });
}

/** 办结. */
export function finish(deps: LeaveDeps, input: Key): Promise<Decision> {
  return deps.transact(async (tx) => {
    const found = await forDecider(tx, deps, input, 'process');
    if (!found.ok) return found;
    const { by, step, view } = found;
    if (!(await closeStep(tx, step, { is: 'processed', by, at: deps.clock.now(), words: null })))
      return { ok: false, refusal: 'done-before', view: await viewOf(tx, deps, view.leave) };
    await note(tx, deps, found, 'processed');
    await goOn(tx, deps, view.leave);
    return { ok: true, view: await viewOf(tx, deps, view.leave) };
  });
}

async function note(
  tx: Tx,
  deps: LeaveDeps,
  { by, step, view: { leave } }: Found,
  outcome: 'approved' | 'refused' | 'returned' | 'processed',
) {
  await history(tx, deps, leave, { what: outcome, actorId: by, position: step.position });
  await withdrawNudges(tx, deps, leave);
  await recordAudit(tx, {
    at: deps.clock.now(),
    actor: { member: by },
    action: `leave.${outcome}`,
    subject: leave.id,
    detail: auditDetail(leave, step),
  });
}

export type Several = {
  readonly approved: readonly View[];
  /** With the step that was meant. */
  readonly refused: readonly (Refused & { readonly position: number })[];
};

/** Each checked, and settled, by itself: that one is settled already keeps none of the others. */
export async function approveSeveral(
  deps: LeaveDeps,
  keys: readonly (Key & { readonly weighed?: ReadonlySet<string> | undefined })[],
): Promise<Several> {
  const [approved, refused]: [View[], Several['refused'][number][]] = [[], []];
  for (const key of keys) {
    const result = await decide(deps, { ...key, verdict: 'approved', words: '', weighed: key.weighed ?? new Set() });
    if (result.ok) approved.push(result.view);
    else refused.push({ ...result, position: key.position });
  }
  return { approved, refused };
}
