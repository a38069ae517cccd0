import type { Tx } from '../../db/transact.js';
import type { Meeting } from '../../meeting/meeting.js';
import { bureauMeetingsIn } from '../../meeting/service.js';
import type { DepartmentId, Member, MemberId } from '../../org/member.js';
import type { Org } from '../../org/permissions.js';
import { departmentNow, findMember, loadOrg, membersOf } from '../../org/service.js';
import { type Away, leavesIn } from '../away/service.js';
import { leftWith, type YearLeft } from '../balance/service.js';
import type { LeaveDeps } from '../deps.js';
import { type Period, spanOf, yearsUnknown } from '../half-days.js';
import type { Leave, Step } from '../leave.js';
import { topPosts } from '../second-post.js';
import { handlersOf } from './handlers.js';

/** Somebody of the department as it is now, or in charge for somebody, who is away as well. */
export type AlsoAway = {
  readonly memberId: MemberId;
  readonly name: string;
  readonly period: Period;
  /** 部门领导. */
  readonly isHead: boolean;
  /** They are to be in charge for the applicant meanwhile. */
  readonly isActing: boolean;
  /** The applicant is to be in charge for them meanwhile. */
  readonly isStoodInFor: boolean;
};

/** What whoever decides has before them, besides the request itself: as it is now. */
export type Facing = {
  /** Of annual leave, for each year in which it counts. */
  readonly balances: readonly YearLeft[];
  readonly meetings: readonly Meeting[];
  readonly alsoAway: readonly AlsoAway[];
  /** The applicant is one of the two who lead the department, and the other is away as well: who that is. */
  readonly bothAway: { readonly department: string; readonly other: string } | undefined;
  /** Years of it whose holidays are not announced yet: working days are Monday to Friday there. */
  readonly yearsUnknown: readonly number[];
};

/** Where the department of a request is no more, what counts is the one its applicant is in. */
export const asOfNow = async (tx: Tx, leave: Leave, org: Org): Promise<Leave> => ({
  ...leave,
  departmentId: await departmentNow(tx, leave.departmentId, leave.memberId, org),
});

export async function facing(tx: Tx, deps: LeaveDeps, request: Leave): Promise<Facing> {
  const span = spanOf(request.period, deps.zone);
  const org = await loadOrg(tx);
  const leave = await asOfNow(tx, request, org);
  const alsoAway: AlsoAway[] = [];
  const away = await leavesIn(tx, deps, span);
  const near = await nearTo(tx, leave, away, org);
  // Of several leaves of somebody each by itself: the applicant may be in charge for one of them only.
  for (const one of away) {
    const other = near.get(one.leave.memberId);
    const beside = other && besideOf(leave, one, other, org);
    if (beside) alsoAway.push({ memberId: other.id, name: other.name, period: one.leave.period, ...beside });
  }
  return {
    balances: leave.kind === 'annual-leave' ? await leftWith(tx, deps, leave) : [],
    meetings: await bureauMeetingsIn(tx, leave.memberId, span),
    alsoAway,
    bothAway: otherAway(deps, leave, org, [...near.values()], new Set(alsoAway.map((one) => one.memberId))),
    yearsUnknown: yearsUnknown(request.period, deps.calendar),
  };
}

/** The department of a request, and others that its applicant heads besides (兼任). */
const concerned = ({ memberId, departmentId }: Leave, { departments }: Org): readonly DepartmentId[] => [
  departmentId,
  ...departments.filter(({ id, headId }) => headId === memberId && id !== departmentId).map(({ id }) => id),
];

/** Whose leave may matter to whoever decides: the members of the departments as they are now, and who else is in charge there or of somebody's work. */
async function nearTo(tx: Tx, leave: Leave, away: readonly Away[], org: Org): Promise<ReadonlyMap<MemberId, Member>> {
  const near = new Map<MemberId, Member>();
  for (const id of concerned(leave, org)) for (const member of await membersOf(tx, id)) near.set(member.id, member);
  const stoodInFor = away.filter(({ actingId }) => actingId === leave.memberId).map((one) => one.leave.memberId);
  for (const id of [departmentOf(leave.departmentId, org)?.headId, leave.acting?.memberId, ...stoodInFor]) {
    const member = id === undefined || near.has(id) ? undefined : await findMember(tx, id);
    if (member) near.set(member.id, member);
  }
  return near;
}

/** What the leave of `other` is to whoever decides the request. Undefined: nothing. */
export function besideOf(
  leave: Leave,
  { actingId }: Pick<Away, 'actingId'>,
  other: Member,
  org: Org,
): Pick<AlsoAway, 'isHead' | 'isActing' | 'isStoodInFor'> | undefined {
  const { memberId, departmentId, acting } = leave;
  const isHead = other.id === departmentOf(departmentId, org)?.headId;
  const [isActing, isStoodInFor] = [other.id === acting?.memberId, actingId === memberId];
  const isBeside = isHead || isActing || isStoodInFor || concerned(leave, org).includes(other.departmentId);
  return isBeside && other.active && other.id !== memberId ? { isHead, isActing, isStoodInFor } : undefined;
}

const departmentOf = (departmentId: DepartmentId, { departments }: Org) => departments.find(({ id }) => id === departmentId);

function otherAway(
  { ranks }: LeaveDeps,
  leave: Leave,
  org: Org,
  members: readonly Member[],
  away: ReadonlySet<MemberId>,
): Facing['bothAway'] {
  for (const departmentId of concerned(leave, org)) {
    const posts = topPosts(departmentId, org, members, ranks);
    const otherId = posts?.includes(leave.memberId) ? posts.find((id) => id !== leave.memberId && away.has(id)) : undefined;
    const department = departmentOf(departmentId, org);
    if (department && otherId !== undefined)
      return { department: department.name, other: members.find(({ id }) => id === otherId)?.name ?? '—' };
  }
  return undefined;
}

/** Who may settle the open step now. */
export async function mayOf(tx: Tx, leave: Leave, step: Step | undefined): Promise<ReadonlySet<MemberId>> {
  if (!step) return new Set();
  return new Set(step.assigneeId === undefined ? (await handlersOf(tx, step, leave)).may : [step.assigneeId]);
}
