import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { findMember } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import type { Leave, Step } from '../leave.js';
import { type View, viewOf } from '../showing.js';
import { findLeave, toldOf } from '../store.js';
import { couldSettle } from './handlers.js';
import { openStepOf } from './open-step.js';
import { reroute } from './route.js';
import { goOn } from './service.js';
import type { DecisionRefusal } from './text.js';
import { theirsOf } from './theirs.js';

export type Key = { readonly id: string; readonly position: number; readonly memberId: string };
/** `view`: for whoever may see how it stands; a stranger to the request is told nothing of it. */
export type Refused = { readonly ok: false; readonly refusal: DecisionRefusal; readonly view?: View };
export type Found = { readonly ok: true; readonly by: MemberId; readonly step: Step; readonly view: View };

/** A step as whoever may settle it has it before them, by the database at the moment of the press: roles and turns change while cards wait. */
export async function forDecider(tx: Tx, deps: LeaveDeps, key: Key, action: 'approve' | 'process'): Promise<Found | Refused> {
  const [leave, member] = [await findLeave(tx, key.id), await findMember(tx, key.memberId)];
  if (!leave || !member?.active) return { ok: false, refusal: 'request-unknown' };
  if (leave.memberId === member.id) return { ok: false, refusal: 'own-request' };
  if (action === 'approve') await followOffice(tx, deps, leave);
  const view = await viewOf(tx, deps, leave);
  const step = view.steps.find(({ position }) => position === key.position);
  if (step?.action !== action) return { ok: false, refusal: 'right-missing' };
  if (!(await couldSettle(tx, step, view.leave)).includes(member.id)) {
    if (!(await wasTheirs(tx, view, step, member.id))) return { ok: false, refusal: 'right-missing' };
    // Of what they had before them in another post they are told only that it is for others now.
    if (!(await theirsOf(tx, view)).has(member.id)) return { ok: false, refusal: 'moved-on' };
  }
  if (step.state === 'done') return { ok: false, refusal: 'done-before', view };
  const open = openStepOf(view.leave, view.steps);
  if (open?.position !== step.position) return { ok: false, refusal: 'closed-before', view };
  if (!view.may.has(member.id)) return { ok: false, refusal: 'moved-on', view };
  // It rests: whoever was left out of a roster by mistake would never be told of it.
  if (action === 'approve' && !(await findMember(tx, leave.memberId))?.active) return { ok: false, refusal: 'applicant-off', view };
  return { ok: true, by: member.id, step, view };
}

/** Whoever may settle it, has settled it, or has a card of it since they could. */
async function wasTheirs(tx: Tx, { leave, may }: View, { outcome }: Step, memberId: MemberId): Promise<boolean> {
  if (may.has(memberId) || outcome?.by === memberId) return true;
  return (await toldOf(tx, leave.id)).some(({ memberId: to, part }) => to === memberId && (part === 'approve' || part === 'process'));
}

/** Between two ticks the office may have changed: an approve step goes to whom the rules name now before anybody decides it, or reads why. */
export async function followOffice(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  const view = await viewOf(tx, deps, leave);
  const step = openStepOf(view.leave, view.steps);
  if (step?.action === 'approve' && (await reroute(tx, deps, { leave: view.leave, step }))) await goOn(tx, deps, leave);
}
