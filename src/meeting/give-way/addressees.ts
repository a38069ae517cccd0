import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import { authorize } from '../../org/permissions.js';
import type { Activity } from '../activity/activity.js';
import type { Staff } from '../activity/participants.js';
import type { Meeting } from '../meeting.js';
import { organizes } from '../organizes.js';

/** Everything one case is about, as it is now. */
export type Situation = { readonly meeting: Meeting; readonly activity: Activity; readonly staff: Staff };

export type Addressee = {
  readonly member: Member;
  /** Told instead of the owner, who has left or has no account in the chat. */
  readonly standIn: boolean;
  /** May settle it. */
  readonly may: boolean;
};

/** Who is asked to settle a case: its owner; where they can't be reached, the head of its department and whoever announced the meeting. */
export function addresseesOf(situation: Situation): Addressee[] {
  const { owner, head, organizer } = candidates(situation);
  if (owner?.chatUserId !== undefined) return [{ member: owner, standIn: false, may: true }];
  const others = new Map([head, organizer].flatMap((member) => (member && member.id !== owner?.id ? [[member.id, member] as const] : [])));
  return [...others.values()].map((member) => ({ member, standIn: true, may: maySettle(member, situation.activity, situation.staff) }));
}

/** Everybody who may have a card of the case: who can be reached changes from day to day. */
export function everAddressed(situation: Situation): Addressee[] {
  const { owner, head, organizer } = candidates(situation);
  const all = new Map([owner, head, organizer].flatMap((member) => (member ? [[member.id, member] as const] : [])));
  return [...all.values()].map((member) => ({
    member,
    standIn: member.id !== owner?.id,
    may: maySettle(member, situation.activity, situation.staff),
  }));
}

function candidates({ meeting, activity, staff }: Situation) {
  const find = (id: MemberId | undefined) => staff.members.find((member) => member.id === id);
  const owner = find(activity.ownerId);
  const headId = headOver(activity.departmentId, staff, owner?.id);
  return { owner, head: find(headId), organizer: find(meeting.organizerId) };
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
  if (member.active && member.id === activity.ownerId) return true;
  const granted = authorize(member, staff.org, 'meeting.activity');
  return granted.ok && granted.departmentIds.has(standing(activity.departmentId, staff));
}

/** Any of them decides about an exemption; nobody about one that is their own. */
export const organizersOf = ({ meeting, staff }: Pick<Situation, 'meeting' | 'staff'>): Member[] =>
  staff.members.filter((member) => member.roles.includes('organizer') && organizes(member, meeting, staff.org));

/** Theirs is what they have asked for, and what is asked for an activity of theirs, whoever asks (domain.md §3). */
export const isOwn = (memberId: MemberId, asker: MemberId | undefined, { ownerId }: Pick<Activity, 'ownerId'>): boolean =>
  memberId === asker || memberId === ownerId;

export const decidersBut = (asker: MemberId, situation: Situation): Member[] =>
  organizersOf(situation).filter(({ id }) => !isOwn(id, asker, situation.activity));
