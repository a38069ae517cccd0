import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import { intervalOf, type Meeting } from '../../meeting/meeting.js';
import {
  expectedSince,
  expectedSoon,
  findMeeting,
  isExpected,
  isSuspended,
  meetingsIn,
  noteRead,
  takesPlace,
} from '../../meeting/service.js';
import type { Member, MemberId } from '../../org/member.js';
import { findMember, recordAudit } from '../../org/service.js';
import { isAwayDuring } from '../away/service.js';
import type { LeaveDeps } from '../deps.js';
import { type Absence, type AbsenceId, isGoing, type Substitute } from './absence.js';
import { approversNow } from './approvers.js';
import { applicantCard, approverCard, substituteCard } from './cards.js';
import { sealReason } from './reasons.js';
import { type Candidate, decideRequest, mayWithdraw, nextDue, type RequestRefusal } from './rules.js';
import { endStandIn, keys, showAll, shownOf, tell } from './showing.js';
import * as store from './store.js';

export type Requested = { readonly ok: true; readonly absence: Absence } | { readonly ok: false; readonly refusal: RequestRefusal };

/** What the applicant fills in. `sequence`: the meeting as it was when they opened the form. */
export type RequestInput = {
  readonly meetingId: string;
  readonly memberId: string;
  readonly sequence: number;
  readonly kind: string;
  readonly detail: string;
  readonly substituteId: string | undefined;
};

/** Asks every organizer of the organizing department; the substitute is told at once. */
export const requestAbsence = (deps: LeaveDeps, input: RequestInput): Promise<Requested> =>
  deps.transact((tx) => requestIn(tx, deps, input));

/** The same in the caller's transaction. */
export async function requestIn(tx: Tx, deps: LeaveDeps, input: RequestInput): Promise<Requested> {
  const now = deps.clock.now();
  const member = await findMember(tx, input.memberId);
  const meeting = await findMeeting(tx, input.meetingId);
  if (!member || !meeting) return { ok: false, refusal: 'not-expected' };
  // Nobody has to be excused from what does not take place; where it is resumed they ask then.
  if (await isSuspended(tx, meeting)) return { ok: false, refusal: 'meeting-suspended' };
  const asked = decideRequest(
    {
      meeting,
      expectedSince: await expectedSince(tx, meeting.id, member.id),
      sequence: input.sequence,
      open: (await store.findOpen(tx, meeting.id, member.id)) !== undefined,
      reason: { kind: input.kind, detail: input.detail },
      memberId: member.id,
      substitute: input.substituteId === undefined ? undefined : await candidate(tx, deps, meeting, input.substituteId),
    },
    now,
  );
  if (!asked.ok) return asked;
  const sealed = await sealReason(tx, deps, member.id, asked.reason);
  const substitute: Substitute | undefined =
    input.substituteId === undefined ? undefined : { memberId: input.substituteId as MemberId, answer: 'asked' };
  return send(tx, deps, member, meeting, { late: asked.late, sealed, substitute, replaces: undefined });
}

/** Somebody who is to come instead, as the database knows them. */
export async function candidate(tx: Tx, deps: LeaveDeps, meeting: Meeting, id: string): Promise<Candidate> {
  let [elsewhere, taken] = [false, false];
  for (const one of await meetingsIn(tx, intervalOf(meeting))) {
    if (one.id !== meeting.id && one.scope === 'bureau') elsewhere ||= await isExpected(tx, one.id, id);
    if (await takesPlace(tx, one))
      taken ||= (await store.absencesOf(tx, one.id)).some((absence) => isGoing(absence) && absence.substitute.memberId === id);
  }
  const away = await isAwayDuring(tx, deps, id as MemberId, intervalOf(meeting));
  return { member: await findMember(tx, id), expected: await isExpected(tx, meeting.id, id), away, elsewhere, taken };
}

type Sending = {
  readonly late: boolean;
  readonly sealed: Uint8Array | null;
  readonly substitute: Substitute | undefined;
  /** The request that a moved meeting has put in question. */
  readonly replaces: AbsenceId | undefined;
};

