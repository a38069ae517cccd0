import type { Instant } from '../../calendar/instant.js';
import { type Reader, readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import type { Tx } from '../../db/transact.js';
import { enqueue, withdraw } from '../../delivery/outbox.js';
import type { Urgency } from '../../delivery/outgoing.js';
import { type Meeting, whenAndWhere } from '../../meeting/meeting.js';
import { asSeenBy, endReplacing, findMeeting } from '../../meeting/service.js';
import type { MemberId } from '../../org/member.js';
import { departmentsToldApart } from '../../org/scope.js';
import { findMember } from '../../org/service.js';
import { absenceChanged } from '../away/overlap/showing.js';
import type { LeaveDeps } from '../deps.js';
import { type Absence, type AbsenceId, isGoing, isOpen, isStoodIn } from './absence.js';
import { stillTheirs } from './approvers.js';
import { applicantCard, approverCard, movedCard, type Shown, substituteCard } from './cards.js';

export const keys = {
  approver: (id: AbsenceId, approver: MemberId) => `leave.absence:${id}:${approver}`,
  applicant: (id: AbsenceId) => `leave.absenceOwn:${id}`,
  decided: (id: AbsenceId) => `leave.absenceDecided:${id}`,
  substitute: (id: AbsenceId) => `leave.substitute:${id}`,
  /** Once their going is sure, and with every change of the meeting after that they were asked. */
  standIn: (id: AbsenceId) => `leave.standIn:${id}`,
  standInChanged: (id: AbsenceId, sequence: number) => `leave.standInChanged:${id}:${sequence}`,
  /** Once for every time the meeting was moved. */
  moved: (id: AbsenceId, movedAt: Instant) => `leave.moved:${id}:${movedAt}`,
  /** Nudges; the instant they were due at and who they are for follow. */
  nudge: (id: AbsenceId) => `leave.nudge:${id}:`,
} as const;

/** Undefined where the meeting or the applicant is not to be found. */
export async function shownOf(tx: Tx, absence: Absence, as?: Meeting): Promise<Shown | undefined> {
  const meeting = as ?? (await findMeeting(tx, absence.meetingId));
  const applicant = await findMember(tx, absence.memberId);
  if (!meeting || !applicant) return undefined;
  const nameOf = async (id: MemberId | undefined) => (id === undefined ? undefined : ((await findMember(tx, id))?.name ?? '—'));
  return {
    absence,
    meeting,
    applicant: { name: applicant.name, department: (await departmentsToldApart(tx)).get(applicant.departmentId) ?? '' },
    substitute: await nameOf(absence.substitute?.memberId),
    decidedBy: await nameOf(absence.decision?.by),
  };
}

type Draw = (shown: Shown, reader: Reader) => Card;

/**
 * A message to one person about a request, until the meeting is over. Whoever was left out of a roster by mistake has it when they are back. False: they have it
 * already, or can have none.
 */
export async function tell(
  tx: Tx,
  deps: LeaveDeps,
  shown: Shown,
  message: { readonly key: string; readonly to: MemberId; readonly draw: Draw; readonly urgency?: Urgency },
): Promise<boolean> {
  const now = deps.clock.now();
  const member = await findMember(tx, message.to);
  if (!member) return false;
  const card = message.draw(shown, readerOf(deps, member));
  const expiresAt = shown.meeting.endsAt;
  const { key, urgency = 'routine' } = message;
  const says = `${shown.absence.state} ${whenAndWhere(shown.meeting)}`;
  return enqueue(tx, now, { kind: 'post', key, to: { member: member.id }, card, urgency, expiresAt, says });
}

/** For its applicant, who may not be expected any more. */
export const asOwn = async (tx: Tx, shown: Shown): Promise<Shown> => ({
  ...shown,
  meeting: await asSeenBy(tx, shown.meeting, shown.absence.memberId),
});

/** Every card of a request as it is now: on the applicant's, on each approver's whose it is still, on the substitute's as long as they go, and on Home. */
export async function showAll(tx: Tx, deps: LeaveDeps, shown: Shown): Promise<void> {
  const { absence } = shown;
  const { id, memberId, substitute, movedAt } = absence;
  const own = await asOwn(tx, shown);
  await show(tx, deps, own, { key: keys.applicant(id), to: memberId, draw: applicantCard });
  if (movedAt !== undefined) await show(tx, deps, own, { key: keys.moved(id, movedAt), to: memberId, draw: movedCard });
  for (const to of await stillTheirs(tx, absence, shown.meeting))
    await show(tx, deps, shown, { key: keys.approver(id, to), to, draw: approverCard });
  if (substitute && isGoing(absence)) await showSubstitute(tx, deps, shown, substitute.memberId);
  await deps.standingChanged(tx, absence.meetingId, memberId);
  await absenceChanged(tx, deps, shown.meeting, memberId);
  // What has not been sent yet of a nudge has lost its point.
  if (absence.state !== 'pending' && absence.state !== 'asked') await withdraw(tx, deps.clock.now(), keys.nudge(id));
}

/** Each of the substitute's cards: whoever scrolls back to any of them is not sent to where the meeting was. */
export async function showSubstitute(tx: Tx, deps: LeaveDeps, shown: Shown, to: MemberId): Promise<void> {
  const { absence, meeting } = shown;
  const changes = Array.from({ length: meeting.sequence }, (_, before) => keys.standInChanged(absence.id, before + 1));
  for (const key of [keys.substitute(absence.id), keys.standIn(absence.id), ...changes])
    await show(tx, deps, shown, { key, to, draw: substituteCard });
}

/**
 * A substitute who was going does not any more, and is told: a changed card alone would not be noticed. They see the meeting as it was then, and
 * nothing of what becomes of it. `before`: the request until now.
 */
export async function endStandIn(tx: Tx, deps: LeaveDeps, before: Absence, shown: Shown): Promise<void> {
  await takeOff(tx, deps, before, shown);
  if (isOpen(before)) await tellNotNeeded(tx, deps, before, shown);
}

/** The same, and nobody is told yet. */
export async function takeOff(tx: Tx, deps: LeaveDeps, before: Absence, shown: Shown): Promise<void> {
  if (!isGoing(before)) return;
  await endReplacing(tx, before.meetingId, before.memberId, before.substitute.memberId);
  await showSubstitute(tx, deps, shown, before.substitute.memberId);
}

/** Once. False: there is nobody to tell, or they have been told. */
export async function tellNotNeeded(tx: Tx, deps: LeaveDeps, absence: Absence, shown: Shown): Promise<boolean> {
  if (!isStoodIn(absence)) return false;
  return tell(tx, deps, shown, { key: `leave.notNeeded:${absence.id}`, to: absence.substitute.memberId, draw: substituteCard });
}

/** Whether it still stands, at the time to which the meeting was moved. False: they have been asked. */
export const tellMoved = (tx: Tx, deps: LeaveDeps, shown: Shown, movedAt: Instant): Promise<boolean> => {
  const { id, memberId } = shown.absence;
  return tell(tx, deps, shown, { key: keys.moved(id, movedAt), to: memberId, draw: movedCard, urgency: 'urgent' });
};

export async function show(
  tx: Tx,
  deps: LeaveDeps,
  shown: Shown,
  { key, to, draw }: { readonly key: string; readonly to: MemberId; readonly draw: Draw },
): Promise<void> {
  const now = deps.clock.now();
  const member = await findMember(tx, to);
  if (!member) return;
  await enqueue(tx, now, { kind: 'update', of: key, card: draw(shown, readerOf(deps, member)) });
  await enqueue(tx, now, { kind: 'home', member: member.id });
}
