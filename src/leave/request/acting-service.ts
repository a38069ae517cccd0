import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { activeIds, findMember, recordAudit } from '../../org/service.js';
import { timesAsked } from '../acting-asked.js';
import { tellActingOff } from '../acting-off.js';
import { actingChanged } from '../away/follow-service.js';
import { isAwayDuring } from '../away/service.js';
import { history } from '../decide/history.js';
import type { LeaveDeps } from '../deps.js';
import { remainderOf, spanOf } from '../half-days.js';
import type { Leave } from '../leave.js';
import { inform, showAll, tell } from '../showing.js';
import { findLeave, historyOf } from '../store.js';
import { actingCard } from './cards.js';
import { isAhead, mayNameAnother } from './may.js';
import { actingDeclinedCard } from './message-cards.js';
import type { Done } from './own/service.js';
import type { ActingRefusal, Problem, Refusal } from './problem/problem.js';
import * as store from './store.js';

export type Answered = { readonly ok: true } | { readonly ok: false; readonly refusal: ActingRefusal };

/** 同意代管 / 不能代管. Whoever agreed may still decline. */
export function answerAsActing(
  deps: LeaveDeps,
  input: { readonly id: string; readonly memberId: string; readonly answer: 'accepted' | 'declined' },
): Promise<Answered> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, input.id);
    const isOpen = leave !== undefined && isAhead(leave, deps.zone, deps.clock.now());
    if (!isOpen || !(await store.answerActing(tx, leave.id, input.memberId, input.answer)))
      return { ok: false, refusal: whyNotAnswered(leave, input.memberId, isOpen) };
    const actorId = input.memberId as MemberId;
    await history(tx, deps, leave, { what: `acting-${input.answer}`, actorId });
    await recordAudit(tx, { at: deps.clock.now(), actor: { member: actorId }, action: `leave.acting-${input.answer}`, subject: leave.id });
    await showAll(tx, deps, leave);
    if (input.answer === 'declined') await tellDeclined(tx, deps, leave, actorId);
    return { ok: true };
  });
}

async function tellDeclined(tx: Tx, deps: LeaveDeps, leave: Leave, actingId: MemberId): Promise<void> {
  const key = `leave.actingDeclined:${leave.id}:${actingId}:${await timesAsked(tx, leave, actingId)}`;
  await inform(tx, deps, leave, leave.memberId, { key, draw: actingDeclinedCard });
  await actingChanged(tx, deps, leave);
}

/**
 * Whoever has left the office is in charge of nothing: that is as if they had declined. Whoever was left out of a roster by mistake is asked once more
 * when they are back, unless another has been named.
 */
export async function followActing(deps: LeaveDeps): Promise<void> {
  const now = deps.clock.now();
  const { gone, back } = await deps.transact(async (tx) => {
    const active = new Set(await activeIds(tx));
    const isThere = ({ acting }: Leave) => acting !== undefined && active.has(acting.memberId);
    const without = (await store.withoutActing(tx, now)).filter(isThere);
    return { gone: (await store.withActing(tx, now)).filter((leave) => !isThere(leave)), back: without };
  });
  for (const { id } of back) {
    await deps.transact((tx) => askOnceMore(tx, deps, id));
    await nextTurn();
  }
  for (const { id, acting } of gone) {
    await deps.transact(async (tx) => {
      const leave = await findLeave(tx, id);
      if (!leave || !acting || !(await store.answerActing(tx, id, acting.memberId, 'declined'))) return;
      await history(tx, deps, leave, { what: 'acting-left', subjectId: acting.memberId });
      await showAll(tx, deps, leave);
      await tellDeclined(tx, deps, leave, acting.memberId);
    });
    await nextTurn();
  }
}

async function askOnceMore(tx: Tx, deps: LeaveDeps, id: Leave['id']): Promise<void> {
  const leave = await findLeave(tx, id);
  if (!leave?.acting || !(await hadLeft(tx, leave, leave.acting.memberId))) return;
  const { acting } = leave;
  const left = remainderOf(spanOf(leave.period, deps.zone), deps.clock.now());
  if (await isAwayDuring(tx, deps, acting.memberId, left)) return;
  if (!(await store.nameActing(tx, id, acting, acting.memberId))) return;
  await history(tx, deps, leave, { what: 'acting-asked', subjectId: acting.memberId });
  await showAll(tx, deps, leave);
  await ask(tx, deps, leave, acting.memberId);
  await actingChanged(tx, deps, leave);
}

