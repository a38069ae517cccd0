import type { MemberId } from '../../org/member.js';
import { findMember, recordAudit } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { type View, viewOf } from '../showing.js';
import { findLeave, writtenOf } from '../store.js';
import { unsealWritten, type Written } from '../words.js';
import type { Said } from '../written-shown.js';
import { type Found, followOffice, forDecider, type Key, type Refused } from './decider.js';
import { openStepOf } from './open-step.js';
import { saidIn } from './said.js';
import { theirsOf } from './theirs.js';

export type Seen = {
  readonly ok: true;
  readonly view: View;
  /** Undefined: not for them, or it is gone. */
  readonly written: Written | undefined;
  readonly said: readonly Said[];
  /** Whether what was written is for them. */
  readonly isShown: boolean;
};

/**
 * 详情, for everybody who may settle it or has decided on it, and for whoever has a card of it that is theirs still: what was written only for
 * whoever decides now, or has decided. Each look is audited.
 */
export function lookAt(deps: LeaveDeps, { id, memberId }: Pick<Key, 'id' | 'memberId'>): Promise<Seen | Refused> {
  return deps.transact(async (tx) => {
    const [leave, member] = [await findLeave(tx, id), await findMember(tx, memberId)];
    if (!leave || !member?.active) return { ok: false, refusal: 'request-unknown' };
    if (leave.memberId === member.id) return { ok: false, refusal: 'own-request' };
    await followOffice(tx, deps, leave);
    const view = await viewOf(tx, deps, leave);
    if (!(await theirsOf(tx, view)).has(member.id)) return { ok: false, refusal: 'request-unknown' };
    const isShown = decides(view, member.id);
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: member.id },
      action: isShown ? 'leave.looked' : 'leave.viewed',
      subject: leave.id,
      detail: leave.memberId,
    });
    if (!isShown) return { ok: true, view, written: undefined, said: [], isShown };
    const written = await unsealWritten(tx, deps, leave.memberId, await writtenOf(tx, leave.id));
    return { ok: true, view, written, said: await saidIn(tx, deps, leave, view.steps), isShown };
  });
}

function decides({ leave, steps, may }: View, memberId: MemberId): boolean {
  const open = openStepOf(leave, steps);
  if (open?.action === 'approve' && may.has(memberId)) return true;
  return steps.some(({ action, outcome }) => action === 'approve' && outcome?.by === memberId);
}

/** For the form that asks why; nothing private is in it. */
export const openDecision = (deps: LeaveDeps, key: Key): Promise<Found | Refused> =>
  deps.transact((tx) => forDecider(tx, deps, key, 'approve'));
