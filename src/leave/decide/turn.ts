import type { Tx } from '../../db/transact.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import { departmentNow, findMember, loadOrg } from '../../org/service.js';
import { awayAt } from '../away/service.js';
import { type Approver, approverOf, type Circumstances, superiorsOf } from '../chain/approver.js';
import { upwards } from '../chain/chain.js';
import type { LeaveDeps } from '../deps.js';
import { APPROVERS, type ApproverRole, type Leave, type Step } from '../leave.js';
import { passedBy } from './passed-store.js';

type Asked = Pick<Leave, 'memberId' | 'departmentId'>;

/** The office as it is now, as far as it matters to these requests. */
export type Present = Omit<Circumstances, 'passed'>;

export async function presentOf(tx: Tx, deps: LeaveDeps, requests: readonly Asked[]): Promise<Present> {
  const org = await loadOrg(tx);
  const away = await awayAt(tx, deps, deps.clock.now());
  const departmentIds = new Set<DepartmentId>();
  for (const { departmentId, memberId } of requests) departmentIds.add(await departmentNow(tx, departmentId, memberId, org));
  const above = new Set([...departmentIds].flatMap((id) => upwards(id, org.departments)));
  const holders = [...above].flatMap(({ headId, supervisingLeaderId }) => [headId, supervisingLeaderId]);
  const ids = new Set([...holders, org.bureauHeadId as MemberId | undefined]);
  for (const id of [...ids]) if (id !== undefined) ids.add(away.get(id)?.actingId);
  const members = new Map<MemberId, { readonly active: boolean }>();
  for (const id of ids) {
    const member = id === undefined ? undefined : await findMember(tx, id);
    if (member) members.set(member.id, member);
  }
  return { org, members, away };
}

/** A step that people of a department settle is no approver's turn. */
export const isApprover = (role: Step['role']): role is ApproverRole => APPROVERS.some((one) => one === role);

/**
 * Whose turn an approve step is now. Past whom it has moved up is asked again only where nobody else is left in the office who may decide:
 * rather they than a reply of the superior organ that nobody has asked for.
 */
export async function turnOf(tx: Tx, leave: Leave, step: Step, present: Present): Promise<Approver> {
  const passed = await passedBy(tx, step);
  const turn = await approverAt(tx, leave, step, present, passed);
  return turn.kind === 'member' || passed.size === 0 ? turn : approverAt(tx, leave, step, present, new Set());
}

/** Whose turn it is once it has moved up past whoever it waits for. Undefined: nobody is above them. */
export async function turnAbove(tx: Tx, leave: Leave, step: Step, present: Present) {
  const passed = new Set(await passedBy(tx, step));
  for (const id of waitingFor(step)) passed.add(id);
  const turn = await approverAt(tx, leave, step, present, passed);
  return turn.kind === 'member' ? turn : undefined;
}

/** Whoever it waits for, and in whose place they are. */
export const waitingFor = ({ assigneeId, standsFor }: Step): MemberId[] => [assigneeId, standsFor].flatMap((id) => id ?? []);

async function approverAt(tx: Tx, leave: Asked, { role }: Step, present: Present, passed: ReadonlySet<MemberId>): Promise<Approver> {
  if (!isApprover(role)) return { kind: 'office' };
  const departmentId = await departmentNow(tx, leave.departmentId, leave.memberId, present.org);
  return approverOf(role, { memberId: leave.memberId, departmentId }, { ...present, passed });
}

/** Who stands above whoever asked, one after another. */
export async function superiorsNow(tx: Tx, { departmentId, memberId }: Asked): Promise<MemberId[]> {
  const org = await loadOrg(tx);
  return superiorsOf(await departmentNow(tx, departmentId, memberId, org), org);
}

/** Whether the step is with whom it should be. */
export const isWith = (step: Step, turn: Approver): boolean =>
  turn.kind === 'member' ? step.assigneeId === turn.id && step.standsFor === turn.standsFor : step.assigneeId === undefined;
