import type { Instant } from '../../calendar/instant.js';
import { intervalOf, monthPeriod, type Period } from '../../calendar/period.js';
import { dateOf } from '../../calendar/zone.js';
import type { Tx } from '../../db/transact.js';
import type { Department, DepartmentId } from '../../org/member.js';
import { membersOf, peopleToldApart } from '../../org/options.js';
import type { Right } from '../../org/permissions.js';
import { type Counted, countedIn, type Scope, scopeOf } from '../../org/scope.js';
import { type Actor, departmentNames, hasRight, recordAudit } from '../../org/service.js';
import { countWaiting, openSince, openUntil } from '../../reflection/service.js';
import type { ParticipationDeps } from '../deps.js';
import { countFigures, countMissing, countTrend } from '../figures/count-service.js';
import { type Compared, type MissingFigure, SUBJECTS, type Subject, type TrendPoint } from '../figures/figures.js';
import { comparedOf, rowsOf, withoutMeetings, withoutPrompts } from '../figures/rules.js';
import { asksForRatings } from '../ratings/service.js';
import type { Missing, Summary, SummaryRefusal, SummaryResult } from './summary.js';

const MOST_NAMES = 30;

type SummaryDeps = Omit<ParticipationDeps, 'reflection' | 'channel' | 'policy'> & {
  readonly policy: Pick<ParticipationDeps['policy'], 'names'>;
};

export type Wanted = {
  readonly viewer: Actor;
  readonly period: Period;
  /** Left out: as much as the viewer may see. */
  readonly subject?: Subject | undefined;
  readonly departmentId?: string | undefined;
  /** A department as somebody typed it. */
  readonly named?: string | undefined;
};

/** Who took part, within what `viewer` may see by the database at this moment; each look is audited before anything is shown. */
export async function summarize(deps: SummaryDeps, wanted: Wanted): Promise<SummaryResult> {
  const view = await look(deps, wanted, 'participation.view');
  if (!view.ok) return view;
  const { subject, subjects, department, departments: scope, counted } = view;
  const { period, viewer } = wanted;
  const viewerId = 'member' in viewer ? viewer.member : undefined;
  const what = { period, subject, departmentIds: counted.map(({ id }) => id) };
  const tally = await countFigures(deps, what);
  const trend = await countTrend(deps, what, tally.total);
  const missing = deps.policy.names ? await countMissing(deps, what) : undefined;
  return {
    ok: true,
    period,
    subject,
    subjects,
    department,
    scope,
    total: tally.total,
    trend,
    compared: await compare(deps, what, trend),
    departments: rowsOf(tally.byDepartment, counted, subject),
    missing: missing && (await deps.transact((tx) => named(tx, missing, counted))),
    open: isAboutPrompts(subject) ? (await deps.transact((tx) => openUntil(tx, openIn(deps, what)))).length : 0,
    waiting: isAboutPrompts(subject) ? await deps.transact((tx) => countWaiting(tx, openIn(deps, what), viewerId)) : 0,
    earlier: isAboutPrompts(subject) ? await openEarlier(deps, what) : undefined,
    rated: subject === 'prompts' && (await asksForRatings(deps, period)),
    onLeave: tally.onLeave,
  };
}

const isAboutPrompts = (subject: Subject): boolean => subject === 'all' || subject === 'prompts';
const openIn = ({ clock, zone }: SummaryDeps, { period, departmentIds }: What) => ({
  interval: intervalOf(period, zone),
  now: clock.now(),
  departmentIds,
});

/** Monthly 四问 opens on the last workday, and is open in the month after. */
async function openEarlier({ transact, clock, zone }: SummaryDeps, { period, departmentIds }: What): Promise<Summary['earlier']> {
  const [now, today] = [clock.now(), dateOf(clock.now(), zone)];
  if (today < period.from || period.to < today) return undefined;
  const interval = { start: 0 as Instant, end: intervalOf(period, zone).start };
  const since = await transact((tx) => openSince(tx, { interval, now, departmentIds }));
  const last = since.at(-1);
  if (last === undefined) return undefined;
  const month = monthPeriod(dateOf(last, zone));
  return { month, rounds: since.filter((opensAt) => opensAt >= intervalOf(month, zone).start).length };
}

type What = { readonly period: Period; readonly subject: Subject; readonly departmentIds: readonly DepartmentId[] };

/**
 * Whole periods stand in the trend; of one that is under way both parts are counted. What lies ahead is known of leave only, but it is known. Answers
 * are held against none that people still give.
 */
