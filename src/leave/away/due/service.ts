import { type Instant, plus, type Zone } from '../../../calendar/instant.js';
import { type Reader, readerOf } from '../../../calendar/reader.js';
import type { Card } from '../../../chat/card.js';
import { nextTurn } from '../../../db/in-chunks.js';
import type { Tx } from '../../../db/transact.js';
import { enqueue, withdraw } from '../../../delivery/outbox.js';
import type { Member, MemberId } from '../../../org/member.js';
import { findMember, loadOrg } from '../../../org/service.js';
import { superiorsOf } from '../../chain/approver.js';
import { holdersOf } from '../../decide/handlers.js';
import { isApprover, superiorsNow } from '../../decide/turn.js';
import type { LeaveDeps } from '../../deps.js';
import { spanOf, startOfHalfDay } from '../../half-days.js';
import type { Happening, Leave } from '../../leave.js';
import { isToConfirmBack } from '../../request/may.js';
import { changeOf, changesOf } from '../../request/store.js';
import { showAll } from '../../showing.js';
import { shownOf } from '../../shown.js';
import { stepsOf } from '../../step-store.js';
import { historyOf } from '../../store.js';
import { awayOf } from '../rules.js';
import { awayAt, isAwayDuring, type Whole, wholeAbsence } from '../service.js';
import { backCard, beforeCard, beginCard, overdueCard } from './cards.js';
import { type Due, dueBack, duesOf, isAboutReturn, nextDue, nextMorning, pointlessFrom, toDo } from './rules.js';
import * as store from './store.js';

