import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import { APPROVERS, type ApproverRole, type Leave, type Step } from '../leave.js';
import { upwards } from './chain.js';

/** `standsFor`: the approver who is away, in whose place the member acts. `office`: nobody is left, so the superior organ decides. */
export type Approver =
  | { readonly kind: 'member'; readonly id: MemberId; readonly standsFor: MemberId | undefined }
  | { readonly kind: 'office' };

/** The office as it is now. */
export type Circumstances = {
  readonly org: Org;
  readonly members: ReadonlyMap<MemberId, Pick<Member, 'active'>>;
  /** Who is away, and who is in charge meanwhile: undefined where nobody is, or they have declined. */
  readonly away: ReadonlyMap<MemberId, { readonly actingId?: MemberId | undefined }>;
  /** Who has let this step wait for too long: whoever it waited for, and whom they stood for. */
  readonly passed: ReadonlySet<MemberId>;
};

/**
 * Whose turn an approve step is (domain.md §3: nobody decides on their own request; head → supervising leader → the bureau's head).
 * Upwards from the step's role, whoever is missing, has left, is the applicant or was passed over is left out. Whoever is away is replaced by
 * their acting person, of whom the same holds. Where nobody is left, as with the bureau head's own request, the superior organ decides, and
 * the office enters its reply (上级机关批复由办公室登记).
 */
export function approverOf(role: ApproverRole, request: Pick<Leave, 'memberId' | 'departmentId'>, now: Circumstances): Approver {
  const may = (id: MemberId | undefined): id is MemberId =>
    id !== undefined && id !== request.memberId && !now.passed.has(id) && now.members.get(id)?.active === true;
  for (const rung of APPROVERS.slice(APPROVERS.indexOf(role))) {
    const id = holderOf(rung, request.departmentId, now.org);
    if (!may(id)) continue;
    if (!now.away.has(id)) return { kind: 'member', id, standsFor: undefined };
    const actingId = now.away.get(id)?.actingId;
    if (may(actingId) && !now.away.has(actingId)) return { kind: 'member', id: actingId, standsFor: id };
  }
  return { kind: 'office' };
}

/**
 * Whoever approved the step just before decides once: that stands for this step as well, also where they have it in somebody's place or by moving
 * up. So does a reply of the superior organ. Undefined: it is for somebody else to decide.
 */
export function decidedBefore(steps: readonly Step[], { position }: Pick<Step, 'position'>, turn: Approver): MemberId | undefined {
  const former = steps.find((step) => step.position === position - 1);
  if (former?.action !== 'approve' || former.outcome?.is !== 'approved') return undefined;
  // Who it was with: whoever enters a reply of the superior organ has decided nothing themselves.
  return former.assigneeId === (turn.kind === 'member' ? turn.id : undefined) ? former.outcome.by : undefined;
}

/** Who stands above the members of a department, one after another; `from` whom on. */
export const superiorsOf = (departmentId: DepartmentId, org: Org, from: ApproverRole = 'departmentHead'): MemberId[] =>
  APPROVERS.slice(APPROVERS.indexOf(from)).flatMap((role) => holderOf(role, departmentId, org) ?? []);

/** Who holds the position over a department now. A department without a supervising leader of its own is in the charge of the one above it (docs/roster.md). */
function holderOf(role: ApproverRole, departmentId: DepartmentId, { departments, bureauHeadId }: Org): MemberId | undefined {
  const above = upwards(departmentId, departments);
  switch (role) {
    case 'departmentHead':
      return above[0]?.headId;
    case 'supervisingLeader':
      return above.find(({ supervisingLeaderId }) => supervisingLeaderId !== undefined)?.supervisingLeaderId;
    case 'bureauHead':
      return bureauHeadId as MemberId | undefined;
  }
}
