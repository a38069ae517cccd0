import type { Tx } from '../../db/transact.js';
import { recordAudit } from '../../org/service.js';
import { stillActing, tellActingOff } from '../acting-off.js';
import { history } from '../decide/history.js';
import { beginChain } from '../decide/service.js';
import type { LeaveDeps } from '../deps.js';
import { spanOf } from '../half-days.js';
import type { Leave } from '../leave.js';
import { showAll, tell } from '../showing.js';
import { insertLeave, moveLeave } from '../store.js';
import { sealWritten } from '../words.js';
import { type Checked, check, type Unfit } from './check.js';
import { findDraft } from './draft/drafts.js';
import { goneOrSubmitted, recordLook } from './draft/service.js';
import * as drafts from './draft/store.js';
import { takeBack } from './withdraw.js';

/** Makes the request as its preview showed it; once, however often it is pressed. */
export function submitDraft(
  deps: LeaveDeps,
  memberId: string,
  { draftId, revision }: { readonly draftId: string; readonly revision: number },
): Promise<{ readonly ok: true; readonly leave: Leave } | Unfit> {
  return deps.transact(async (tx) => {
    const draft = await findDraft(tx, deps, draftId, memberId);
    if (!draft) return goneOrSubmitted(tx, memberId, draftId);
    // Another window's form has been checked since: this preview shows something else than would be submitted.
    if (draft.revision !== revision) return { ok: false, refusal: 'draft-changed' };
    const checked = await check(tx, deps, draft);
    if (!checked.ok) {
      await recordLook(tx, deps, draft, checked);
      return checked;
    }
    await drafts.removeDraft(tx, draft.id);
    await send(tx, deps, checked);
    return { ok: true, leave: checked.leave };
  });
}

async function send(tx: Tx, deps: LeaveDeps, { leave, written, counted, former }: Checked): Promise<void> {
  const [now, { id, requestedBy, memberId, acting }] = [deps.clock.now(), leave];
  if (former) await settle(tx, deps, former, leave);
  const sealed = await sealWritten(tx, deps, memberId, written);
  await insertLeave(tx, leave, spanOf(leave.period, deps.zone), sealed, counted);
  // Its card for whoever was to be in charge says whether they are by this one.
  if (former && former.state !== 'approved') await showAll(tx, deps, former);
  await history(tx, deps, leave, { what: 'requested', actorId: requestedBy });
  await recordAudit(tx, {
    at: now,
    actor: { member: requestedBy },
    action: requestedBy === memberId ? 'leave.requested' : 'leave.entered',
    subject: id,
    detail: `${leave.kind} ${memberId}${leave.replaces ? ` instead of ${leave.replaces}` : ''}`,
  });
  if (acting) await history(tx, deps, leave, { what: 'acting-asked', actorId: requestedBy, subjectId: acting.memberId });
  await beginChain(tx, deps, leave);
  await tell(tx, deps, leave, memberId, 'applicant');
  if (acting) await tell(tx, deps, leave, acting.memberId, 'acting');
}

/** What was returned is submitted anew, and what waits is taken back; what was approved stands until the new one is. */
async function settle(tx: Tx, deps: LeaveDeps, former: Leave, leave: Leave): Promise<void> {
  const still = stillActing(former, leave, deps);
  if (former.state === 'pending') await takeBack(tx, deps, former, former.memberId, still);
  else if (former.state === 'returned') {
    await moveLeave(tx, former.id, ['returned'], 'replaced');
    await history(tx, deps, former, { what: 'replaced', actorId: former.memberId });
    await showAll(tx, deps, former);
    await tellActingOff(tx, deps, former, still);
  }
}
