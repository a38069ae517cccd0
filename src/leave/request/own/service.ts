import type { Tx } from '../../../db/transact.js';
import type { MemberId } from '../../../org/member.js';
import { recordAudit } from '../../../org/service.js';
import { history } from '../../decide/history.js';
import { tellEnterer } from '../../decide/over-service.js';
import { saidIn } from '../../decide/said.js';
import type { LeaveDeps } from '../../deps.js';
import type { Leave } from '../../leave.js';
import { showAll } from '../../showing.js';
import { type Shown, shownOf } from '../../shown.js';
import { findLeave, leavesOf, writtenOf } from '../../store.js';
import { unsealWritten } from '../../words.js';
import { endConfirmed } from '../back/service.js';
import { isConfirmed, isToConfirmBack, mayConfirm, mayWithdraw, needsMember } from '../may.js';
import type { Refusal } from '../problem/problem.js';
import * as store from '../store.js';
import { takeBack, takeBackChange } from '../withdraw.js';
import { type Mine, type Own, PAGE, type Page } from './own.js';

export type Done = { readonly ok: true; readonly leave: Leave } | { readonly ok: false; readonly refusal: Refusal };
type Press = { readonly id: string; readonly memberId: string };
const refused = (refusal: Refusal) => ({ ok: false, refusal }) as const;

/** Undefined: there is none, or it is somebody else's. */
export function openOwn(deps: LeaveDeps, { id, memberId }: Press): Promise<Own | undefined> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, id);
    if (leave?.memberId !== memberId) return undefined;
    const shown = await shownOf(tx, leave);
    return {
      shown,
      written: await unsealWritten(tx, deps, leave.memberId, await writtenOf(tx, leave.id)),
      said: await saidIn(tx, deps, leave, shown.steps),
    };
  });
}

export const listOwn = (deps: LeaveDeps, memberId: string, offset: number): Promise<Page> =>
  deps.transact(async (tx) => {
    const leaves = await leavesOf(tx, memberId, { limit: PAGE + 1, offset });
    return { leaves: leaves.slice(0, PAGE), offset, more: leaves.length > PAGE };
  });

/** With a change of it that waits. */
export function withdrawLeave(deps: LeaveDeps, { id, memberId }: Press): Promise<Done> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, id);
    if (leave?.memberId !== memberId) return refused('request-unknown');
    // What may not be withdrawn any more and yet stands has begun.
    if (!mayWithdraw(leave, deps.zone, deps.clock.now())) return refused(leave.state === 'approved' ? 'begun' : 'closed');
    await takeBackChange(tx, deps, leave, leave.memberId);
    if (!(await takeBack(tx, deps, leave, leave.memberId))) return refused('closed');
    await tellEnterer(tx, deps, leave, 'withdrawn');
    return { ok: true, leave };
  });
}

/** 补办: what somebody entered for the member is as they would have written it themselves. */
export function confirmLeave(deps: LeaveDeps, { id, memberId }: Press): Promise<Done> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, id);
    if (leave?.memberId !== memberId) return refused('request-unknown');
    // It would end by this as it was entered, and the change with it.
    if (isToConfirmBack(leave, deps.zone) && (await store.changeOf(tx, leave.id))) return refused('being-changed');
    if (!mayConfirm(leave) || !(await store.confirm(tx, leave.id))) return refused(isConfirmed(leave) ? 'confirmed-already' : 'closed');
    await history(tx, deps, leave, { what: 'confirmed', actorId: leave.memberId });
    await recordAudit(tx, { at: deps.clock.now(), actor: { member: leave.memberId }, action: 'leave.confirmed', subject: leave.id });
    await showAll(tx, deps, leave);
    await endConfirmed(tx, deps, leave);
    return { ok: true, leave };
  });
}

/** Of what is open, first what waits for them, then what waits for others. */
export async function mineOf(tx: Tx, { clock, zone }: Pick<LeaveDeps, 'clock' | 'zone'>, memberId: MemberId, most: number): Promise<Mine> {
  const now = clock.now();
  const asked: Shown[] = [];
  for (const leave of await store.askedToAct(tx, memberId, now, most)) asked.push(await shownOf(tx, leave));
  const open = await store.openOf(tx, memberId);
  const waiting = open.filter((leave) => needsMember(leave, zone, now));
  const others = open.filter((leave) => !waiting.includes(leave));
  return { own: [...waiting, ...others].slice(0, most), asked, more: Math.max(0, waiting.length - most) };
}
