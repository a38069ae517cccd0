import type { Zone } from '../calendar/instant.js';
import { intervalOf, type Period } from '../calendar/period.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Department, DepartmentId } from '../org/member.js';
import { authorize } from '../org/permissions.js';
import { type Actor, findMember, loadOrg, recordAudit } from '../org/service.js';
import { askFigures, missingMembers } from '../reflection/service.js';
import type { Clock } from '../schedule/clock.js';
import { byDepartment, withBelow } from './rules.js';
import type { SummaryResult } from './summary.js';

export type ParticipationDeps = { readonly transact: Transact; readonly clock: Clock; readonly zone: Zone };

const MOST_NAMES = 30;
const MOST_COUNTED = 10_000;

/** Who took part, within what `viewer` may see by the database at this moment; each look is audited. */
export function summarize(
  deps: ParticipationDeps,
  input: { readonly viewer: Actor; readonly period: Period; readonly departmentId?: string | undefined },
): Promise<SummaryResult> {
  return deps.transact(async (tx) => {
    const org = await loadOrg(tx);
    const allowed = await scopeOf(tx, input.viewer, org.departments);
    if (!allowed) return { ok: false, refusal: 'right-missing' };
    const scope = org.departments.filter(({ id }) => allowed.has(id));
    const department = input.departmentId === undefined ? undefined : scope.find(({ id }) => id === input.departmentId);
    if (input.departmentId !== undefined && !department) return { ok: false, refusal: 'department-out-of-scope' };
    const chosen = department ? withBelow(scope, department.id) : allowed;
    const interval = intervalOf(input.period, deps.zone);
    const counted = byDepartment(await askFigures(tx, interval, [...chosen]), scope);
    const missing = await missingMembers(tx, interval, [...chosen], MOST_COUNTED);
    const names = new Map(org.departments.map(({ id, name }) => [id, name]));
    const listed = await Promise.all(
      missing.slice(0, MOST_NAMES).map(async (one) => ({
        name: (await findMember(tx, one.memberId))?.name ?? one.memberId,
        department: names.get(one.departmentId) ?? '',
        times: one.missing,
      })),
    );
    const subject = `${input.period.from}..${input.period.to}`;
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: input.viewer,
      action: 'participation.view',
      subject,
      detail: department?.id ?? 'all',
    });
    return { ok: true, period: input.period, department, scope, ...counted, missing: listed, moreMissing: missing.length - listed.length };
  });
}

async function scopeOf(tx: Tx, viewer: Actor, departments: readonly Department[]): Promise<ReadonlySet<DepartmentId> | undefined> {
  if ('operator' in viewer) return new Set(departments.map(({ id }) => id));
  const member = await findMember(tx, viewer.member);
  const granted = member && authorize(member, await loadOrg(tx), 'participation.view');
  return granted?.ok ? granted.departmentIds : undefined;
}

/** For Home: whether there is anything this member may look at. */
export function maySummarize(deps: ParticipationDeps, memberId: string): Promise<boolean> {
  return deps.transact(async (tx) => {
    const member = await findMember(tx, memberId);
    return member !== undefined && authorize(member, await loadOrg(tx), 'participation.view').ok;
  });
}
