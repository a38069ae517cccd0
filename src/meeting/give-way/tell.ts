import { dayMs, type Instant, plus } from '../../calendar/instant.js';
import { readerOf } from '../../calendar/reader.js';
import type { Card } from '../../chat/card.js';
import type { Text } from '../../chat/text.js';
import { nextTurn } from '../../db/in-chunks.js';
import type { Tx } from '../../db/transact.js';
import { enqueue } from '../../delivery/outbox.js';
import type { Urgency } from '../../delivery/outgoing.js';
import type { Member, MemberId } from '../../org/member.js';
import { findMember } from '../../org/service.js';
import { findActivity } from '../activity/changes.js';
import { loadStaff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { versionsOf } from '../notice/told-store.js';
import { type Addressee, addresseesOf, decidersOf, everAddressed, headOver, isOwn, organizersOf, type Situation } from './addressees.js';
import { askAddressees, caseKey } from './asking.js';
import { boardCard, caseCard, dueCard, exemptionCard, noticeCard, type Outcome, offerCard, type Subject, supersededCard } from './cards.js';
import type { GiveWay } from './case.js';
import { keptBackBy } from './meetings-against.js';
import { dueAt, isSettled, isUnsettled, type Step } from './rules.js';
import { casesOfMeeting } from './store.js';

/*
 * Who hears what of a case, in the transaction that changes it. Every message has a key of its own, so nobody is told anything twice; what
 * changes later is shown on the same card.
 */

const exemptionKey = ({ meetingId, activityId, notice }: GiveWay, member: MemberId): string =>
  `meeting.exemption:${meetingId}:${activityId}:${notice}:${member}`;
/** By the case that was due last, and when: the same however late it is told. */
const dueKey = (last: GiveWay, member: MemberId): string =>
  `meeting.due:${last.meetingId}:${last.activityId}:${last.notice}:${dueAt(last)}:${member}`;
/** The announcer's has the meeting's name alone; the others have one only where the announcer organizes it no longer. */
const boardKey = ({ id, organizerId }: Meeting, memberId: MemberId): string =>
  memberId === organizerId ? `meeting.cases:${id}` : `meeting.cases:${id}:${memberId}`;

export async function subjectOf(tx: Tx, { meeting, activity, staff }: Situation, giveWay: GiveWay): Promise<Subject> {
  const decider = giveWay.decided && (await findMember(tx, giveWay.decided.by));
  return {
    giveWay,
    meeting,
    activity,
    department: staff.names.get(activity.departmentId) ?? '',
    owner: (await findMember(tx, activity.ownerId))?.name ?? '',
    asker: giveWay.asked && (await findMember(tx, giveWay.asked.by))?.name,
    decider: decider?.name,
  };
}

/**
 * For whoever has settled it or was released from it: the meeting as it was when they were asked to give way. They may belong to none of those who
 * are expected there now, and then how it is called is not for them to know.
 */
export async function asAsked(tx: Tx, subject: Subject): Promise<Subject> {
  const { giveWay, meeting } = subject;
  if (!isSettled(giveWay)) return subject;
  const { startsAt, endsAt } = giveWay.terms;
  const known = [...(await versionsOf(tx, meeting.id)).values()].find((one) => one.startsAt === startsAt && one.endsAt === endsAt);
  return { ...subject, meeting: { ...meeting, startsAt, endsAt, title: known?.title ?? meeting.title } };
}

type Message = { readonly key: string; readonly to: Member; readonly card: Card; readonly expiresAt: Instant; readonly urgency?: Urgency };
const post = (tx: Tx, now: Instant, { key, to, card, expiresAt, urgency = 'routine' }: Message): Promise<boolean> =>
  enqueue(tx, now, { kind: 'post', key, to: { member: to.id }, card, urgency, expiresAt });

/** After every step: asks the owner, or shows on the cards there are how it stands. */
export async function tellStep(tx: Tx, deps: MeetingDeps, situation: Situation, after: GiveWay, step: Step): Promise<void> {
  const now = deps.clock.now();
  const subject = await subjectOf(tx, situation, after);
  if (step.ask) {
    for (const { member } of everAddressed(situation))
      for (let nth = 1; nth < after.notice; nth++)
        await enqueue(tx, now, {
          kind: 'update',
          of: caseKey(after, member.id, nth),
          card: supersededCard(subject, readerOf(deps, member)),
        });
    await askAddressees(tx, deps, situation, subject, false);
    return;
  }
  const seen = await asAsked(tx, subject);
  for (const addressee of everAddressed(situation)) {
    const { member } = addressee;
    await enqueue(tx, now, { kind: 'update', of: caseKey(after, member.id), card: caseCard(seen, addressee, readerOf(deps, member)) });
  }
  await tellOrganizers(tx, deps, situation, subject);
  if (step.offerBack && situation.activity.state === 'suspended' && !(await keptBackBy(tx, deps, situation.activity, situation.staff)))
    for (const { member, changes } of addresseesOf(situation).filter(({ may }) => may)) {
      const key = `meeting.offer:${after.meetingId}:${after.activityId}:${after.notice}:${member.id}`;
      const offered = Math.max(situation.activity.endsAt, plus(now, dayMs)) as Instant;
      await post(tx, now, { key, to: member, card: offerCard(seen, changes, readerOf(deps, member)), expiresAt: offered });
    }
}

/** The card of an exemption, the same for each of them: posted once, then brought up to date. */
async function tellOrganizers(tx: Tx, deps: MeetingDeps, situation: Situation, subject: Subject): Promise<void> {
  const { giveWay } = subject;
  if (!giveWay.asked) return;
  const now = deps.clock.now();
  for (const member of await decidersOf(tx, deps, situation)) {
    const [key, card] = [exemptionKey(giveWay, member.id), exemptionCard(subject, readerOf(deps, member))];
    const fresh = giveWay.state === 'exemption-asked' && !giveWay.overdue && !isOwn(member.id, giveWay.asked.by, situation.activity);
    const posted = fresh && (await post(tx, now, { key, to: member, card, expiresAt: situation.meeting.endsAt, urgency: 'urgent' }));
    if (!posted) await enqueue(tx, now, { kind: 'update', of: key, card });
  }
}

/** A sentence of its own to whoever has to settle the case, beside the card that has changed. */
export async function tellOwner(
  tx: Tx,
  deps: MeetingDeps,
  situation: Situation,
  giveWay: GiveWay,
  { what, sentence, expiresAt }: { readonly what: string; readonly sentence: Text; readonly expiresAt: Instant },
): Promise<void> {
  const subject = await subjectOf(tx, situation, giveWay);
  const to: Addressee[] = addresseesOf(situation).filter(({ may }) => may);
  for (const { member } of to) {
    const key = `${what}:${giveWay.meetingId}:${giveWay.activityId}:${giveWay.notice}:${member.id}`;
    const card = noticeCard(sentence, subject, readerOf(deps, member));
    await post(tx, deps.clock.now(), { key, to: member, card, expiresAt });
  }
}

/** Each organizer's one card: posted with the first case, then brought up to date in place, for as long as they organize it. */
export async function showBoard(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const cases = await casesOfMeeting(tx, meeting.id);
  if (cases.length === 0) return;
  const now = deps.clock.now();
  for (const member of keepingIt(organizersOf({ meeting, staff: await loadStaff(tx, deps.ranks) }), meeting)) {
    const [key, card] = [boardKey(meeting, member.id), boardCard(meeting, cases, readerOf(deps, member))];
    const posted = await post(tx, now, { key, to: member, card, expiresAt: meeting.endsAt });
    if (!posted) await enqueue(tx, now, { kind: 'update', of: key, card });
  }
}

/** Whoever announced it, and where they organize it no longer, the others. */
function keepingIt(organizers: readonly Member[], { organizerId }: Meeting): readonly Member[] {
  const announcer = organizers.filter(({ id }) => id === organizerId);
  return announcer.length > 0 ? announcer : organizers;
}

/** Others settle and decide about it since the roster has changed: they are asked what their predecessors were. */
export async function tellSuccessors(tx: Tx, deps: MeetingDeps, meeting: Meeting): Promise<void> {
  const staff = await loadStaff(tx, deps.ranks);
  const waiting = (await casesOfMeeting(tx, meeting.id)).filter(isUnsettled);
  for (const giveWay of waiting) {
    const activity = await findActivity(tx, giveWay.activityId);
    if (!activity) continue;
    const situation = { meeting, activity, staff };
    const subject = await subjectOf(tx, situation, giveWay);
    if (giveWay.state === 'open') await askAddressees(tx, deps, situation, subject, false);
    await tellOrganizers(tx, deps, situation, subject);
    await nextTurn();
  }
  if (waiting.length > 0) await showBoard(tx, deps, meeting);
}

/** Once for everything that was due at the same time: to whoever organizes the meeting, or answers for its department where nobody does. */
export async function tellDue(
  tx: Tx,
  deps: MeetingDeps,
  situation: Pick<Situation, 'meeting' | 'staff'>,
  outcomes: readonly Outcome[],
  last: GiveWay,
): Promise<void> {
  const { meeting } = situation;
  const now = deps.clock.now();
  const organizers = organizersOf(situation);
  const to = organizers.length > 0 ? await hearOf(tx, deps, situation, outcomes) : headsOf(situation);
  const expiresAt = Math.max(meeting.endsAt, plus(now, dayMs)) as Instant;
  for (const member of to) {
    const card = dueCard(meeting, outcomes, organizers.length > 0, readerOf(deps, member));
    await post(tx, now, { key: dueKey(last, member.id), to: member, card, expiresAt, urgency: 'urgent' });
  }
}

/** What waits for a decision, all who may decide. */
const hearOf = async (
  tx: Tx,
  deps: MeetingDeps,
  situation: Pick<Situation, 'meeting' | 'staff'>,
  outcomes: readonly Outcome[],
): Promise<readonly Member[]> =>
  outcomes.some(({ state }) => state === 'exemption-asked')
    ? decidersOf(tx, deps, situation)
    : keepingIt(organizersOf(situation), situation.meeting);

function headsOf({ meeting, staff }: Pick<Situation, 'meeting' | 'staff'>): Member[] {
  const id = headOver(meeting.departmentId, staff, undefined);
  return staff.members.filter((member) => member.id === id);
}
