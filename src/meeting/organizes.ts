import type { Member } from '../org/member.js';
import { authorize, type Org } from '../org/permissions.js';
import type { Meeting } from './meeting.js';

/** Whether somebody is an organizer of the department whose meeting it is: they change it, and decide what is asked about it. */
export function organizes(member: Member, { departmentId }: Pick<Meeting, 'departmentId'>, org: Org): boolean {
  const granted = authorize(member, org, 'meeting.organize');
  return granted.ok && granted.departmentIds.has(departmentId);
}
