import { dayMs, type Interval, plus } from '../../calendar/instant.js';
import type { Option } from '../../chat/card.js';
import type { Tx } from '../../db/transact.js';
import type { Department, DepartmentId, MemberId } from '../../org/member.js';
import { MOST_OPTIONS, peopleOptions } from '../../org/options.js';
import { authorize } from '../../org/permissions.js';
import { toldApart } from '../../org/scope.js';
import { short } from '../../org/scope-menu.js';
import { type AuditAction, dissolvedDepartments, findMember, loadOrg, recordAudit } from '../../org/service.js';
import type { MeetingDeps } from '../deps.js';
import { maySettle } from '../give-way/addressees.js';
import { type Against, meetingsAgainst, withoutExempted } from '../give-way/meetings-against.js';
import type { CaseState } from '../give-way/rules.js';
import { followActivity, keptBackBy, takenBy } from '../give-way/service.js';
import { casesOfActivity } from '../give-way/store.js';
import type { Meeting } from '../meeting.js';
import type { Activity, ActivityDetails, ActivityId } from './activity.js';
import { cancelActivity, moveActivity, restoreActivity } from './changes.js';
import type { Times } from './draft.js';
import { type Draft, findDraft, insertDraft } from './draft-store.js';
import { loadStaff, participantsOf } from './participants.js';
import * as store from './store.js';
import type { ActivityRefusal } from './text.js';

/** `taken`: a bureau meeting stands where the activity would move to. */
export type Refused = { readonly ok: false } & (
  | { readonly refusal: ActivityRefusal }
  | { readonly refusal: 'taken'; readonly meeting: Meeting }
);
export type Done<T = object> = ({ readonly ok: true } & T) | Refused;
const refused = (refusal: ActivityRefusal) => ({ ok: false, refusal }) as const;

/** The departments somebody may register activities for, parents first; none: they may not. */
export async function departmentsFor(tx: Tx, memberId: string): Promise<Department[]> {
  const member = await findMember(tx, memberId);
  const org = await loadOrg(tx);
  const granted = member && authorize(member, org, 'meeting.activity');
  return granted?.ok ? toldApart(org.departments).filter(({ id }) => granted.departmentIds.has(id)) : [];
}

export const ownDepartments = (deps: MeetingDeps, memberId: string): Promise<Department[]> =>
  deps.transact((tx) => departmentsFor(tx, memberId));

export async function searchOwnDepartments(deps: MeetingDeps, memberId: string, query: string): Promise<Option[]> {
  const found = (await ownDepartments(deps, memberId)).filter(({ name }) => name.includes(query.trim()));
  return found.slice(0, MOST_OPTIONS).map(({ id, name }) => ({ label: short(name), value: id }));
}

/** Who may take part: for whoever may register activities. */
export const searchPeople = (deps: MeetingDeps, memberId: string, query: string): Promise<Option[]> =>
  deps.transact(async (tx) => ((await departmentsFor(tx, memberId)).length > 0 ? peopleOptions(tx, query) : []));

const mayFor = async (tx: Tx, memberId: string, departmentId: DepartmentId): Promise<boolean> =>
  (await departmentsFor(tx, memberId)).some(({ id }) => id === departmentId);

/** Each of these departments, and those under them that are no more, with the one that answers for it. */
export async function answeringFor(tx: Tx, departments: readonly Department[]): Promise<ReadonlyMap<DepartmentId, DepartmentId>> {
  const own = new Map(departments.map(({ id }) => [id, id]));
  const gone = (await dissolvedDepartments(tx)).flatMap(({ id, under }) =>
    under !== undefined && own.has(under) ? [[id, under] as const] : [],
  );
  return new Map([...own, ...gone]);
}

export type Coming = { readonly departments: readonly Department[]; readonly activities: readonly Activity[] };

/** What is to come in the departments that the reader may register activities for, and in those under them that are no more. */
export function listComing(deps: MeetingDeps, memberId: string): Promise<Done<Coming>> {
  return deps.transact(async (tx) => {
    const departments = await departmentsFor(tx, memberId);
    if (departments.length === 0) return refused('right-missing');
    const answering = await answeringFor(tx, departments);
    const activities = await store.comingOf(tx, answering.keys(), deps.clock.now());
    return {
      ok: true,
      departments,
      activities: activities.map((one) => ({ ...one, departmentId: answering.get(one.departmentId) ?? one.departmentId })),
    };
  });
}

/** `state`: of the case there is, if the activity is registered already. */
export type AgainstKept = Against & { readonly state?: CaseState | undefined };

export type Shown = {
  readonly activity: Activity;
  readonly department: string;
  readonly owner: string;
  readonly people: number;
  readonly against: readonly AgainstKept[];
  /** Neither begun nor cancelled, and not a meeting, which is changed as a meeting. */
  readonly changeable: boolean;
};

