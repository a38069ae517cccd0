import type { Interval, Zone } from '../calendar/instant.js';
import { intervalOf, type Period } from '../calendar/period.js';
import { inChunks } from '../db/in-chunks.js';
import type { Transact, Tx } from '../db/transact.js';
import type { Department, DepartmentId } from '../org/member.js';
import { authorize, type Org } from '../org/permissions.js';
import { type Actor, dissolvedDepartments, findMember, hasRight, loadOrg, recordAudit } from '../org/service.js';
import type { MissingFigure } from '../reflection/round.js';
import { askFigures, countedRounds, leftOut, missingMembers } from '../reflection/service.js';
import type { Clock } from '../schedule/clock.js';
import { type Absent, type Asked, addAsked, addMissing, byDepartment, byMember, type Counted, withBelow } from './rules.js';
import type { Missing, SummaryRefusal, SummaryResult } from './summary.js';

export type ParticipationDeps = { readonly transact: Transact; readonly clock: Clock; readonly zone: Zone };

const MOST_NAMES = 30;
/** Where nobody has answered, 3,000 people in each take about 10 ms; then others get their turn. */
const ROUNDS_AT_ONCE = 4;

type Wanted = { readonly viewer: Actor; readonly period: Period; readonly departmentId?: string | undefined };

/** Who took part, within what `viewer` may see by the database at this moment; each look is audited before anything is shown. */
export async function summarize(deps: ParticipationDeps, input: Wanted): Promise<SummaryResult> {
  const view = await deps.transact((tx) => openView(tx, deps, input));
  if (!view.ok) return view;
  const { department, scope, counted } = view;
  const { asked, missing, onLeave } = await count(
    deps,
    intervalOf(input.period, deps.zone),
    counted.map(({ id }) => id),
  );
  const absent = byMember(missing.values());
  const listed = await deps.transact((tx) => named(tx, absent.slice(0, MOST_NAMES), counted));
  return {
    ok: true,
    period: input.period,
    department,
    scope,
    ...byDepartment(asked.values(), counted),
    missing: listed,
    moreMissing: absent.length - listed.length,
    onLeave,
  };
}

type View = {
  readonly ok: true;
  readonly department: Department | undefined;
  readonly scope: readonly Department[];
  readonly counted: readonly Counted[];
};

async function openView(
  tx: Tx,
  deps: ParticipationDeps,
  input: Wanted,
): Promise<View | { readonly ok: false; readonly refusal: SummaryRefusal }> {
  const org = await loadOrg(tx);
  const allowed = await scopeOf(tx, input.viewer, org);
  if (!allowed) return { ok: false, refusal: 'right-missing' };
  const scope = org.departments.filter(({ id }) => allowed.has(id));
  const department = scope.find(({ id }) => id === input.departmentId);
  if (input.departmentId !== undefined && !department) return { ok: false, refusal: 'department-out-of-scope' };
  const chosen = department ? withBelow(scope, department.id) : allowed;
  const standing = scope.filter(({ id }) => chosen.has(id)).map(({ id, name }) => ({ id, name, dissolved: false }));
  const dissolved = (await dissolvedDepartments(tx)).filter(({ under }) => under !== undefined && chosen.has(under));
  await recordAudit(tx, {
    at: deps.clock.now(),
    actor: input.viewer,
    action: 'participation.view',
    subject: `${input.period.from}..${input.period.to}`,
    detail: department?.id ?? 'all',
  });
  return {
    ok: true,
    department,
    scope,
    counted: [...standing, ...dissolved.map(({ id, name }) => ({ id, name, dissolved: true }))],
  };
}

async function scopeOf(tx: Tx, viewer: Actor, org: Org): Promise<ReadonlySet<DepartmentId> | undefined> {
  if ('operator' in viewer) return new Set(org.departments.map(({ id }) => id));
  const member = await findMember(tx, viewer.member);
  const granted = member && authorize(member, org, 'participation.view');
  return granted?.ok ? granted.departmentIds : undefined;
}

/** A transaction for every few rounds: whoever submits an answer meanwhile doesn't wait for years to be counted. */
async function count(deps: ParticipationDeps, interval: Interval, departmentIds: readonly DepartmentId[]) {
  const asked: Asked = new Map();
  const missing: Absent = new Map();
  let onLeave = 0;
  const rounds = await deps.transact((tx) => countedRounds(tx, interval));
  await inChunks(
    rounds,
    (some) =>
      deps.transact(async (tx) => {
        addAsked(asked, await askFigures(tx, some, departmentIds));
        addMissing(missing, await missingMembers(tx, some, departmentIds));
        onLeave += await leftOut(tx, some, departmentIds);
      }),
    ROUNDS_AT_ONCE,
  );
  return { asked, missing, onLeave };
}

async function named(tx: Tx, absent: readonly MissingFigure[], departments: readonly Counted[]): Promise<Missing[]> {
  const names = new Map(departments.map(({ id, name }) => [id, name]));
  const listed: Missing[] = [];
  for (const { memberId, departmentId, missing } of absent) {
    const name = (await findMember(tx, memberId))?.name ?? memberId;
    listed.push({ name, department: names.get(departmentId) ?? '', times: missing });
  }
  return listed;
}

/** For Home: whether there is anything this member may look at. */
export const maySummarize = (tx: Tx, memberId: string): Promise<boolean> => hasRight(tx, memberId, 'participation.view');
