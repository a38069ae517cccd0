import { hourMs, plus } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { Member, MemberId } from '../../org/member.js';
import { type AuditAction, findMember, loadOrg, recordAudit, rosterChanges } from '../../org/service.js';
import { isSuspended } from '../activity/takes-place.js';
import { followCancellation, followMove } from '../attendance/moved-service.js';
import { enteredSince } from '../attendance/rules.js';
import { findCheckIn } from '../attendance/store.js';
import type { MeetingDeps } from '../deps.js';
import { organizedNow } from '../dissolved-service.js';
import { followMeeting } from '../give-way/service.js';
import { casesOfMeeting } from '../give-way/store.js';
import * as invitees from '../invitee-store.js';
import type { Meeting } from '../meeting.js';
import { sendNotices, tellCancelled, tellChanged } from '../notice/service.js';
import { organizes as isOrganizer } from '../organizes.js';
import * as meetings from '../store.js';
import { type Checked, check, whyNotChanged } from './check.js';
import { goneOrAnnounced } from './draft-service.js';
import * as drafts from './draft-store.js';
import { countedAt, expectedMembers, organizerOf } from './expected.js';
import { type Done, refused } from './refusal.js';

/** Announces a new meeting, or makes the change, as its preview showed it; once, however often it is pressed. */
export function announce(
  deps: MeetingDeps,
  memberId: string,
  { draftId, revision }: { readonly draftId: string; readonly revision: number },
): Promise<Done<{ meeting: Meeting; before: Meeting | undefined; told: number }>> {
  return deps.transact(async (tx) => {
    const draft = await drafts.findDraft(tx, draftId, memberId);
    if (!draft) return goneOrAnnounced(tx, memberId, draftId);
    // Another window's form has been checked since: this preview shows something else than would be announced.
    if (draft.revision !== revision) return refused('draft-changed');
    const checked = await check(tx, deps, memberId, draft);
    if (!checked.ok) return refused(checked.refusal === 'fields' ? 'draft-wrong' : checked.refusal);
    const { meeting, before, members, clash } = checked;
    if (clash) return refused('clash');
    await drafts.removeDraft(tx, draftId);
    const told = before ? await change(tx, deps, before, checked) : await insert(tx, deps, checked);
    if (told === undefined) return refused(before ? 'meeting-changed' : 'announced-already');
    // Who chose that it is an emergency; whom it woke, notice/telling.ts records.
    const detail = `people=${members.length}${meeting.emergency ? '; emergency' : ''}`;
    await audit(tx, deps, memberId, before ? 'meeting.changed' : 'meeting.announced', meeting, detail);
    return { ok: true, meeting, before, told };
  });
}

/** How many are told of it; undefined: somebody else was first. */
async function insert(tx: Tx, deps: MeetingDeps, { meeting, members }: Checked): Promise<number | undefined> {
  if (!(await meetings.insertMeeting(tx, meeting))) return undefined;
  await invitees.insertInvitees(tx, meeting.id, countedAt(meeting, members, await loadOrg(tx)), deps.clock.now());
  await meetings.markFollowed(tx, meeting.id, await rosterChanges(tx));
  await sendNotices(tx, deps, meeting, members);
  await followMeeting(tx, deps, meeting, idsOf(members));
  await deps.meetingAnnounced(tx, meeting);
  return members.length;
}

async function change(tx: Tx, deps: MeetingDeps, before: Meeting, { meeting, members }: Checked): Promise<number | undefined> {
  if (!(await meetings.saveMeeting(tx, meeting, before.sequence))) return undefined;
  const former = await expectedMembers(tx, meeting.id);
  const [was, wanted] = [idsOf(former), idsOf(members)];
  const stay = members.filter(({ id }) => was.has(id));
  const added = members.filter(({ id }) => !was.has(id));
  const removed = former.filter(({ id }) => !wanted.has(id));
  await invitees.removeInvitees(
    tx,
    meeting.id,
    removed.map(({ id }) => id),
  );
  await invitees.insertInvitees(tx, meeting.id, countedAt(meeting, added, await loadOrg(tx)), deps.clock.now());
  if (meeting.startsAt > deps.clock.now()) await meetings.markFollowed(tx, meeting.id, await rosterChanges(tx));
  const told = await tellChanged(tx, deps, before, meeting, { stay, added, removed });
  await followMeeting(tx, deps, meeting, wanted);
  if (before.scope === 'bureau') await meetings.lookAgainBeside(tx, before);
  await deps.meetingChanged(tx, before, meeting);
  await followMove(tx, deps, before, meeting);
  return told;
}

const idsOf = (members: readonly Member[]): ReadonlySet<MemberId> => new Set(members.map(({ id }) => id));

