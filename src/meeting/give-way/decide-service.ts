import type { Text } from '../../chat/text.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { findActivity, restoreActivity } from '../activity/changes.js';
import { loadStaff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { findMeeting } from '../store.js';
import { decidersOf, isOwn, type Situation } from './addressees.js';
import type { Subject } from './cards.js';
import { isLate } from './due-service.js';
import { keptBackBy } from './meetings-against.js';
import { audit, type CaseId, type Done, type Opened, openCase, refused, unsealed, writtenBy } from './reading.js';
import { decideExemption } from './rules.js';
import { followActivity } from './service.js';
import { takeStep } from './steps.js';
import { casesOfMeeting } from './store.js';
import { showBoard, subjectOf, tellOwner } from './tell.js';
import { type GiveWayRefusal, sentences } from './text.js';

/** What organizers of the meeting's department do, and whoever is in charge for one of them: see every case, read a reason, decide. */

function whyNot({ organizer, giveWay, situation, member }: Opened): GiveWayRefusal | undefined {
  if (!organizer) return 'organize-missing';
  return isOwn(member.id, giveWay.asked?.by, situation.activity) ? 'own-request' : undefined;
}

export type Asked = { readonly subject: Subject; readonly reason: string | undefined };

/** The reason, for whoever may decide about it. Each look is audited. */
export function readExemption(deps: MeetingDeps, member: MemberId, id: CaseId): Promise<Done<{ readonly asked: Asked }>> {
  return deps.transact(async (tx) => {
    const opened = await openCase(tx, deps, member, id);
    if (!opened) return refused('case-unknown');
    const refusal = whyNot(opened);
    if (refusal) return refused(refusal);
    const { giveWay, situation } = opened;
    if (!giveWay.asked) return refused('not-asked');
    const reason = await unsealed(tx, deps, giveWay.asked);
    await audit(tx, deps, member, 'meeting.exemption-read', id);
    return { ok: true, asked: { subject: await subjectOf(tx, situation, giveWay), reason } };
  });
}

export type Decision = { readonly grant: boolean; readonly reason: string };

/** The first decision stands; whoever comes second is shown who decided what. */
export function decide(deps: MeetingDeps, member: MemberId, id: CaseId, { grant, reason }: Decision): Promise<Done> {
  return deps.transact(async (tx) => {
    const opened = await openCase(tx, deps, member, id);
    if (!opened) return refused('case-unknown');
    const refusal = whyNot(opened);
    if (refusal) return refused(refusal);
    const { giveWay, situation } = opened;
    const now = deps.clock.now();
    const step = decideExemption(giveWay, grant, now, isLate(situation, now));
    if (typeof step === 'string') return refused(step);
    const decided = { by: member, at: now, reason: await deps.vault.seal(tx, writtenBy(member), reason) };
    const after = await takeStep(tx, deps, situation, giveWay, step, { decided });
    if (!after) return refused('decided-already');
    const { title } = situation.activity;
    const refusedAs = after.state === 'suspended' ? sentences.toldSuspended : sentences.toldRefused;
    await tellOwner(tx, deps, situation, after, {
      what: 'meeting.exemptionDecided',
      sentence: grant ? await resumed(tx, deps, member, situation) : refusedAs(title),
      expiresAt: situation.meeting.endsAt,
    });
    await showBoard(tx, deps, situation.meeting);
    await audit(tx, deps, member, grant ? 'meeting.exemption-granted' : 'meeting.exemption-refused', id);
    return { ok: true };
  });
}

/** Exempted, it takes place, also where it was suspended, once nothing else stands in its way; the sentence for its owner. */
async function resumed(tx: Tx, deps: MeetingDeps, member: MemberId, { activity, meeting, staff }: Situation): Promise<Text> {
  const { id, title, state, startsAt } = activity;
  if (state !== 'suspended') return sentences.toldGranted(title);
  const other = await keptBackBy(tx, deps, activity, staff);
  const isAhead = startsAt > deps.clock.now();
  const restored = !other && isAhead ? await restoreActivity(tx, deps, activity, { by: member }) : undefined;
  if (!restored) return sentences.toldGrantedSuspended(title, other?.meeting.title);
  await followActivity(tx, deps, restored, 'moved');
  await audit(tx, deps, member, 'meeting.activity-restored', { meetingId: meeting.id, activityId: id });
  return sentences.toldGranted(title);
}

export type Listed = { readonly meeting: Meeting; readonly subjects: readonly Subject[] };

/** Every case of a meeting, for whoever decides about them. */
export function listCases(deps: MeetingDeps, memberId: string, meetingId: string): Promise<Done<{ readonly listed: Listed }>> {
  return deps.transact(async (tx) => {
    const meeting = await findMeeting(tx, meetingId);
    if (!meeting) return refused('case-unknown');
    const staff = await loadStaff(tx, deps.ranks);
    if (!(await decidersOf(tx, deps, { meeting, staff })).some(({ id }) => id === memberId)) return refused('organize-missing');
    const subjects: Subject[] = [];
    for (const giveWay of await casesOfMeeting(tx, meeting.id)) {
      const activity = await findActivity(tx, giveWay.activityId);
      if (activity) subjects.push(await subjectOf(tx, { meeting, activity, staff }, giveWay));
    }
    return { ok: true, listed: { meeting, subjects } };
  });
}
