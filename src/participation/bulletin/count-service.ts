import { intervalOf, type Period, previousPeriod } from '../../calendar/period.js';
import type { Tx } from '../../db/transact.js';
import { awayDuring } from '../../leave/service.js';
import type { MeetingId } from '../../meeting/meeting.js';
import { absences, openCheckInsOf } from '../../meeting/service.js';
import type { MemberId } from '../../org/member.js';
import { membersOf, peopleToldApart } from '../../org/options.js';
import { type Counted, countedIn, scopeOf } from '../../org/scope.js';
import { openUntil } from '../../reflection/service.js';
import type { ParticipationDeps } from '../deps.js';
import { countFigures } from '../figures/count-service.js';
import type { Figures, MissingFigure } from '../figures/figures.js';
import { addMissing, type MissingSums, mostFirst, rowsOf, withoutMeetings, withoutPrompts } from '../figures/rules.js';
import { type Absent, COMPARED, type ComparedBy, type Content } from './bulletin.js';
import { type Month, periodOf } from './month.js';
import { bestBy, improvedBy } from './rules.js';

/** So that all of a bulletin fits into what a form takes. */
const MOST_NAMED = 20;

/**
 * What there is to say of a month, for the whole bureau. People still answer rounds that are open, and check in to meetings that are not over:
 * these are left out, and what is left of the answers, or of the meetings, is not held against a whole month.
 */
export async function countContent(deps: ParticipationDeps, month: Month): Promise<Content> {
  const counted = await deps.transact(wholeBureau);
  const [departmentIds, instant, period] = [counted.map(({ id }) => id), deps.clock.now(), periodOf(month)];
  const count = (of: Period) => countFigures(deps, { period: of, subject: 'all', departmentIds, closedBy: instant });
  const [firstCloses, ...others] = await deps.transact((tx) =>
    openUntil(tx, { interval: intervalOf(period, deps.zone), now: instant, departmentIds }),
  );
  const checkIns = await deps.transact((tx) => openCheckInsOf(tx, intervalOf(period, deps.zone)));
  const answersOf = firstCloses === undefined ? <T>(figures: T) => figures : withoutPrompts;
  const meetingsOf = checkIns.length === 0 ? <T>(figures: T) => figures : withoutMeetings;
  const compared = <T extends Figures>(figures: T): T => answersOf(meetingsOf(figures));
  const [now, before] = [await count(period), await count(previousPeriod(period))];
  const [rows, rowsBefore] = [rowsOf(now.byDepartment, counted, 'all'), rowsOf(before.byDepartment, counted, 'all').map(compared)];
  return {
    total: now.total,
    before: compared(before.total),
    best: byEach((by) => bestBy(by, rows)),
    improved: byEach((by) => improvedBy(by, rows, rowsBefore)),
    absent: deps.policy.bulletin.absences ? await absent(deps, period, counted) : undefined,
    open: firstCloses === undefined ? undefined : { rounds: others.length + 1, firstCloses },
    checkIns,
  };
}

const byEach = <T>(make: (by: ComparedBy) => T): Readonly<Record<ComparedBy, T>> => {
  const [answers, attendance] = COMPARED;
  return { answers: make(answers), attendance: make(attendance) };
};

async function wholeBureau(tx: Tx): Promise<Counted[]> {
  const scope = await scopeOf(tx, { operator: 'siwen' }, 'participation.view', undefined);
  return scope.ok ? countedIn(tx, scope) : [];
}

/**
 * Absent from meetings, neither excused nor on approved leave: before the whole office nobody is said to be away without leave who has some. Who has not
 * answered is never asked for here.
 */
async function absent(deps: ParticipationDeps, period: Period, counted: readonly Counted[]) {
  const places = new Set(counted.map(({ id }) => id));
  const sums: MissingSums = new Map();
  const missed = await deps.transact((tx) => absences(tx, intervalOf(period, deps.zone)));
  const away = new Map<MeetingId, ReadonlyMap<MemberId, unknown>>();
  for (const { meetingId, memberId, departmentId, startsAt: start, endsAt: end } of missed) {
    const then = away.get(meetingId) ?? (await deps.transact((tx) => awayDuring(tx, deps, { start, end })));
    away.set(meetingId, then);
    if (places.has(departmentId) && !then.has(memberId)) addMissing(sums, { memberId, departmentId, absent: 1 });
  }
  const all = mostFirst(sums);
  const some = all.slice(0, MOST_NAMED);
  return { listed: await deps.transact((tx) => named(tx, some, counted)), more: all.length - some.length };
}

async function named(tx: Tx, some: readonly MissingFigure[], counted: readonly Counted[]): Promise<Absent[]> {
  const departments = new Map(counted.map((one) => [one.id, one]));
  const names = await peopleToldApart(
    tx,
    await membersOf(
      tx,
      some.map(({ memberId }) => memberId),
    ),
  );
  return some.map(({ memberId, departmentId, absent: times }): Absent => {
    const { name: department = '', dissolved = false } = departments.get(departmentId) ?? {};
    return { department, dissolved, name: names.get(memberId) ?? '—', times };
  });
}
