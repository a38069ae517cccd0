import { type Instant, plus } from '../../../calendar/instant.js';
import { type Period as Dates, intervalOf } from '../../../calendar/period.js';
import { addDays, daysBetween } from '../../../calendar/plain-date.js';
import { onOrBefore } from '../../../calendar/workdays.js';
import { dateOf, startOfDay } from '../../../calendar/zone.js';
import { nextTurn } from '../../../db/in-chunks.js';
import type { Tx } from '../../../db/transact.js';
import { grouped } from '../../../org/grouped.js';
import type { Member } from '../../../org/member.js';
import { peopleToldApart } from '../../../org/options.js';
import { scopeOf } from '../../../org/scope.js';
import { type Actor, activeIds, activeMembers, hasRight, recordAudit } from '../../../org/service.js';
import type { LeaveDeps } from '../../deps.js';
import type { Leave } from '../../leave.js';
import { isToConfirmBack } from '../../request/may.js';
import { approvedOverlapping } from '../../store.js';
import { type Hours, overdueFrom, overdueOnceAsked } from '../due/rules.js';
import { notReportedBack } from '../due/store.js';
import { periodAway } from '../rules.js';
import { wholeAbsence } from '../service.js';
import type { AwayLine, OverviewResult } from './overview.js';

/** For Home: whether there is anything that this member may look at. */
export const mayView = (tx: Tx, memberId: string): Promise<boolean> => hasRight(tx, memberId, 'leave.view');

/** Who is away in these days, within what `viewer` may see by the database at this moment; each look is audited. */
export function viewAway(
  deps: LeaveDeps,
  { viewer, dates, departmentId }: { readonly viewer: Actor; readonly dates: Dates; readonly departmentId?: string | undefined },
): Promise<OverviewResult> {
  return deps.transact(async (tx) => {
    const scope = await scopeOf(tx, viewer, 'leave.view', departmentId);
    if (!scope.ok) return scope;
    if (isTooLong(dates)) return { ok: false, refusal: 'period-too-long' };
    const { department, departments, chosen } = scope;
    await recordAudit(tx, {
      at: deps.clock.now(),
      actor: viewer,
      action: 'leave.away-viewed',
      subject: `${dates.from}..${dates.to}`,
      detail: department?.id ?? 'all',
    });
    const members = new Map((await activeMembers(tx)).map((member) => [member.id, member]));
    await nextTurn();
    const within = [...members.values()].flatMap(({ id, departmentId: of }) => (chosen.has(of) ? [id] : []));
    const leaves = (await approvedOverlapping(tx, intervalOf(dates, deps.zone), within)).filter((leave) => isAwayOn(leave, dates));
    await nextTurn();
    const overdue = includesToday(deps, dates) ? await overdueNow(tx, deps) : [];
    const late = new Set(overdue.map(({ id }) => id));
    const lines = [...overdue, ...leaves.filter(({ id }) => !late.has(id))].flatMap((leave) => {
      const member = members.get(leave.memberId);
      return member && chosen.has(member.departmentId) ? [{ member, line: lineOf(leave, late.has(leave.id), member, members) }] : [];
    });
    const names = await peopleToldApart(
      tx,
      lines.map(({ member }) => member),
    );
    const byDepartment = grouped(lines, ({ member }) => member.departmentId);
    const ordered = departments.flatMap(({ id, name }) =>
      (byDepartment.get(id) ?? []).map(
        ({ member, line }): AwayLine => ({ ...line, name: names.get(member.id) ?? line.name, department: name }),
      ),
    );
    const people = (isOverdue: boolean) =>
      new Set(lines.filter(({ line }) => line.overdue === isOverdue).map(({ member }) => member.id)).size;
    return {
      ok: true,
      dates,
      department,
      scope: departments,
      lines: ordered,
      people: people(false),
      overdue: people(true),
    };
  });
}

/** Who is away is asked for days and months; of longer than a year there are the days of leave, which are counted month by month. */
const MOST_DAYS = 366;
const isTooLong = ({ from, to }: Dates): boolean => daysBetween(from, to) >= MOST_DAYS;

/** Whole days: no instants, which would take longer than all the rest of it. */
function isAwayOn(leave: Leave, { from, to }: Dates): boolean {
  const away = periodAway(leave);
  return away !== undefined && away.from.on <= to && away.until.on >= from;
}

const includesToday = ({ clock, zone }: LeaveDeps, { from, to }: Dates): boolean => {
  const today = dateOf(clock.now(), zone);
  return from <= today && today <= to;
};

/**
 * Approved leave whose day of return is over, of which nobody has reported back, and from which no other goes on, nor is asked to go on for longer; of
 * those who have left the office nobody will report back. What is approved only today was nobody's to report back from before; what was entered for
 * somebody when it was over ends as soon as they confirm it.
 */
export async function overdueNow(tx: Tx, deps: Hours & Pick<LeaveDeps, 'clock'>): Promise<Leave[]> {
  const now = deps.clock.now();
  const active = new Set(await activeIds(tx));
  const isOver = overBy(now, deps);
  const open = (await notReportedBack(tx, now)).filter(({ leave }) => active.has(leave.memberId) && isOver(leave));
  const over = open.filter(({ leave }) => !isToConfirmBack(leave, deps.zone));
  await nextTurn();
  const longer = over.filter(({ toBeLonger }) => toBeLonger).map(({ leave }) => leave);
  const toBeLonger = new Set(longer.map(({ id }) => id));
  // However many there are, those are few from whose leave anything goes on: of nobody else it is looked for.
  const mayGoOn = new Set([...longer, ...(await notOver(tx, deps, isOver))].map(({ memberId }) => memberId));
  const overdue: Leave[] = [];
  for (const { leave, approvedAt } of over) {
    const whole = mayGoOn.has(leave.memberId) ? await wholeAbsence(tx, deps, leave) : { period: leave.period, leaves: [leave] };
    if (!isOver(whole) || whole.leaves.some(({ id }) => toBeLonger.has(id))) continue;
    if (approvedAt === undefined || overdueOnceAsked(approvedAt, deps) <= now) overdue.push(leave);
  }
  return overdue;
}

type Spent = Pick<Leave, 'period'>;

/** Whether the day of return is over. Much leave ends with the same half day, and to count workdays takes longer than all the rest. */
function overBy(now: Instant, hours: Hours): (of: Spent) => boolean {
  const known = new Map<string, boolean>();
  return (of) => {
    const until = `${of.period.until.on} ${of.period.until.half}`;
    const isOver = known.get(until) ?? overdueFrom(of, hours) <= now;
    known.set(until, isOver);
    return isOver;
  };
}

/** Leave whose day of return is not over, as far as it has begun: it ended on the last workday before today at the earliest. */
async function notOver(tx: Tx, deps: Hours & Pick<LeaveDeps, 'clock'>, isOver: (of: Spent) => boolean): Promise<Leave[]> {
  const { calendar, clock, zone } = deps;
  const start = startOfDay(onOrBefore(addDays(dateOf(clock.now(), zone), -1), calendar), zone);
  return (await approvedOverlapping(tx, { start, end: plus(clock.now(), 1) })).filter((leave) => {
    const period = periodAway(leave);
    return period !== undefined && !isOver({ period });
  });
}

function lineOf(leave: Leave, overdue: boolean, member: Member, members: ReadonlyMap<string, Member>): Omit<AwayLine, 'department'> {
  const { acting, kind, period } = leave;
  return {
    name: member.name,
    kind,
    period: periodAway(leave) ?? period,
    acting: acting && acting.answer !== 'declined' ? members.get(acting.memberId)?.name : undefined,
    overdue,
  };
}