/** That they can't is only since they were not on the roster. */
async function hadLeft(tx: Tx, { id }: Leave, memberId: MemberId): Promise<boolean> {
  const said = (await historyOf(tx, id)).findLast(
    ({ what, actorId, subjectId }) =>
      (what === 'acting-left' && subjectId === memberId) || (what === 'acting-declined' && actorId === memberId),
  );
  return said?.what === 'acting-left';
}

function whyNotAnswered(leave: Leave | undefined, memberId: string, isOpen: boolean): ActingRefusal {
  if (leave?.acting?.memberId !== memberId) return 'not-asked';
  if (!isOpen) return leave.state === 'returned' ? 'returned' : 'closed';
  return leave.acting.answer === 'declined' ? 'declined-already' : 'accepted-already';
}

export type Named = Done | { readonly ok: false; readonly refusal: 'field'; readonly problem: Problem };

/** Undefined: whoever is to be in charge has declined, has left the office, or is to be away themselves in what is left of it. */
async function whyNotAnother(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<Refusal | undefined> {
  const { acting } = leave;
  const now = deps.clock.now();
  if (mayNameAnother(leave, deps.zone, now)) return undefined;
  if (leave.state === 'returned') return 'returned';
  if (!acting || !isAhead(leave, deps.zone, now)) return 'closed';
  const left = remainderOf(spanOf(leave.period, deps.zone), now);
  const isThere = (await findMember(tx, acting.memberId))?.active && !(await isAwayDuring(tx, deps, acting.memberId, left));
  return isThere ? 'acting-stands' : undefined;
}

/** Another in place of one who can't: no new approval, but all who have a card see it. */
export function nameAnother(
  deps: LeaveDeps,
  input: { readonly id: string; readonly memberId: string; readonly actingId: string },
): Promise<Named> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, input.id);
    if (leave?.memberId !== input.memberId) return { ok: false, refusal: 'request-unknown' };
    const refusal = await whyNotAnother(tx, deps, leave);
    if (refusal) return { ok: false, refusal };
    const { acting } = leave;
    if (!acting) return { ok: false, refusal: 'closed' };
    const actingId = input.actingId as MemberId;
    const problem = await problemWith(tx, deps, leave, actingId);
    if (problem) return { ok: false, refusal: 'field', problem };
    if (!(await store.nameActing(tx, leave.id, acting, actingId))) return { ok: false, refusal: 'closed' };
    await history(tx, deps, leave, { what: 'acting-asked', actorId: leave.memberId, subjectId: actingId });
    const [at, actor] = [deps.clock.now(), { member: leave.memberId }];
    await recordAudit(tx, { at, actor, action: 'leave.acting-named', subject: leave.id, detail: actingId });
    await showAll(tx, deps, leave);
    await store.forgetActing(tx, leave.id, acting.memberId);
    await tellActingOff(tx, deps, leave, actingId);
    await ask(tx, deps, leave, actingId);
    await actingChanged(tx, deps, leave);
    return { ok: true, leave };
  });
}

async function ask(tx: Tx, deps: LeaveDeps, leave: Leave, actingId: MemberId): Promise<void> {
  if (await tell(tx, deps, leave, actingId, 'acting')) return;
  // They have its card from before, which nobody would notice having changed.
  const key = `leave.actingAgain:${leave.id}:${actingId}:${await timesAsked(tx, leave, actingId)}`;
  await inform(tx, deps, leave, actingId, { key, draw: (shown, reader) => actingCard(shown, reader, actingId) });
}

/** Whoever has declined is not asked again. */
async function problemWith(tx: Tx, deps: LeaveDeps, leave: Leave, actingId: MemberId): Promise<Problem | undefined> {
  if (actingId === '') return 'required';
  const member = await findMember(tx, actingId);
  if (!member?.active || actingId === leave.memberId) return 'acting-unsuitable';
  const declined = (await historyOf(tx, leave.id)).some(({ what, actorId }) => what === 'acting-declined' && actorId === actingId);
  if (declined) return 'acting-unsuitable';
  // From now on: nobody takes over days that are over.
  const left = remainderOf(spanOf(leave.period, deps.zone), deps.clock.now());
  return (await isAwayDuring(tx, deps, actingId, left)) ? 'acting-away' : undefined;
}

export const openNaming = (deps: LeaveDeps, input: { readonly id: string; readonly memberId: string }): Promise<Done> =>
  deps.transact(async (tx) => {
    const leave = await findLeave(tx, input.id);
    if (leave?.memberId !== input.memberId) return { ok: false, refusal: 'request-unknown' };
    const refusal = await whyNotAnother(tx, deps, leave);
    return refusal ? { ok: false, refusal } : { ok: true, leave };
  });