/** Writes a new request and tells whom it concerns. */
export async function send(tx: Tx, deps: LeaveDeps, member: Member, meeting: Meeting, sending: Sending): Promise<Requested> {
  const now = deps.clock.now();
  const { late, sealed, substitute, replaces } = sending;
  const approvers = await approversNow(tx, deps, meeting, member.id);
  if (approvers.length === 0) return { ok: false, refusal: 'nobody-decides' };
  const absence: Absence = {
    id: deps.newId() as AbsenceId,
    meetingId: meeting.id,
    memberId: member.id,
    requestedAt: now,
    late,
    state: 'pending',
    substitute,
    decision: undefined,
    replaces,
    movedAt: undefined,
  };
  const ids = approvers.map(({ id }) => id);
  const dueAt = nextDue(meeting.startsAt, deps.policy, deps, now);
  if (!(await store.insertAbsence(tx, absence, sealed, dueAt, ids))) return { ok: false, refusal: 'open-already' };
  await recordAudit(tx, {
    at: now,
    actor: { member: member.id },
    action: 'leave.absence-requested',
    subject: absence.id,
    detail: `${meeting.id}${late ? ' late' : ''}`,
  });
  const shown = await shownOf(tx, absence, meeting);
  if (!shown) return { ok: false, refusal: 'not-expected' };
  await noteRead(tx, meeting.id, member.id, now);
  await tell(tx, deps, shown, { key: keys.applicant(absence.id), to: member.id, draw: applicantCard });
  // A late one leaves little time.
  const urgency = late ? 'urgent' : 'routine';
  for (const to of ids) await tell(tx, deps, shown, { key: keys.approver(absence.id, to), to, draw: approverCard, urgency });
  if (substitute) await tell(tx, deps, shown, { key: keys.substitute(absence.id), to: substitute.memberId, draw: substituteCard });
  await showAll(tx, deps, shown);
  return { ok: true, absence };
}

/** False: there is nothing to withdraw, or the meeting has begun. */
export function withdrawAbsence(deps: LeaveDeps, input: { readonly id: string; readonly memberId: string }): Promise<boolean> {
  return deps.transact(async (tx) => {
    const absence = await store.findAbsence(tx, input.id);
    if (absence?.memberId !== input.memberId) return false;
    return takeBack(tx, deps, absence);
  });
}

/** The cards of whoever knew of it say so, and a substitute who was going is told. */
export async function takeBack(tx: Tx, deps: LeaveDeps, absence: Absence): Promise<boolean> {
  const now = deps.clock.now();
  const meeting = await findMeeting(tx, absence.meetingId);
  if (!meeting || !mayWithdraw(absence, meeting, now) || !(await store.closeAbsence(tx, absence, 'withdrawn'))) return false;
  const shown = await shownOf(tx, { ...absence, state: 'withdrawn' }, meeting);
  if (!shown) return false;
  await recordAudit(tx, { at: now, actor: { member: absence.memberId }, action: 'leave.absence-withdrawn', subject: absence.id });
  await showAll(tx, deps, shown);
  await endStandIn(tx, deps, absence, shown);
  return true;
}

/** What a press on 请假 leads to. `since`: when they were put on the list. */
export type Opened =
  | { readonly do: 'ask'; readonly meeting: Meeting; readonly since: Instant }
  | { readonly do: 'show'; readonly absence: Absence }
  | { readonly do: 'refuse'; readonly refusal: RequestRefusal };

export function openRequest(deps: LeaveDeps, input: { readonly meetingId: string; readonly memberId: string }): Promise<Opened> {
  return deps.transact(async (tx) => {
    const meeting = await findMeeting(tx, input.meetingId);
    const since = meeting && (await expectedSince(tx, meeting.id, input.memberId));
    if (!meeting || since === undefined) return { do: 'refuse', refusal: 'not-expected' };
    const open = await store.findOpen(tx, meeting.id, input.memberId);
    if (open) return { do: 'show', absence: open };
    if (meeting.state === 'cancelled') return { do: 'refuse', refusal: 'meeting-cancelled' };
    if (await isSuspended(tx, meeting)) return { do: 'refuse', refusal: 'meeting-suspended' };
    return deps.clock.now() < meeting.startsAt ? { do: 'ask', meeting, since } : { do: 'refuse', refusal: 'meeting-began' };
  });
}

/** The meetings ahead of a member, with the request that is open for each. */
export type Coming = { readonly meeting: Meeting; readonly absence: Absence | undefined; readonly suspended: boolean };

export async function comingOf(tx: Tx, deps: LeaveDeps, memberId: string, limit: number): Promise<Coming[]> {
  const coming: Coming[] = [];
  for (const meeting of await expectedSoon(tx, memberId, deps.clock.now(), limit))
    coming.push({ meeting, absence: await store.findOpen(tx, meeting.id, memberId), suspended: await isSuspended(tx, meeting) });
  return coming;
}
