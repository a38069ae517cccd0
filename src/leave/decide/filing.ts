import type { Instant } from '../../calendar/instant.js';
import type { DepartmentFunction, Member } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import type { Leave } from '../leave.js';

/** A leave that was filed with, or told to, a department (备案、打招呼), with who approved it last. */
export type Filing = {
  readonly leave: Leave;
  readonly filedAt: Instant;
  readonly name: string;
  /** Of the time of request. */
  readonly department: string;
  readonly actingName: string | undefined;
  readonly approved: { readonly by: string; readonly at: Instant } | undefined;
};

const FUNCTIONS: readonly DepartmentFunction[] = ['office', 'political-work', 'personnel', 'party-committee', 'discipline'];

/** What has been filed with these parts is for the member: those that their own department plays, or one they head; all for the bureau's head. */
export function filedWith({ id, departmentId, active }: Pick<Member, 'id' | 'departmentId' | 'active'>, org: Org): DepartmentFunction[] {
  if (!active) return [];
  if (org.bureauHeadId === id) return [...FUNCTIONS];
  const own = org.departments.filter((department) => department.id === departmentId || department.headId === id);
  return FUNCTIONS.filter((part) => own.some(({ functions }) => functions.includes(part)));
}

export type FilingRefusal = 'no-right' | 'period-unclear';