/** In the transaction in which it is approved. */
export async function startDues(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<void> {
  const approvedAt = await approvedAtOf(tx, leave);
  if (isToConfirmBack(leave, deps.zone)) return store.setDue(tx, leave.id, undefined, approvedAt);
  const dues = duesOf(leave, approvedAt, deps.policy, deps);
  await store.setDue(tx, leave.id, nextDue(dues, plus(approvedAt, -1), startOfHalfDay(leave.period.from, deps.zone)), approvedAt);
}

const approvedAtOf = async (tx: Tx, leave: Leave): Promise<Instant> =>
  Math.max(leave.requestedAt, ...(await approvalsOf(tx, leave)).map(({ at }) => at)) as Instant;

const approvalsOf = async (tx: Tx, { id }: Leave) =>
  (await stepsOf(tx, id)).flatMap(({ action, outcome }) => (action === 'approve' && outcome ? [outcome] : []));

/** Each in a transaction of its own. */
export async function handleDues(deps: LeaveDeps): Promise<void> {
  const next = () =>
    deps.transact(async (tx) => {
      const due = await store.dueLeave(tx, deps.clock.now());
      if (due) await handle(tx, deps, due.leave, due.since);
      return due !== undefined;
    });
  while (await next()) await nextTurn();
}

async function handle(tx: Tx, deps: LeaveDeps, leave: Leave, since: Instant): Promise<void> {
  const now = deps.clock.now();
  // Whatever ends a leave takes this away as well; what waits for something that never comes would be looked at for ever.
  if (leave.state !== 'approved') return store.setDue(tx, leave.id, undefined, now);
  if (isToConfirmBack(leave, deps.zone)) return store.setDue(tx, leave.id, undefined, now);
  // Nobody stands in for, or waits for, whoever has left the office; whoever was left out of a roster by mistake is back some morning, and it goes on.
  if (!(await findMember(tx, leave.memberId))?.active) return store.setDue(tx, leave.id, nextMorning(now, deps), since);
  const whole = await wholeAbsence(tx, deps, leave);
  const dues = duesOf(whole, await approvedAtOf(tx, leave), deps.policy, deps, await heldUntil(tx, whole, now, deps.zone));
  // At night too: what may be done with the leave changes.
  const begins = startOfHalfDay(leave.period.from, deps.zone);
  const passed = toDo(dues, since, now, leave, deps.zone);
  // Whoever has asked for longer, or is on other leave that goes on from it, is not asked to be back; it is looked at each morning whether that is still so.
  const goesOn = spanOf(leave.period, deps.zone).end <= now && now < spanOf(whole.period, deps.zone).end;
  const waits = goesOn || (passed.some(isAboutReturn) && (await isToBeLonger(tx, whole, now, deps.zone)));
  if (waits) await store.setDue(tx, leave.id, nextDue(dues, now, nextMorning(now, deps)), since);
  else await store.setDue(tx, leave.id, nextDue(dues, now, begins, dueBack(leave, deps)), plus(now, 1));
  // Its cards offer 销假 from now on, and 撤回 no more.
  if (begins >= since && begins <= now) await showAll(tx, deps, leave);
  for (const due of waits ? [] : passed) await tell(tx, deps, leave, due, dueBack(whole, deps), pointlessFrom(due, dues, leave, deps.zone));
}

/** A change of any of it that goes on past `now` waits for a decision. */
async function isToBeLonger(tx: Tx, { leaves }: Whole, now: Instant, zone: Zone): Promise<boolean> {
  for (const { id } of leaves) {
    const change = await changeOf(tx, id);
    if (change && spanOf(change.period, zone).end > now) return true;
  }
  return false;
}

/** When the last change of any of it that went on for longer was settled, or would have been over itself, also where it still waits. */
async function heldUntil(tx: Tx, { leaves }: Whole, now: Instant, zone: Zone): Promise<Instant | undefined> {
  const until: Instant[] = [];
  for (const leave of leaves)
    for (const { id, state, period } of await changesOf(tx, leave)) {
      const { end } = spanOf(period, zone);
      const settled = (await historyOf(tx, id)).find(({ what }) => SETTLES.includes(what));
      if (settled) until.push(Math.min(settled.at, end) as Instant);
      else if (state === 'pending' && end <= now) until.push(end);
    }
  return until.sort((a, b) => b - a)[0];
}
const SETTLES: readonly Happening[] = ['refused', 'returned', 'withdrawn'];

async function tell(
  tx: Tx,
  deps: LeaveDeps,
  leave: Leave,
  { what, nth }: Due,
  backAt: Instant,
  expiresAt: Instant | undefined,
): Promise<void> {
  const to = await addressee(tx, deps, leave, what);
  if (!to?.active) return;
  const message = { ...(await shownOf(tx, leave)), backAt };
  const { acting, period } = leave;
  const actingAway =
    what === 'before' && acting !== undefined && (await isAwayDuring(tx, deps, acting.memberId, spanOf(period, deps.zone)));
  const draw: Record<Due['what'], (reader: Reader) => Card> = {
    before: (reader) => beforeCard({ ...message, actingAway }, reader),
    begin: (reader) => beginCard(message, reader),
    return: (reader) => backCard(message, false, reader),
    nudge: (reader) => backCard(message, true, reader),
    approver: (reader) => overdueCard(message, reader),
  };
  const card = draw[what](readerOf(deps, to));
  // Not by when it is due: where that is another time since the last start, it is the same reminder.
  const key = `${remindKey(leave)}${what}:${nth}`;
  await enqueue(tx, deps.clock.now(), { kind: 'post', key, to: { member: to.id }, card, urgency: 'routine', expiresAt });
}

const remindKey = ({ id }: Pick<Leave, 'id'>): string => `leave.remind:${id}:`;

/** Of a leave that is over, whatever ended it, nobody is reminded any more. */
export const withdrawDues = (tx: Tx, deps: LeaveDeps, leave: Pick<Leave, 'id'>): Promise<void> =>
  withdraw(tx, deps.clock.now(), remindKey(leave));

async function addressee(tx: Tx, deps: LeaveDeps, leave: Leave, what: Due['what']): Promise<Member | undefined> {
  switch (what) {
    case 'before':
    case 'return':
    case 'nudge':
      return findMember(tx, leave.memberId);
    case 'begin': {
      const actingId = awayOf(leave, deps.zone)?.actingId;
      return actingId === undefined ? undefined : findMember(tx, actingId);
    }
    case 'approver':
      return approverOf(tx, deps, leave);
    default:
      return what satisfies never;
  }
}

/**
 * Whoever approved it, or in whose place it was, the last of them; or, where they have left or been given another post, who would approve it now and
 * who is above them, where the member is now. While they are away, whoever is in charge for them. Where all of them are away the first of them has it,
 * for when they are back.
 */
async function approverOf(tx: Tx, deps: LeaveDeps, leave: Leave): Promise<Member | undefined> {
  const above = await superiorsNow(tx, leave);
  const inOrder: MemberId[] = [];
  const steps = (await stepsOf(tx, leave.id)).filter(({ action }) => action === 'approve').reverse();
  for (const step of steps) {
    // A reply of the superior organ is the office's.
    const holders = step.assigneeId === undefined ? await holdersOf(tx, step, leave) : above;
    for (const id of [step.outcome?.by, step.standsFor]) if (id !== undefined && holders.includes(id)) inOrder.push(id);
  }
  const [org, applicant] = [await loadOrg(tx), await findMember(tx, leave.memberId)];
  const from = steps.map(({ role }) => role).find(isApprover);
  if (applicant) inOrder.push(...superiorsOf(applicant.departmentId, org, from));
  const away = await awayAt(tx, deps, deps.clock.now());
  const present = inOrder.flatMap((id) => [id, away.get(id)?.actingId]).filter((id) => id !== undefined && !away.has(id));
  for (const id of [...present, ...inOrder]) {
    const member = id === undefined ? undefined : await findMember(tx, id);
    if (member?.active && member.id !== leave.memberId) return member;
  }
  return undefined;
}
