import type { Tx } from '../../db/transact.js';
import { endReplacing, findMeeting, isSuspended } from '../../meeting/service.js';
import type { MemberId } from '../../org/member.js';
import { recordAudit } from '../../org/service.js';
import type { LeaveDeps } from '../deps.js';
import { type Absence, isGoing, type Reason } from './absence.js';
import { approversNow } from './approvers.js';
import { decidedCard, declinedCard, type Shown, substituteCard } from './cards.js';
import { sealRefusal, writtenIn } from './reasons.js';
import { type DecisionRefusal, decideVerdict } from './rules.js';
import { asOwn, endStandIn, keys, showAll, shownOf, showSubstitute, tell } from './showing.js';
import * as store from './store.js';
import { followSubstitute } from './substitute-service.js';

type Refused = { readonly ok: false; readonly refusal: DecisionRefusal };
export type Seen = { readonly ok: true; readonly shown: Shown; readonly reason: Reason | undefined };

type Key = { readonly id: string; readonly memberId: string };

/** For somebody who may decide it: the request with its reason. Each look at it is audited. */
export function openDecision(deps: LeaveDeps, input: Key): Promise<Seen | Refused> {
  return deps.transact(async (tx) => {
    await followSubstitute(tx, deps, input.id);
    const found = await forApprover(tx, deps, input);
    if (!found.ok) return found;
    const { reason } = await writtenIn(tx, deps, found.shown.absence);
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: found.by },
      action: 'leave.absence-looked',
      subject: found.shown.absence.id,
      detail: found.shown.absence.memberId,
    });
    return { ok: true, shown: found.shown, reason };
  });
}

/** By the database at the moment of the press: roles change while cards wait. */
async function forApprover(
  tx: Tx,
  deps: LeaveDeps,
  { id, memberId }: Key,
): Promise<{ readonly ok: true; readonly shown: Shown; readonly by: MemberId } | Refused> {
  const absence = await store.findAbsence(tx, id);
  const shown = absence && (await shownOf(tx, absence));
  if (!shown) return { ok: false, refusal: 'request-unknown' };
  if (shown.absence.memberId === memberId) return { ok: false, refusal: 'own-request' };
  const approver = (await approversNow(tx, deps, shown.meeting, shown.absence.memberId)).find((one) => one.id === memberId);
  if (!approver) return { ok: false, refusal: 'right-missing' };
  // Nobody has to be excused from what does not take place; where it is resumed it is decided then.
  if (shown.absence.state === 'pending' && (await isSuspended(tx, shown.meeting))) return { ok: false, refusal: 'meeting-suspended' };
  return { ok: true, shown, by: approver.id };
}

export type Decision = { readonly ok: true; readonly shown: Shown } | (Refused & { readonly shown?: Shown });

/** The first decision stands. Whoever comes after is told whose it was. */
export function decideAbsence(deps: LeaveDeps, input: Key & { readonly verdict: string; readonly words: string }): Promise<Decision> {
  return deps.transact(async (tx) => {
    const now = deps.clock.now();
    // Between two ticks they may have left, or leave of theirs may have been approved.
    await followSubstitute(tx, deps, input.id);
    const found = await forApprover(tx, deps, input);
    if (!found.ok) return found;
    const { absence, meeting } = found.shown;
    const decided = decideVerdict(absence, input.verdict, input.words, meeting, now);
    if (!decided.ok) return { ...decided, shown: found.shown };
    const sealed = decided.state === 'refused' ? await sealRefusal(tx, deps, absence.memberId, decided.words) : null;
    if (!(await store.saveDecision(tx, absence.id, { state: decided.state, by: found.by, at: now, sealed })))
      return { ok: false, refusal: 'decided-before', shown: found.shown };
    await recordAudit(tx, {
      at: now,
      actor: { member: found.by },
      action: `leave.absence-${decided.state}`,
      subject: absence.id,
      detail: `${absence.memberId}${absence.late ? ' late' : ''}`,
    });
    return tellDecided(tx, deps, absence, { ...absence, state: decided.state, decision: { by: found.by, at: now } });
  });
}

