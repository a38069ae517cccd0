import type { Tx } from '../../db/transact.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { authorize } from '../../org/permissions.js';
import { withBelow } from '../../org/scope.js';
import type { Activity } from '../activity/activity.js';
import type { Staff } from '../activity/participants.js';
import type { MeetingDeps } from '../deps.js';
import type { Meeting } from '../meeting.js';
import { organizersNow, organizes } from '../organizes.js';

/** Everything one case is about, as it is now. */
export type Situation = { readonly meeting: Meeting; readonly activity: Activity; readonly staff: Staff };

export type Addressee = {
  readonly member: Member;
  /** Told for the owner, who has left, has no account in the chat, or answers for it no longer. */
  readonly standIn: boolean;
  /** May settle it. */
  readonly may: boolean;
  /** May give it another time or call it off. */
  readonly changes: boolean;
};

/**
 * Who is asked to settle a case: its owner; where they have another department or post since, those who answer for it now as well; where they can't be
 * reached, these and whoever announced the meeting. That is the head of its department, and of what is a meeting itself, whoever may change it.
 */
export function addresseesOf(situation: Situation): Addressee[] {
  const { owner, answering, others } = candidates(situation);
  const reached = owner?.chatUserId === undefined ? undefined : owner;
  if (reached && answersFor(reached, situation)) return [addressee(reached, owner, situation)];
  const asked = reached ? [reached, ...answering] : others.filter(({ id }) => id !== owner?.id);
  return [...new Map(asked.map((member) => [member.id, member])).values()].map((member) => addressee(member, owner, situation));
}

/** Whether its owner is still of its department, or has the right to register its activities; of a meeting, whether they may change it. */
function answersFor(owner: Member, { activity, staff }: Situation): boolean {
  if (activity.origin.source === 'meeting') return mayChange(owner, activity, staff);
  return answersForDepartment(owner, activity.departmentId, staff);
}

export function answersForDepartment(member: Member, departmentId: DepartmentId, staff: Staff): boolean {
  const now = standing(departmentId, staff);
  const isOfIt = now !== undefined && withBelow(staff.org.departments, now).has(member.departmentId);
  return isOfIt || mayRegister(member, departmentId, staff);
}

/** Everybody who may have a card of the case: who can be reached changes from day to day. */
export function everAddressed(situation: Situation): Addressee[] {
  const { owner, others } = candidates(situation);
  const all = new Map([...(owner ? [owner] : []), ...others].map((member) => [member.id, member]));
  return [...all.values()].map((member) => addressee(member, owner, situation));
}

function addressee(member: Member, owner: Member | undefined, { activity, staff }: Situation): Addressee {
  const may = maySettle(member, activity, staff);
  return { member, standIn: member.id !== owner?.id, may, changes: may && mayChange(member, activity, staff) };
}

function candidates({ meeting, activity, staff }: Situation) {
  const find = (id: MemberId | undefined) => staff.members.find((member) => member.id === id);
  const owner = find(activity.ownerId);
  const headId = headOver(activity.departmentId, staff, owner?.id);
  const colleagues = activity.origin.source === 'meeting' ? changing(activity, staff) : [];
  const those = (...ids: (MemberId | undefined)[]) => [...ids.map(find), ...colleagues].filter((member) => member !== undefined);
  return { owner, answering: those(headId), others: those(headId, meeting.organizerId) };
}

const standing = (id: DepartmentId, staff: Staff): DepartmentId => staff.standing.get(id) ?? id;

/** The head of the department, or the nearest above it who is still here. */
export function headOver(departmentId: DepartmentId, staff: Staff, but: MemberId | undefined): MemberId | undefined {
  const { org, members } = staff;
  let department = org.departments.find(({ id }) => id === standing(departmentId, staff));
  while (department) {
    const { headId, parentId } = department;
    if (headId !== undefined && headId !== but && members.some(({ id }) => id === headId)) return headId;
    department = org.departments.find(({ id }) => id === parentId);
  }
  return undefined;
}

export function maySettle(member: Member, activity: Pick<Activity, 'ownerId' | 'departmentId'>, staff: Staff): boolean {
  return (member.active && member.id === activity.ownerId) || mayRegister(member, activity.departmentId, staff);
}

function mayRegister(member: Member, departmentId: DepartmentId, staff: Staff): boolean {
  const granted = authorize(member, staff.org, 'meeting.activity');
  return granted.ok && granted.departmentIds.has(standing(departmentId, staff));
}

/** Those who may change it as the meeting that it is. */
const changing = (activity: Pick<Activity, 'departmentId'>, { members, org }: Staff): Member[] =>
  organizersNow(
    members.filter(({ roles }) => roles.includes('organizer')),
    activity,
    org,
  );

/** A departments' meeting is changed as a meeting, by organizers only. */
export const mayChange = (member: Member, activity: Pick<Activity, 'origin' | 'departmentId'>, staff: Staff): boolean =>
  activity.origin.source !== 'meeting' || changing(activity, staff).some(({ id }) => id === member.id);

export const organizersOf = ({ meeting, staff }: Pick<Situation, 'meeting' | 'staff'>): Member[] =>
  staff.members.filter((member) => member.roles.includes('organizer') && organizes(member, meeting, staff.org));

/** Theirs is what they have asked for, and what is asked for an activity of theirs, whoever asks (domain.md §3). */
export const isOwn = (memberId: MemberId, asker: MemberId | undefined, { ownerId }: Pick<Activity, 'ownerId'>): boolean =>
  memberId === asker || memberId === ownerId;

type Deciding = Pick<MeetingDeps, 'inCharge'>;

/** Any of them decides about an exemption: its organizers, and while one of them is on leave, whoever is in charge for them. */
export async function decidersOf(tx: Tx, { inCharge }: Deciding, situation: Pick<Situation, 'meeting' | 'staff'>): Promise<Member[]> {
  const standIns = await inCharge(tx);
  const ids = new Set(organizersOf(situation).flatMap(({ id }) => [id, standIns.get(id)]));
  return situation.staff.members.filter(({ id }) => ids.has(id));
}

/** Nobody decides about one that is their own. */
export const decidersBut = async (tx: Tx, deps: Deciding, asker: MemberId, situation: Situation): Promise<Member[]> =>
  (await decidersOf(tx, deps, situation)).filter(({ id }) => !isOwn(id, asker, situation.activity));
