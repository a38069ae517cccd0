import type { Instant } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import type { Member, MemberId } from '../../org/member.js';
import type { MeetingDeps } from '../deps.js';
import { heldUntil } from '../reachable.js';
import { addresseesOf, type Situation } from './addressees.js';
import { caseCard, type Subject } from './cards.js';
import type { GiveWay } from './case.js';
import type { Terms } from './rules.js';

/*
 * Whoever has to settle a case is asked by the rule that holds for notices (meeting/reachable.ts): at once, or when working hours begin. Who
 * has to wait is asked with the first reminder, which is put at that hour.
 */

export const caseKey = ({ meetingId, activityId, notice }: GiveWay, member: MemberId, nth = notice): string =>
  `meeting.giveWay:${meetingId}:${activityId}:${nth}:${member}`;

const waitsUntil = (deps: MeetingDeps, { rank }: Member, { meeting }: Situation, terms: Terms, now: Instant): Instant | undefined =>
  heldUntil(rank, { urgent: terms.obligation === 'asked', emergency: meeting.emergency, startsAt: terms.deadlineAt }, now, {
    ...deps,
    reachableFrom: deps.policy.reachableFrom,
  });

/** When those are asked who may not be disturbed now; undefined: all of them are asked now. */
export function askedLaterAt(deps: MeetingDeps, situation: Situation, terms: Terms, now: Instant): Instant | undefined {
  return addresseesOf(situation)
    .map(({ member }) => waitsUntil(deps, member, situation, terms, now))
    .find((until) => until !== undefined);
}

/** Asks each of them who has not been asked of this yet. `everybody`: whatever the hour. Gives how many were asked. */
export async function askAddressees(
  tx: Tx,
  deps: MeetingDeps,
  situation: Situation,
  subject: Subject,
  everybody: boolean,
): Promise<number> {
  const now = deps.clock.now();
  const { giveWay } = subject;
  // Not until when, which is counted from when the case was opened.
  const says = [giveWay.terms.obligation, giveWay.terms.startsAt, giveWay.terms.endsAt].join(' ');
  let asked = 0;
  for (const addressee of addresseesOf(situation)) {
    const { member } = addressee;
    if (!everybody && waitsUntil(deps, member, situation, giveWay.terms, now) !== undefined) continue;
    const card = caseCard(subject, addressee, readerOf(deps, member));
    const expiresAt = situation.meeting.endsAt;
    const to = { member: member.id };
    const key = caseKey(giveWay, member.id);
    if (await enqueue(tx, now, { kind: 'post', key, to, card, urgency: 'urgent', expiresAt, says })) asked += 1;
  }
  return asked;
}