async function tellDecided(tx: Tx, deps: LeaveDeps, before: Absence, absence: Absence): Promise<Decision> {
  const shown = await shownOf(tx, absence);
  if (!shown) return { ok: false, refusal: 'request-unknown' };
  await showAll(tx, deps, shown);
  await tell(tx, deps, shown, {
    key: keys.decided(absence.id),
    to: absence.memberId,
    draw: decidedCard,
    urgency: absence.late ? 'urgent' : 'routine',
  });
  if (absence.state === 'refused') await endStandIn(tx, deps, before, shown);
  else if (absence.substitute && isGoing(absence))
    await tell(tx, deps, shown, { key: keys.standIn(absence.id), to: absence.substitute.memberId, draw: substituteCard });
  return { ok: true, shown };
}

/** The applicant's own request, with what was written on either side. */
export function openOwn(
  deps: LeaveDeps,
  input: Key,
): Promise<{ readonly shown: Shown; readonly reason: Reason | undefined; readonly refusal: string | undefined } | undefined> {
  return deps.transact(async (tx) => {
    const absence = await store.findAbsence(tx, input.id);
    if (absence?.memberId !== input.memberId) return undefined;
    const shown = await shownOf(tx, absence);
    return shown && { shown: await asOwn(tx, shown), ...(await writtenIn(tx, deps, absence)) };
  });
}

/** Of those whose card they have, some may have come to be for others to decide. */
const MOST_READ = 50;

/** What waits for this member's decision, as far as they may still decide it. */
export async function waitingFor(tx: Tx, deps: LeaveDeps, memberId: string, limit: number): Promise<Shown[]> {
  const waiting: Shown[] = [];
  for (const absence of await store.pendingFor(tx, memberId, MOST_READ)) {
    if (waiting.length === limit) break;
    const found = await forApprover(tx, deps, { id: absence.id, memberId });
    if (found.ok) waiting.push(found.shown);
  }
  return waiting;
}

/** A substitute says whether they will go. Whoever has declined has: the applicant may have asked somebody else since. False: it is over. */
export function answerAsSubstitute(deps: LeaveDeps, input: Key & { readonly answer: 'accepted' | 'declined' }): Promise<boolean> {
  return deps.transact(async (tx) => {
    const absence = await store.findAbsence(tx, input.id);
    const meeting = absence && (await findMeeting(tx, absence.meetingId));
    if (!absence?.substitute || !meeting || absence.substitute.memberId !== input.memberId) return false;
    if (deps.clock.now() >= meeting.startsAt || meeting.state === 'cancelled' || absence.state === 'asked') return false;
    if (!(await store.saveSubstituteAnswer(tx, absence.id, input.memberId, input.answer)))
      return absence.substitute.answer === input.answer;
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: { member: absence.substitute.memberId },
      action: `leave.substitute-${input.answer}`,
      subject: absence.id,
      detail: absence.memberId,
    });
    const shown = await shownOf(tx, { ...absence, substitute: { ...absence.substitute, answer: input.answer } }, meeting);
    if (!shown) return false;
    await showAll(tx, deps, shown);
    if (input.answer === 'declined') {
      await endReplacing(tx, meeting.id, absence.memberId, absence.substitute.memberId);
      await showSubstitute(tx, deps, shown, absence.substitute.memberId);
      await tellDeclined(tx, deps, shown);
    }
    return true;
  });
}

async function tellDeclined(tx: Tx, deps: LeaveDeps, shown: Shown): Promise<void> {
  const { id, memberId } = shown.absence;
  await tell(tx, deps, shown, { key: `leave.substituteDeclined:${id}`, to: memberId, draw: declinedCard });
}