/** `sequence`: of the meeting that the organizer saw. */
export function cancel(
  deps: MeetingDeps,
  memberId: string,
  { meetingId, sequence }: { readonly meetingId: string; readonly sequence: number },
): Promise<Done<{ meeting: Meeting }>> {
  return deps.transact(async (tx) => {
    const organizer = await organizerOf(tx, memberId);
    if (!organizer) return refused('right-missing');
    const before = await meetings.findMeeting(tx, meetingId);
    if (!before) return refused('meeting-unknown');
    if (!organizer.departments.has(before.departmentId)) return refused('not-yours');
    const refusal = whyNotChanged(before, deps.clock.now());
    if (refusal) return refused(refusal);
    if (before.sequence !== sequence) return refused('cancel-outdated');
    const meeting: Meeting = { ...before, state: 'cancelled', sequence: before.sequence + 1 };
    if (!(await meetings.saveMeeting(tx, meeting, before.sequence))) return refused('meeting-changed');
    await tellCancelled(tx, deps, meeting, await expectedMembers(tx, meeting.id));
    await followMeeting(tx, deps, meeting, new Set());
    if (before.scope === 'bureau') await meetings.lookAgainBeside(tx, before);
    await deps.meetingCancelled(tx, meeting);
    await followCancellation(tx, deps, meeting);
    await audit(tx, deps, memberId, 'meeting.cancelled', meeting);
    return { ok: true, meeting };
  });
}

function audit(tx: Tx, deps: MeetingDeps, memberId: string, action: AuditAction, meeting: Meeting, detail?: string): Promise<void> {
  const actor = { member: memberId as MemberId };
  return recordAudit(tx, { at: deps.clock.now(), actor, action, subject: meeting.id, ...(detail === undefined ? {} : { detail }) });
}

export type Listed = {
  readonly meeting: Meeting;
  readonly organizes: boolean;
  /** Whom they replace there. */
  readonly insteadOf: string | undefined;
  readonly suspended: boolean;
  /** Its check-in is closed. */
  readonly counted: boolean;
  /** Its planned end is past, and its attendance may still be kept. */
  readonly over: boolean;
  /** They see what gives way to it, or does not. */
  readonly cases: boolean;
};

/**
 * The coming meetings that somebody is expected at, goes to instead of somebody else, or organizes, in the order they begin. Whoever organizes one has it for as long as its check-in may
 * be open: meetings run over, and somebody else than the announcer may keep the attendance.
 */
export async function listFor(tx: Tx, deps: MeetingDeps, memberId: string): Promise<{ listed: Listed[]; organizer: boolean }> {
  const organizer = await organizerOf(tx, memberId);
  const org = organizer && (await loadOrg(tx));
  const now = deps.clock.now();
  const standsIn = await deps.standsInAt(tx, memberId as MemberId);
  const listed: Listed[] = [];
  const since = organizer ? plus(now, -deps.policy.checkInClosesAfterHours * hourMs) : now;
  for (const meeting of await meetings.comingMeetings(tx, since)) {
    const over = meeting.endsAt <= now;
    const organizes = organizer?.departments.has(meeting.departmentId) ?? false;
    const replaced = over ? undefined : standsIn.get(meeting.id);
    if (!organizes && (over || (replaced === undefined && !(await invitees.findInvitee(tx, meeting.id, memberId))))) continue;
    const suspended = await isSuspended(tx, meeting);
    if (over && suspended) continue;
    const counted = organizes && (await findCheckIn(tx, meeting.id))?.closedAt !== undefined;
    const decides = organizes && org && isOrganizer(organizer.member, meeting, org);
    const cases = decides === true && (await casesOfMeeting(tx, meeting.id)).length > 0;
    const insteadOf = replaced && (await findMember(tx, replaced))?.name;
    listed.push({ meeting, organizes, insteadOf, suspended, counted, over, cases });
  }
  return { listed, organizer: organizer !== undefined };
}

/** Meetings that are over and whose attendance somebody may enter, look at and correct still, the newest first. */
export async function pastFor(tx: Tx, deps: MeetingDeps, memberId: string): Promise<Listed[]> {
  const organizer = await organizerOf(tx, memberId);
  if (!organizer) return [];
  const now = deps.clock.now();
  const listed: Listed[] = [];
  for (const one of await meetings.meetingsIn(tx, { start: enteredSince(now), end: now })) {
    const meeting = await organizedNow(tx, one);
    if (meeting.endsAt > now || !organizer.departments.has(meeting.departmentId) || (await isSuspended(tx, meeting))) continue;
    const counted = (await findCheckIn(tx, meeting.id))?.closedAt !== undefined;
    listed.push({ meeting, organizes: true, insteadOf: undefined, suspended: false, counted, over: true, cases: false });
  }
  return listed.reverse();
}
