import type { Instant } from '../../calendar/instant.js';
import { intervalOf, type Period } from '../../calendar/period.js';
import { inChunks, nextTurn } from '../../db/in-chunks.js';
import type { LeaveDeps } from '../../leave/deps.js';
import { daysTaken } from '../../leave/service.js';
import { absentMembers, attendanceFigures } from '../../meeting/service.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import { askFigures, countedRounds, leftOut, missingMembers } from '../../reflection/service.js';
import type { Figures, MissingFigure, Subject, Tally, TrendPoint } from './figures.js';
import { addMissing, addTo, type MissingSums, mostFirst, NOTHING, plus, type Sums, trendPeriods } from './rules.js';

/** Where figures are counted: each statement over a few milliseconds' worth of rows, in transactions of their own, so that nobody waits for years to be counted. */
export type CountDeps = Pick<LeaveDeps, 'transact' | 'zone' | 'calendar'>;
type Wanted = {
  readonly period: Period;
  readonly subject: Subject;
  readonly departmentIds: readonly DepartmentId[];
  /** Only prompts whose window had ended by then. */
  readonly closedBy?: Instant;
};

/** Figures are kept by round and department. */
const ROUNDS_AT_ONCE = 50;
/** Where nobody has answered, 3,000 people in each take about 10 ms. */
const ROUNDS_OF_NAMES_AT_ONCE = 4;

const isAbout = (subject: Subject, one: Exclude<Subject, 'all'>): boolean => subject === 'all' || subject === one;

/** Every figure of docs/figures.md: what summaries, charts, workbooks, the bulletin and the command line show comes from here. */
export async function countFigures(deps: CountDeps, wanted: Wanted): Promise<Tally> {
  const sums: Sums = new Map();
  const { subject } = wanted;
  const onLeave = isAbout(subject, 'prompts') ? await countPrompts(deps, wanted, sums) : 0;
  if (isAbout(subject, 'meetings')) await countMeetings(deps, wanted, sums);
  const people = isAbout(subject, 'leave') ? await countLeave(deps, wanted, sums) : 0;
  const total = [...sums.values()].reduce(plus, NOTHING);
  return { byDepartment: sums, total: { ...total, leave: { ...total.leave, people } }, onLeave };
}

async function countPrompts({ transact, zone }: CountDeps, { period, departmentIds, closedBy }: Wanted, sums: Sums): Promise<number> {
  let onLeave = 0;
  const rounds = await transact((tx) => countedRounds(tx, intervalOf(period, zone), closedBy));
  await inChunks(
    rounds,
    (some) =>
      transact(async (tx) => {
        for (const { departmentId, ...prompts } of await askFigures(tx, some, departmentIds)) addTo(sums, departmentId, { prompts });
        onLeave += await leftOut(tx, some, departmentIds);
      }),
    ROUNDS_AT_ONCE,
  );
  return onLeave;
}

async function countMeetings({ transact, zone }: CountDeps, { period, departmentIds }: Wanted, sums: Sums): Promise<void> {
  const figures = await transact((tx) => attendanceFigures(tx, intervalOf(period, zone), departmentIds));
  for (const { departmentId, ...meetings } of figures) addTo(sums, departmentId, { meetings });
  await nextTurn();
}

async function countLeave(deps: CountDeps, { period, departmentIds }: Wanted, sums: Sums): Promise<number> {
  const people = new Set<MemberId>();
  for (const { memberId, departmentId, days } of (await daysTaken(deps, period, departmentIds)).values()) {
    people.add(memberId);
    addTo(sums, departmentId, { leave: { days, people: 1 } });
  }
  return people.size;
}

/** Who has not answered, and who was absent without leave. */
export async function countMissing({ transact, zone }: CountDeps, { period, subject, departmentIds }: Wanted): Promise<MissingFigure[]> {
  const interval = intervalOf(period, zone);
  const sums: MissingSums = new Map();
  const rounds = isAbout(subject, 'prompts') ? await transact((tx) => countedRounds(tx, interval)) : [];
  await inChunks(
    rounds,
    async (some) => {
      for (const one of await transact((tx) => missingMembers(tx, some, departmentIds))) addMissing(sums, one);
    },
    ROUNDS_OF_NAMES_AT_ONCE,
  );
  if (isAbout(subject, 'meetings'))
    for (const one of await transact((tx) => absentMembers(tx, interval, departmentIds))) addMissing(sums, one);
  return mostFirst(sums);
}

/** The period, of which `last` was counted before, and the eleven before it, the oldest first. */
export async function countTrend(deps: CountDeps, wanted: Wanted, last: Figures): Promise<TrendPoint[]> {
  const points: TrendPoint[] = [];
  for (const period of trendPeriods(wanted.period).slice(0, -1))
    points.push({ period, figures: (await countFigures(deps, { ...wanted, period })).total });
  return [...points, { period: wanted.period, figures: last }];
}