export function showActivity(deps: MeetingDeps, memberId: string, activityId: string): Promise<Done<{ readonly shown: Shown }>> {
  return deps.transact(async (tx) => {
    const found = await changeable(tx, deps, memberId, activityId);
    if (!found.activity) return refused(found.refusal ?? 'activity-unknown');
    const { activity } = found;
    const shown = await described(tx, deps, activity);
    return { ok: true, shown: { ...shown, activity, changeable: found.refusal === undefined } };
  });
}

async function described(tx: Tx, deps: MeetingDeps, activity: ActivityDetails & { readonly id?: ActivityId; readonly ownerId: MemberId }) {
  const staff = await loadStaff(tx, deps.ranks);
  const against = await meetingsAgainst(tx, deps, activity, staff);
  return {
    department: staff.names.get(activity.departmentId) ?? '',
    owner: (await findMember(tx, activity.ownerId))?.name ?? '',
    people: participantsOf(activity, staff).length,
    against: activity.id === undefined ? against : await withCases(tx, activity.id, against),
  };
}

async function withCases(tx: Tx, id: ActivityId, against: readonly Against[]): Promise<AgainstKept[]> {
  const states = new Map((await casesOfActivity(tx, id)).map(({ meetingId, state }) => [meetingId, state]));
  return (await withoutExempted(tx, id, against)).map((one) => ({ ...one, state: states.get(one.meeting.id) }));
}

/** The activity, if the reader may see it; and why it can't be changed, if it can't. */
async function changeable(
  tx: Tx,
  deps: MeetingDeps,
  memberId: string,
  activityId: string,
): Promise<{ readonly activity?: Activity; readonly refusal?: ActivityRefusal }> {
  const activity = await store.findActivity(tx, activityId);
  if (!activity) return { refusal: 'activity-unknown' };
  const member = await findMember(tx, memberId);
  if (!member || !maySettle(member, activity, await loadStaff(tx, deps.ranks))) return { refusal: 'right-missing' };
  if (activity.origin.source === 'meeting') return { activity, refusal: 'of-a-meeting' };
  if (activity.state === 'cancelled') return { activity, refusal: 'activity-unknown' };
  return activity.startsAt <= deps.clock.now() ? { activity, refusal: 'activity-over' } : { activity };
}

export type Checked = Omit<Shown, 'activity' | 'changeable'> & { readonly draft: Draft; readonly before: Activity | undefined };

/** What a filled-in form comes to, kept until it is confirmed. */
export function draftNew(deps: MeetingDeps, member: MemberId, details: ActivityDetails): Promise<Done<{ readonly checked: Checked }>> {
  return deps.transact(async (tx) => {
    if (!(await mayFor(tx, member, details.departmentId))) return refused('right-missing');
    return keep(tx, deps, member, { id: deps.newId(), changes: undefined, details }, undefined);
  });
}

export function draftMove(
  deps: MeetingDeps,
  member: MemberId,
  { activityId, sequence, times }: { readonly activityId: string; readonly sequence: number; readonly times: Times },
): Promise<Done<{ readonly checked: Checked }>> {
  return deps.transact(async (tx) => {
    const { activity, refusal } = await changeable(tx, deps, member, activityId);
    if (!activity || refusal) return refused(refusal ?? 'activity-unknown');
    if (activity.sequence !== sequence) return refused('activity-changed');
    const { title, departmentId, audience, excluded } = activity;
    const details = { title, departmentId, audience, excluded, ...times };
    const taken = await inItsNewWay(tx, deps, activity, times);
    if (taken) return { ok: false, refusal: 'taken', meeting: taken.meeting };
    return keep(tx, deps, member, { id: deps.newId(), changes: { activityId: activity.id, sequence }, details }, activity);
  });
}

/** What takes place stays where it is, whatever it meets there; only another time has to be free. */
async function inItsNewWay(tx: Tx, deps: MeetingDeps, activity: Activity, { startsAt, endsAt }: Omit<Times, 'place'>) {
  const stays = activity.state === 'planned' && activity.startsAt === startsAt && activity.endsAt === endsAt;
  return stays ? undefined : takenBy(tx, deps, { ...activity, startsAt, endsAt }, await loadStaff(tx, deps.ranks));
}

/** Drafts that nobody came back to. */
const FORGOTTEN_MS = 7 * dayMs;

async function keep(tx: Tx, deps: MeetingDeps, member: MemberId, draft: Draft, before: Activity | undefined) {
  const checked = await described(tx, deps, { ...(before ?? { ownerId: member }), ...draft.details });
  if (checked.people === 0) return refused('nobody');
  const now = deps.clock.now();
  await insertDraft(tx, member, draft, now, plus(now, -FORGOTTEN_MS));
  return { ok: true, checked: { ...checked, draft, before } } as const;
}

