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
  /** May give it another time or call it off. */
  readonly changes: boolean;
};

/**
 * Who is asked to settle a case: its owner; where they can't be reached, the head of its department and whoever announced the meeting, and of what is a
 * meeting itself, the organizers of its department.
 */
export function addresseesOf(situation: Situation): Addressee[] {
  const { owner, others } = candidates(situation);
  if (owner?.chatUserId !== undefined) return [addressee(owner, owner, situation)];
  const standIns = new Map(others.flatMap((member) => (member.id === owner?.id ? [] : [[member.id, member] as const])));
  return [...standIns.values()].map((member) => addressee(member, owner, situation));
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
  const isMeeting = activity.origin.source === 'meeting';
  const colleagues = isMeeting ? staff.members.filter((member) => mayChange(member, activity, staff)) : [];
  const others = [find(headId), find(meeting.organizerId), ...colleagues].filter((member) => member !== undefined);
  return { owner, others };
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

/** A departments' meeting is changed as a meeting, by organizers only. */
export const mayChange = (member: Member, { origin, departmentId }: Pick<Activity, 'origin' | 'departmentId'>, staff: Staff): boolean =>
  origin.source !== 'meeting' || organizes(member, { departmentId }, staff.org);

/** Any of them decides about an exemption; nobody about one that is their own. */
export const organizersOf = ({ meeting, staff }: Pick<Situation, 'meeting' | 'staff'>): Member[] =>
  staff.members.filter((member) => member.roles.includes('organizer') && organizes(member, meeting, staff.org));

/** Theirs is what they have asked for, and what is asked for an activity of theirs, whoever asks (domain.md §3). */
export const isOwn = (memberId: MemberId, asker: MemberId | undefined, { ownerId }: Pick<Activity, 'ownerId'>): boolean =>
  memberId === asker || memberId === ownerId;

export const decidersBut = (asker: MemberId, situation: Situation): Member[] =>
  organizersOf(situation).filter(({ id }) => !isOwn(id, asker, situation.activity));