async function compare(deps: SummaryDeps, what: What, trend: readonly TrendPoint[]): Promise<Compared | undefined> {
  const today = dateOf(deps.clock.now(), deps.zone);
  const parts = comparedOf(what.period, today);
  if (!parts) return undefined;
  const { now, before } = parts;
  const count = async (period: Period) =>
    trend.find((one) => one.period.from === period.from && one.period.to === period.to)?.figures ??
    (await countFigures(deps, { ...what, period })).total;
  const isOpen = (await deps.transact((tx) => openUntil(tx, openIn(deps, { ...what, period: before })))).length > 0;
  const figures = await count(before);
  if (today < now.from) return { period: before, now: await count(now), before: withoutMeetings(withoutPrompts(figures)) };
  return { period: before, now: await count(now), before: isOpen ? withoutPrompts(figures) : figures };
}

type View = {
  readonly ok: true;
  readonly subject: Subject;
  readonly subjects: readonly Subject[];
  readonly counted: readonly Counted[];
} & Pick<Scope, 'department' | 'departments'>;

type NoView = { readonly ok: false; readonly refusal: SummaryRefusal };

/** What may be looked at, put on record before anything of it is shown. */
export function look(
  { transact, clock }: Pick<SummaryDeps, 'transact' | 'clock'>,
  wanted: Wanted,
  action: 'participation.view' | 'participation.export',
): Promise<View | NoView> {
  const { viewer, period } = wanted;
  return transact(async (tx) => {
    const view = await viewFor(tx, wanted);
    if (view.ok)
      await recordAudit(tx, {
        at: clock.now(),
        actor: viewer,
        action,
        subject: `${period.from}..${period.to}`,
        detail: `${view.department?.id ?? 'all'}; ${view.subject}`,
      });
    return view;
  });
}

/** What of `wanted` the viewer may see, by the database at this moment. */
export async function viewFor(tx: Tx, { viewer, subject: wanted, departmentId, named: typed }: Wanted): Promise<View | NoView> {
  const subjects = 'operator' in viewer ? SUBJECTS : await subjectsFor(tx, viewer.member);
  const subject = wanted ?? subjects[0];
  if (subject === undefined || !subjects.includes(subject)) return { ok: false, refusal: 'right-missing' };
  const whole = await scopeOf(tx, viewer, rightFor(subject), departmentId);
  if (!whole.ok) return whole;
  const [chosen, ...others] = typed === undefined ? [] : departmentsNamed(whole.departments, await departmentNames(tx), typed);
  if (others.length > 0) return { ok: false, refusal: 'departments-alike' };
  if (typed !== undefined && !chosen) return { ok: false, refusal: 'words-unclear' };
  const scope = chosen ? await scopeOf(tx, viewer, rightFor(subject), chosen.id) : whole;
  if (!scope.ok) return scope;
  return { ok: true, subject, subjects, department: scope.department, departments: scope.departments, counted: await countedIn(tx, scope) };
}

/** By its name, or by a part of the name: of its own (`names`) before that of the unit above, which stands with it where several share a name. */
function departmentsNamed(departments: readonly Department[], names: ReadonlyMap<DepartmentId, string>, typed: string): Department[] {
  const wanted = fullWidth(typed);
  const found = [
    departments.filter(({ name }) => fullWidth(name) === wanted),
    departments.filter(({ id }) => fullWidth(names.get(id) ?? '').includes(wanted)),
    departments.filter(({ name }) => fullWidth(name).includes(wanted)),
  ];
  return found.find((some) => some.length > 0) ?? [];
}

const fullWidth = (name: string): string => name.replaceAll('(', '（').replaceAll(')', '）');

/** Personnel sees days of leave, and nothing else of participation (domain.md §5). */
const rightFor = (subject: Subject): Right => (subject === 'leave' ? 'leave.view' : 'participation.view');

export function missingOf({ departmentId, ...one }: MissingFigure, name: string | undefined, departments: readonly Counted[]): Missing {
  const department = departments.find(({ id }) => id === departmentId);
  return { ...one, name: name ?? '—', department: department?.name ?? '', dissolved: department?.dissolved ?? false };
}

async function named(tx: Tx, all: readonly MissingFigure[], departments: readonly Counted[]) {
  const some = all.slice(0, MOST_NAMES);
  const members = await membersOf(
    tx,
    some.map(({ memberId }) => memberId),
  );
  const names = await peopleToldApart(tx, members);
  return { listed: some.map((one) => missingOf(one, names.get(one.memberId), departments)), more: all.length - some.length };
}

/** What this member may look at, the most of it first; none: nothing. */
export async function subjectsFor(tx: Tx, memberId: string): Promise<readonly Subject[]> {
  if (await hasRight(tx, memberId, 'participation.view')) return SUBJECTS;
  return (await hasRight(tx, memberId, 'leave.view')) ? ['leave'] : [];
}
