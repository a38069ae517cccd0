import type { Interval } from '../../../calendar/instant.js';
import { type Period as Dates, intervalOf } from '../../../calendar/period.js';
import { addDays, firstOfMonth, lastOfMonth } from '../../../calendar/plain-date.js';
import { readerOf } from '../../../calendar/reader.js';
import type { Upload } from '../../../chat/chat.js';
import { nextTurn } from '../../../db/in-chunks.js';
import { enqueue } from '../../../delivery/outbox.js';
import { grouped } from '../../../org/grouped.js';
import type { DepartmentId, MemberId } from '../../../org/member.js';
import { peopleToldApart } from '../../../org/options.js';
import { type Counted, countedIn, type Scope, scopeOf } from '../../../org/scope.js';
import { type Actor, allMembers, findMember, recordAudit } from '../../../org/service.js';
import { kindsOf } from '../../chain/chain.js';
import type { LeaveDeps } from '../../deps.js';
import { LEAVE_KINDS } from '../../leave.js';
import type { Days, DepartmentRow, MemberRow, Report, ReportResult } from './report.js';
import { add, figuresOf, halfDaysIn, NONE, plus, type Sums, type Taken } from './rules.js';
import { partsFrom, partsInto, wholeFrom } from './store.js';
import { reportWorkbook } from './workbook.js';

export type Wanted = { readonly viewer: Actor; readonly dates: Dates; readonly departmentId?: string | undefined };

/** Days of leave by kind and department, within what `viewer` may see by the database at this moment; each look is audited before anything is shown. */
export function viewReport(deps: LeaveDeps, wanted: Wanted): Promise<ReportResult> {
  return reportFor(deps, wanted, 'viewed');
}

type Look = 'viewed' | 'exported';

async function reportFor(deps: LeaveDeps, { viewer, dates, departmentId }: Wanted, look: Look): Promise<ReportResult> {
  const view = await deps.transact(async (tx) => {
    const scope = await scopeOf(tx, viewer, 'leave.view', departmentId);
    if (!scope.ok) return scope;
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: viewer,
      action: `leave.report-${look}`,
      subject: `${dates.from}..${dates.to}`,
      detail: scope.department?.id ?? 'all',
    });
    return { ...scope, counted: await countedIn(tx, scope) };
  });
  if (!view.ok) return view;
  const sums = await daysTaken(
    deps,
    dates,
    view.counted.map(({ id }) => id),
  );
  const people = new Map((await deps.transact(allMembers)).map((member) => [member.id, member]));
  const away = [...new Set([...sums.values()].map(({ memberId }) => memberId))].flatMap((id) => people.get(id) ?? []);
  const names = await deps.transact((tx) => peopleToldApart(tx, away));
  await nextTurn();
  const byDepartment = grouped([...sums.values()], ({ departmentId: own }) => own);
  const members = view.counted.flatMap(({ id, name, dissolved }) =>
    (byDepartment.get(id) ?? []).map(({ memberId, days }): MemberRow => {
      const member = people.get(memberId);
      return { memberId, name: names.get(memberId) ?? '—', rank: member?.rank ?? '', department: name, dissolved, ...figuresOf(days) };
    }),
  );
  return summed(deps, view, dates, view.counted, byDepartment, members);
}

function summed(
  deps: LeaveDeps,
  { department, departments }: Scope,
  dates: Dates,
  counted: readonly Counted[],
  byDepartment: ReadonlyMap<DepartmentId, readonly { readonly days: Days }[]>,
  members: readonly MemberRow[],
): Report {
  const rows = counted.flatMap((one): DepartmentRow[] => {
    const own = byDepartment.get(one.id) ?? [];
    return own.length === 0 ? [] : [{ ...one, ...figuresOf(own.map(({ days }) => days).reduce(plus, NONE)), people: own.length }];
  });
  const total = figuresOf(rows.map(({ days }) => days).reduce(plus, NONE));
  const offered = kindsOf(deps.policy.chains);
  return {
    ok: true,
    dates,
    department,
    scope: departments,
    kinds: LEAVE_KINDS.filter((kind) => offered.includes(kind) || total.days[kind] > 0),
    departments: rows,
    total: { ...total, people: new Set(members.map(({ memberId }) => memberId)).size },
    members,
  };
}

/** What each took in each department. A transaction for every month: whoever asks for leave meanwhile doesn't wait for years to be counted. */
export async function daysTaken(
  deps: Pick<LeaveDeps, 'transact' | 'zone' | 'calendar'>,
  dates: Dates,
  departmentIds: readonly DepartmentId[],
): Promise<Sums> {
  const sums: Sums = new Map();
  const take = (some: readonly Taken[]) => {
    for (const one of some) add(sums, one, halfDaysIn(one, dates, deps.calendar));
  };
  take(await deps.transact((tx) => partsInto(tx, intervalOf(dates, deps.zone), departmentIds)));
  for (const month of monthsOf(dates, deps)) {
    await nextTurn();
    await deps.transact(async (tx) => {
      for (const one of await wholeFrom(tx, month, dates.to, departmentIds)) add(sums, one, one.halfDays);
      take(await partsFrom(tx, month, dates.to, departmentIds));
    });
  }
  return sums;
}

function monthsOf({ from, to }: Dates, { zone }: Pick<LeaveDeps, 'zone'>): Interval[] {
  const months: Interval[] = [];
  for (let first = from; first <= to; first = addDays(lastOfMonth(first), 1)) {
    const last = lastOfMonth(firstOfMonth(first));
    months.push(intervalOf({ from: first, to: last < to ? last : to }, zone));
  }
  return months;
}

/** Has the workbook sent to their direct conversation; `press`: the same one delivered again sends none. */
export function exportReport(
  deps: LeaveDeps,
  {
    memberId,
    dates,
    departmentId,
    press,
  }: { readonly memberId: string; readonly dates: Dates; readonly departmentId: string | undefined; readonly press: string },
): Promise<{ readonly ok: true } | Extract<ReportResult, { ok: false }>> {
  return deps.transact(async (tx) => {
    const viewer = { member: memberId as MemberId };
    const scope = await scopeOf(tx, viewer, 'leave.view', departmentId);
    if (!scope.ok) return scope;
    const now = deps.clock.now();
    const args = { from: dates.from, to: dates.to, ...(departmentId === undefined ? {} : { department: departmentId }) };
    await enqueue(tx, now, { kind: 'file', key: `leave.report:${memberId}:${press}`, to: viewer, source: 'leave.report', args });
    return { ok: true };
  });
}

/** Made when it is sent, with what is theirs then; that is a look of theirs. */
export async function reportFile(
  deps: LeaveDeps,
  args: Readonly<Record<string, string>>,
  memberId: MemberId | undefined,
): Promise<Upload | undefined> {
  const member = memberId && (await deps.transact((tx) => findMember(tx, memberId)));
  if (!member) return undefined;
  const dates = { from: args.from, to: args.to } as Dates;
  const report = await reportFor(deps, { viewer: { member: member.id }, dates, departmentId: args.department }, 'exported');
  return report.ok ? reportWorkbook(report, readerOf(deps, member)) : undefined;
}
