import type { Tx } from '../db/transact.js';
import type { Department, DepartmentId, Member } from '../org/member.js';
import { authorize, isOf, type Org, standingsOf } from '../org/permissions.js';
import { organizers } from '../org/service.js';
import type { Meeting } from './meeting.js';

/** Whether somebody is an organizer of the department whose meeting it is: they change it, and decide what is asked about it. */
export function organizes(member: Member, { departmentId }: Pick<Meeting, 'departmentId'>, org: Org): boolean {
  const granted = authorize(member, org, 'meeting.organize');
  return granted.ok && granted.departmentIds.has(departmentId);
}

/** Bureau-wide meetings are those of a department that plays a part for the bureau. */
export const actsForBureau = ({ functions }: Pick<Department, 'functions'>): boolean => functions.length > 0;

/** Of whose departments a meeting may be, the likeliest first: of a bureau-wide one those that act for the bureau, then those that they head. */
export function announcedBy(member: Member, { departments }: Pick<Org, 'departments'>, scope: Meeting['scope']): Department[] {
  const rank = (department: Department) =>
    (scope === 'bureau' && actsForBureau(department) ? 2 : 0) + (department.headId === member.id ? 1 : 0);
  return departments.filter((department) => isOf(member, department)).toSorted((one, other) => rank(other) - rank(one));
}

/** Of `all`, whoever may change a meeting of this department, call it off and keep its attendance: its organizers, or else those of the office. */
export function organizersNow(all: readonly Member[], meeting: Pick<Meeting, 'departmentId'>, org: Org): Member[] {
  const own = all.filter((member) => organizes(member, meeting, org));
  return own.length > 0
    ? own
    : all.filter((member) => authorize(member, org, 'meeting.organize').ok && standingsOf(member, org).includes('office'));
}

/**
 * The departments whose meetings somebody may change, call off and keep the attendance of: as an organizer of the office those of departments that
 * have no organizer any more as well. What is asked for moves up within the department itself instead.
 */
export async function organizedBy(tx: Tx, member: Member, org: Org): Promise<ReadonlySet<DepartmentId>> {
  const granted = authorize(member, org, 'meeting.organize');
  if (!granted.ok) return new Set();
  if (!standingsOf(member, org).includes('office')) return granted.departmentIds;
  const all = await organizers(tx);
  const unattended = org.departments.filter((department) => !all.some((one) => isOf(one, department)));
  return new Set([...granted.departmentIds, ...unattended.map(({ id }) => id)]);
}
