import { plainDate } from '../../../calendar/plain-date.js';
import type { Tx } from '../../../db/transact.js';
import type { MemberId } from '../../../org/member.js';
import { recordAudit } from '../../../org/service.js';
import { tellActingOff } from '../../acting-off.js';
import { leaveOver } from '../../away/follow-service.js';
import { periodAway } from '../../away/rules.js';
import { wholeAbsence } from '../../away/service.js';
import { givenBack } from '../../balance/service.js';
import { history } from '../../decide/history.js';
import type { LeaveDeps } from '../../deps.js';
import { HALVES, type HalfDay, nextWorkedHalfDay, spanOf } from '../../half-days.js';
import type { Leave } from '../../leave.js';
import { showAll } from '../../showing.js';
import { endLeave, findLeave } from '../../store.js';
import { isConfirmed, isEnteredOver, mayReportBack } from '../may.js';
import { begunOf } from '../store.js';
import { takeBackChange } from '../withdraw.js';
import { type BackRefusal, decideBack, usualBack } from './rules.js';

export type Reported =
  | { readonly ok: true; readonly late: boolean }
  | { readonly ok: false; readonly refusal: BackRefusal | 'request-unknown' };

/** 销假. What of the leave was not used is given back. */
export function reportBack(
  deps: LeaveDeps,
  input: { readonly id: string; readonly memberId: string; readonly on: string; readonly half: string },
): Promise<Reported> {
  return deps.transact(async (tx) => {
    const leave = await findLeave(tx, input.id);
    if (leave?.memberId !== input.memberId) return { ok: false, refusal: 'request-unknown' };
    const now = deps.clock.now();
    const half = HALVES.find((known) => known === input.half) ?? 'morning';
    const { period: whole } = await wholeAbsence(tx, deps, leave);
    const decided = decideBack(leave, plainDate(input.on), half, now, deps, whole);
    if (!decided.ok) return decided;
    const { back, late } = decided;
    if (!(await end(tx, deps, leave, back, late))) return { ok: false, refusal: 'not-open' };
    await tellActingOff(tx, deps, leave, await actingSince(tx, deps, { ...leave, state: 'ended', back }));
    return { ok: true, late };
  });
}

/** By other leave that goes on from when they were back, and is not over, the same person may be in charge still. */
async function actingSince(tx: Tx, deps: LeaveDeps, ended: Leave): Promise<MemberId | undefined> {
  const away = periodAway(ended);
  if (!away) return undefined;
  const { leaves } = await wholeAbsence(tx, deps, { ...ended, period: away });
  const next = leaves.find(({ id, period }) => id !== ended.id && deps.clock.now() < spanOf(period, deps.zone).end);
  return next?.acting?.answer === 'declined' ? undefined : next?.acting?.memberId;
}

async function end(tx: Tx, deps: LeaveDeps, leave: Leave, back: HalfDay, late: boolean): Promise<boolean> {
  const now = deps.clock.now();
  await takeBackChange(tx, deps, leave, leave.memberId);
  const { returned, added } = await givenBack(tx, deps, leave, back);
  if (!(await endLeave(tx, leave.id, back, now, returned, added))) return false;
  await history(tx, deps, leave, { what: 'back', actorId: leave.memberId });
  await recordAudit(tx, {
    at: now,
    actor: { member: leave.memberId },
    action: 'leave.back',
    subject: leave.id,
    detail: `${back.on} ${back.half}${late ? ' late' : ''}`,
  });
  await leaveOver(tx, deps, leave);
  await showAll(tx, deps, leave);
  return true;
}

/** What was entered when it was over, once it is both confirmed and approved: the member has said when they were back by confirming it. */
export async function endConfirmed(tx: Tx, deps: LeaveDeps, { id }: Pick<Leave, 'id'>): Promise<void> {
  const leave = await findLeave(tx, id);
  if (leave?.state !== 'approved' || !isConfirmed(leave) || !isEnteredOver(leave, deps.zone)) return;
  await end(tx, deps, leave, nextWorkedHalfDay(leave.period.until, deps.calendar), false);
}

/** What a member may report back from. */
export const openToReport = (deps: LeaveDeps, memberId: string): Promise<Leave[]> =>
  deps.transact((tx) => begunOf(tx, memberId, deps.clock.now(), MOST_BEGUN));

/** Two blocks each; a card has 50 (src/block-kit/limits.ts). */
const MOST_BEGUN = 20;

/** The leave, and what is proposed as the day of return. Undefined: it is not theirs, or there is nothing to report. */
export const openBack = (
  deps: LeaveDeps,
  input: { readonly id: string; readonly memberId: string },
): Promise<{ readonly leave: Leave; readonly back: HalfDay } | undefined> =>
  deps.transact(async (tx) => {
    const [leave, now] = [await findLeave(tx, input.id), deps.clock.now()];
    if (leave?.memberId !== input.memberId || !mayReportBack(leave, deps.zone, now)) return undefined;
    return { leave, back: usualBack(leave, now, deps, (await wholeAbsence(tx, deps, leave)).period) };
  });
