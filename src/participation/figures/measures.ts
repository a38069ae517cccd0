import { type Locale, say, type Text } from '../../chat/text.js';
import { LEAVE_KINDS, type LeaveKind } from '../../leave/leave.js';
import { kindText } from '../../leave/text.js';
import type { Figures, Subject } from './figures.js';
import { answerRate, attendanceRate, halfDaysTaken, percentOf } from './rules.js';

export type Unit = 'count' | 'rate' | 'days';
/** One figure as people are shown it. `of`: a count, a rate from 0 to 1, or days, half a day as 0.5; null where there is nothing to take a rate of. */
export type Measure = {
  readonly about: Exclude<Subject, 'all'>;
  readonly label: Text;
  readonly unit: Unit;
  readonly of: (figures: Figures) => number | null;
};

const count = (about: Measure['about'], label: Text, of: (figures: Figures) => number): Measure => ({ about, label, unit: 'count', of });
const kind = (one: LeaveKind): Measure => ({ about: 'leave', label: kindText[one], unit: 'days', of: ({ leave }) => leave.days[one] / 2 });

/** docs/figures.md explains each. */
export const MEASURES = {
  asked: count('prompts', { zh: '应答', en: 'Asked' }, ({ prompts }) => prompts.asked),
  answered: count('prompts', { zh: '已答', en: 'Answered' }, ({ prompts }) => prompts.answered),
  late: count('prompts', { zh: '其中补答', en: 'Of these late' }, ({ prompts }) => prompts.late),
  missing: count('prompts', { zh: '未答', en: 'Missing' }, ({ prompts }) => prompts.missing),
  answerRate: { about: 'prompts', label: { zh: '作答率', en: 'Answer rate' }, unit: 'rate', of: answerRate },
  expected: count('meetings', { zh: '应到', en: 'Expected' }, ({ meetings }) => meetings.expected),
  present: count('meetings', { zh: '实到', en: 'Present' }, ({ meetings }) => meetings.present),
  excused: count('meetings', { zh: '请假', en: 'Excused' }, ({ meetings }) => meetings.excused),
  lateThere: count('meetings', { zh: '其中迟到', en: 'Of these late' }, ({ meetings }) => meetings.late),
  absent: count('meetings', { zh: '缺席', en: 'Absent' }, ({ meetings }) => meetings.absent),
  attendanceRate: { about: 'meetings', label: { zh: '到会率', en: 'Attendance' }, unit: 'rate', of: attendanceRate },
  days: { about: 'leave', label: { zh: '请假天数', en: 'Days of leave' }, unit: 'days', of: (figures) => halfDaysTaken(figures) / 2 },
  people: count('leave', { zh: '请假人数', en: 'People on leave' }, ({ leave }) => leave.people),
} as const satisfies Record<string, Measure>;

const {
  asked,
  answered,
  late,
  missing,
  answerRate: answers,
  expected,
  present,
  excused,
  lateThere,
  absent,
  attendanceRate: came,
  days,
  people,
} = MEASURES;

/** The headline of a summary. */
export const HEADLINES: Readonly<Record<Subject, readonly Measure[]>> = {
  all: [asked, answers, came, absent, days],
  prompts: [asked, answered, late, missing, answers],
  meetings: [expected, present, lateThere, excused, absent],
  leave: [days, people, ...LEAVE_KINDS.map(kind)],
};

/** The columns of its table, a row a department: so few that they fit on a phone. */
export const COLUMNS: Readonly<Record<Subject, readonly Measure[]>> = {
  all: [answers, came, absent, days],
  prompts: [asked, answered, late, missing, answers],
  meetings: [expected, present, excused, absent, came],
  leave: [...LEAVE_KINDS.map(kind), days],
};

/** Every figure of a subject: in workbooks and on the command line. */
export const EVERY: Readonly<Record<Exclude<Subject, 'all'>, readonly Measure[]>> = {
  prompts: [asked, answered, late, missing, answers],
  meetings: [expected, present, lateThere, excused, absent, came],
  leave: [...LEAVE_KINDS.map(kind), days, people],
};

/** What a summary of this subject is about. */
export const subjectsIn = (subject: Subject): Exclude<Subject, 'all'>[] =>
  subject === 'all' ? ['prompts', 'meetings', 'leave'] : [subject];

export function valueWords(value: number | null, unit: Unit): string {
  if (value === null) return '—';
  return unit === 'rate' ? `${percentOf(value).toFixed(1)}%` : `${value}`;
}

/** How much more or less than before; undefined where there is nothing to hold it against. */
export function changeWords(now: number | null, before: number | null, unit: Unit, locale: Locale): string | undefined {
  if (now === null || before === null) return undefined;
  const change = unit === 'rate' ? percentOf(now - before) : now - before;
  if (change === 0) return say({ zh: '持平', en: 'unchanged' }, locale);
  const signed = `${change > 0 ? '+' : '−'}${unit === 'rate' ? Math.abs(change).toFixed(1) : Math.abs(change)}`;
  return unit === 'rate' ? say({ zh: `${signed} 个百分点`, en: `${signed} points` }, locale) : signed;
}
