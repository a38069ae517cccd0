import type { PlainDate } from '../../calendar/instant.js';
import { type Period, previousPeriod } from '../../calendar/period.js';
import { addDays, daysBetween } from '../../calendar/plain-date.js';
import { NONE as NO_DAYS, plus as plusDays } from '../../leave/away/report/rules.js';
import type { Figures as Attendance } from '../../meeting/attendance/attendance.js';
import type { DepartmentId } from '../../org/member.js';
import type { Counted } from '../../org/scope.js';
import type { DepartmentFigures, Figures, LeaveTaken, MissingFigure, Prompts, Subject } from './figures.js';

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
/** 作答率, 0 to 1; null where nobody was asked. */
export const answerRate = ({ prompts }: Figures): number | null => ratio(prompts.answered, prompts.asked);
/** 到会率, 0 to 1; null where nobody was expected. */
export const attendanceRate = ({ meetings }: Figures): number | null => ratio(meetings.present, meetings.expected);
export const halfDaysTaken = ({ leave }: Figures): number => Object.values(leave.days).reduce((sum, halfDays) => sum + halfDays, 0);

/** Halves away from zero, as Excel and whoever counts by hand: what floating point leaves of 28.75 (28.749999999999996) decides nothing. */
export function roundedTo(decimals: number, value: number): number {
  const scale = 10 ** decimals;
  return (Math.sign(value) * Math.round(Number((Math.abs(value) * scale).toPrecision(12)))) / scale;
}

/** For other programs: four decimals. People are shown what the exact one gives, since to round twice would be off by a tenth of a percent. */
export const rounded = (rate: number | null): number | null => rate && roundedTo(4, rate);
/** In percent, as people are shown it. */
export const percentOf = (rate: number): number => roundedTo(1, rate * 100);

const NO_PROMPTS: Prompts = { asked: 0, answered: 0, late: 0, missing: 0 };
const NO_MEETINGS: Attendance = { expected: 0, present: 0, excused: 0, late: 0, absent: 0 };
const NO_LEAVE: LeaveTaken = { days: NO_DAYS, people: 0 };
export const NOTHING: Figures = { prompts: NO_PROMPTS, meetings: NO_MEETINGS, leave: NO_LEAVE };

const plusPrompts = (a: Prompts, b: Prompts): Prompts => ({
  asked: a.asked + b.asked,
  answered: a.answered + b.answered,
  late: a.late + b.late,
  missing: a.missing + b.missing,
});
const plusMeetings = (a: Attendance, b: Attendance): Attendance => ({
  expected: a.expected + b.expected,
  present: a.present + b.present,
  excused: a.excused + b.excused,
  late: a.late + b.late,
  absent: a.absent + b.absent,
});
const plusLeave = (a: LeaveTaken, b: LeaveTaken): LeaveTaken => ({ days: plusDays(a.days, b.days), people: a.people + b.people });

export const plus = (a: Figures, b: Figures): Figures => ({
  prompts: plusPrompts(a.prompts, b.prompts),
  meetings: plusMeetings(a.meetings, b.meetings),
  leave: plusLeave(a.leave, b.leave),
});

/** What is held against figures in which rounds that are open, or still to come, have no place, or none yet. */
export const withoutPrompts = <T extends Figures>(figures: T): T => ({ ...figures, prompts: NO_PROMPTS });
/** The same with meetings. */
export const withoutMeetings = <T extends Figures>(figures: T): T => ({ ...figures, meetings: NO_MEETINGS });

/** What was counted so far, by department. */
export type Sums = Map<DepartmentId, Figures>;
export const addTo = (sums: Sums, departmentId: DepartmentId, some: Partial<Figures>): void => {
  sums.set(departmentId, plus(sums.get(departmentId) ?? NOTHING, { ...NOTHING, ...some }));
};

/** Whether anything of the subject was counted. */
export function isCounted({ prompts, meetings, leave }: Figures, subject: Subject): boolean {
  const counted = { prompts: prompts.asked > 0, meetings: meetings.expected > 0, leave: leave.people > 0 };
  return subject === 'all' ? Object.values(counted).some(Boolean) : counted[subject];
}

/** One row a department, in the order given, without those in which there was nothing to count. */
export const rowsOf = (sums: ReadonlyMap<DepartmentId, Figures>, departments: readonly Counted[], subject: Subject): DepartmentFigures[] =>
  departments.flatMap((one) => {
    const figures = sums.get(one.id);
    return figures && isCounted(figures, subject) ? [{ ...one, ...figures }] : [];
  });

/** Sums so far: as large as the office, however many rounds and meetings go in. */
export type MissingSums = Map<string, MissingFigure>;

export function addMissing(
  sums: MissingSums,
  {
    memberId,
    departmentId,
    missing = 0,
    absent = 0,
  }: Pick<MissingFigure, 'memberId' | 'departmentId'> & { readonly missing?: number; readonly absent?: number },
): void {
  const key = `${departmentId}/${memberId}`;
  const sum = sums.get(key) ?? { memberId, departmentId, unanswered: 0, absent: 0 };
  sums.set(key, { ...sum, unanswered: sum.unanswered + missing, absent: sum.absent + absent });
}

/** Each once, whoever misses most first. Whoever changed departments in between counts in each. */
export function mostFirst(sums: MissingSums): MissingFigure[] {
  const times = (one: MissingFigure) => one.unanswered + one.absent;
  return [...sums.values()].sort((a, b) => times(b) - times(a) || (a.memberId < b.memberId ? -1 : 1));
}

/**
 * What a period is held against: the one before it; while it is under way its days that are over, and as many of the one before, or half a month, and
 * a day whose questions have not gone out yet, would be held against a whole one. Undefined: it began today.
 */
export function comparedOf(period: Period, today: PlainDate): { readonly now: Period; readonly before: Period } | undefined {
  const before = previousPeriod(period);
  if (today < period.from || today > period.to) return { now: period, before };
  if (today === period.from) return undefined;
  const yesterday = addDays(today, -1);
  const elapsed = Math.min(daysBetween(period.from, yesterday), daysBetween(before.from, before.to));
  return { now: { from: period.from, to: yesterday }, before: { from: before.from, to: addDays(before.from, elapsed) } };
}

const TREND = 12;

/** The period and the eleven before it, the oldest first. */
export function trendPeriods(period: Period): Period[] {
  const periods = [period];
  while (periods.length < TREND) periods.unshift(previousPeriod(periods[0] ?? period));
  return periods;
}
