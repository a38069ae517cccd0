import type { MemberId } from '../../org/member.js';
import { findMember, loadOrg } from '../../org/service.js';
import { findActivity } from '../activity/changes.js';
import { loadStaff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { organizes } from '../organizes.js';
import { findMeeting } from '../store.js';
import { isOwn } from './addressees.js';
import type { Subject } from './cards.js';
import { isLate } from './due-service.js';
import { audit, type CaseId, type Done, type Opened, openCase, refused, unsealed, writtenBy } from './reading.js';
import { decideExemption } from './rules.js';
import { takeStep } from './steps.js';
import { casesOfMeeting } from './store.js';
import { showBoard, subjectOf, tellOwner } from './tell.js';
import { type GiveWayRefusal, sentences } from './text.js';

/** What organizers of the meeting's department do: see every case, read a reason, decide. */

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
    const told = grant ? sentences.toldGranted : after.state === 'suspended' ? sentences.toldSuspended : sentences.toldRefused;
    await tellOwner(tx, deps, situation, after, {
      what: 'meeting.exemptionDecided',
      sentence: told(title),
      expiresAt: situation.meeting.endsAt,
    });
    await showBoard(tx, deps, situation.meeting);
    await audit(tx, deps, member, grant ? 'meeting.exemption-granted' : 'meeting.exemption-refused', id);
    return { ok: true };
  });
}

export type Listed = { readonly meeting: Meeting; readonly subjects: readonly Subject[] };

/** Every case of a meeting, for its organizers. */
export function listCases(deps: MeetingDeps, memberId: string, meetingId: string): Promise<Done<{ readonly listed: Listed }>> {
  return deps.transact(async (tx) => {
    const meeting = await findMeeting(tx, meetingId);
    if (!meeting) return refused('case-unknown');
    const member = await findMember(tx, memberId);
    if (!member || !organizes(member, meeting, await loadOrg(tx))) return refused('organize-missing');
    const staff = await loadStaff(tx, deps.ranks);
    const subjects: Subject[] = [];
    for (const giveWay of await casesOfMeeting(tx, meeting.id)) {
      const activity = await findActivity(tx, giveWay.activityId);
      if (activity) subjects.push(await subjectOf(tx, { meeting, activity, staff }, giveWay));
    }
    return { ok: true, listed: { meeting, subjects } };
  });
}