/** Confirms what `draftNew` or `draftMove` has kept; confirmed twice it is done once. */
export function confirmDraft(deps: MeetingDeps, member: MemberId, draftId: string): Promise<Done<{ readonly moved: boolean }>> {
  return deps.transact(async (tx) => {
    const draft = await findDraft(tx, member, draftId);
    if (!draft) return refused('draft-gone');
    return draft.changes ? move(tx, deps, member, draft) : register(tx, deps, member, draft);
  });
}

async function register(tx: Tx, deps: MeetingDeps, member: MemberId, draft: Draft): Promise<Done<{ readonly moved: boolean }>> {
  const now = deps.clock.now();
  if (!(await mayFor(tx, member, draft.details.departmentId))) return refused('right-missing');
  if (draft.details.startsAt <= now) return refused('activity-over');
  const id = draft.id as ActivityId;
  const activity: Activity = { ...draft.details, id, ownerId: member, origin: { source: 'chat' }, state: 'planned', sequence: 0 };
  if (await store.insertActivity(tx, activity)) {
    await followActivity(tx, deps, activity, 'moved');
    await audit(tx, deps, member, 'meeting.activity-registered', id);
  }
  return { ok: true, moved: false };
}

async function move(tx: Tx, deps: MeetingDeps, member: MemberId, draft: Draft): Promise<Done<{ readonly moved: boolean }>> {
  const { activityId = '', sequence } = draft.changes ?? {};
  const { activity, refusal } = await changeable(tx, deps, member, activityId);
  if (!activity || refusal) return refused(refusal ?? 'activity-unknown');
  const { startsAt, endsAt, place } = draft.details;
  const same = activity.startsAt === startsAt && activity.endsAt === endsAt && activity.place === place && activity.state === 'planned';
  // The same form confirmed twice.
  if (same) return { ok: true, moved: true };
  if (activity.sequence !== sequence) return refused('activity-changed');
  // Announced while the form was open.
  const taken = await inItsNewWay(tx, deps, activity, draft.details);
  if (taken) return { ok: false, refusal: 'taken', meeting: taken.meeting };
  const moved = await moveActivity(tx, deps, activity, { startsAt, endsAt, place }, { by: member });
  if (!moved) return refused('activity-changed');
  await followActivity(tx, deps, moved, 'moved');
  await audit(tx, deps, member, 'meeting.activity-moved', activity.id);
  return { ok: true, moved: true };
}

export function cancelOne(deps: MeetingDeps, member: MemberId, activityId: string, sequence: number): Promise<Done> {
  return deps.transact(async (tx) => {
    const { activity, refusal } = await changeable(tx, deps, member, activityId);
    // A double click: it is as they wanted it.
    if (activity?.state === 'cancelled') return { ok: true };
    if (!activity || refusal) return refused(refusal ?? 'activity-unknown');
    if (activity.sequence !== sequence) return refused('activity-changed');
    const cancelled = await cancelActivity(tx, deps, activity, { by: member });
    if (!cancelled) return refused('activity-changed');
    await followActivity(tx, deps, cancelled, 'cancelled');
    await audit(tx, deps, member, 'meeting.activity-cancelled', activity.id);
    return { ok: true };
  });
}

/**
 * 按原时间恢复: what was suspended takes place after all, once nothing stands in its way. `time`: when it was to be by what they have pressed; nothing
 * else of it need be as it was, such as who takes part, which follows the roster by itself.
 */
export function restoreOne(deps: MeetingDeps, member: MemberId, activityId: string, time: Interval): Promise<Done> {
  return deps.transact(async (tx) => {
    const { activity, refusal } = await changeable(tx, deps, member, activityId);
    if (!activity || (refusal && refusal !== 'of-a-meeting')) return refused(refusal ?? 'activity-unknown');
    if (activity.startsAt <= deps.clock.now()) return refused('activity-over');
    // A double click.
    if (activity.state === 'planned') return { ok: true };
    if (activity.state !== 'suspended' || activity.startsAt !== time.start || activity.endsAt !== time.end)
      return refused('activity-changed');
    const taken = await keptBackBy(tx, deps, activity, await loadStaff(tx, deps.ranks));
    if (taken) return { ok: false, refusal: 'taken', meeting: taken.meeting };
    const restored = await restoreActivity(tx, deps, activity, { by: member });
    if (!restored) return refused('activity-changed');
    await followActivity(tx, deps, restored, 'moved');
    await audit(tx, deps, member, 'meeting.activity-restored', activity.id);
    return { ok: true };
  });
}

const audit = (tx: Tx, deps: MeetingDeps, member: MemberId, action: AuditAction, subject: string): Promise<void> =>
  recordAudit(tx, { at: deps.clock.now(), actor: { member }, action, subject });
