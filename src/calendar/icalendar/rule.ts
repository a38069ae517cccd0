import { z } from 'zod';
import { dayMs } from '../instant.js';
import type { Content } from './content.js';
import type { EventProblem } from './problem.js';
import { instantOf, type Wall, type When, wallAt, whenOf } from './wall.js';

/** Monday 1 … Sunday 7, and which of them in the month or year; 0 is each. */
export type RuleDay = { readonly weekday: number; readonly nth: number };

/** A recurrence rule on the wall clock of its event: what RFC 5545 §3.3.10 leaves to DTSTART is filled in. Empty: no such part. */
export type Rule = {
  readonly freq: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly count: number | undefined;
  readonly until: Wall | undefined;
  /** Weekday on which a week begins. */
  readonly weekStart: number;
  readonly months: readonly number[];
  readonly weeks: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly RuleDay[];
  /** Times of day in milliseconds, in order. */
  readonly times: readonly number[];
  readonly positions: readonly number[];
};

const numbers = z
  .union([z.int(), z.array(z.int())])
  .default([])
  .transform((value) => (Array.isArray(value) ? value : [value]));
const words = z
  .union([z.string(), z.array(z.string())])
  .default([])
  .transform((value) => (Array.isArray(value) ? value : [value]));

/** The recur value of jCal as ical.js has checked it. An unknown part (RSCALE, SKIP) changes the days: such a rule isn't guessed at. */
const Recur = z.strictObject({
  freq: z.string(),
  interval: z.int().min(1).max(10_000).default(1),
  count: z.int().min(1).optional(),
  until: z.string().optional(),
  wkst: z.int().optional(),
  ...{ bysecond: numbers, byminute: numbers, byhour: numbers, bymonthday: numbers, byyearday: numbers },
  ...{ byweekno: numbers, bymonth: numbers, bysetpos: numbers, byday: words },
});
type Recur = z.output<typeof Recur>;

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
/** BYHOUR × BYMINUTE × BYSECOND: more in a day than anybody attends. */
const MOST_TIMES_A_DAY = 48;

export function ruleOf(content: Content, start: When): Rule | EventProblem {
  const parsed = Recur.safeParse({ ...Object(content.values[0]) });
  if (!parsed.success || content.values.length !== 1) return 'rule-invalid';
  const recur = parsed.data;
  const freq = FREQUENCIES.find((known) => known === recur.freq);
  if (!freq) return 'rule-too-frequent';
  const until = recur.until === undefined ? undefined : untilOf(recur.until, start);
  if (recur.until !== undefined && until === undefined) return 'rule-invalid';
  const times = timesOf(recur, start);
  if (times.length > MOST_TIMES_A_DAY) return 'rule-too-frequent';
  // ical.js counts weekdays from Sunday 1.
  const weekStart = recur.wkst === undefined ? 1 : ((recur.wkst + 5) % 7) + 1;
  return {
    freq,
    interval: recur.interval,
    count: recur.count,
    until,
    weekStart,
    times,
    positions: recur.bysetpos,
    ...daysOf(freq, recur, start),
  };
}

/**
 * UNTIL on the event's wall clock, the last moment included. Files mix the types that RFC 5545 wants to agree: a date means its whole day, and a
 * time with an all-day event the day it falls on.
 */
function untilOf(value: string, start: When): Wall | undefined {
  const until = whenOf(value, start.offset);
  if (!until) return undefined;
  if (until.isDate) return (until.wall + dayMs - 1) as Wall;
  return start.isDate ? until.wall : wallAt(instantOf(until.wall, until.offset), start.offset);
}

function timesOf(recur: Recur, start: When): number[] {
  const seconds = Math.floor((((start.wall % dayMs) + dayMs) % dayMs) / 1000);
  if (start.isDate) return [0];
  const or = (part: readonly number[], own: number): readonly number[] => (part.length > 0 ? part : [own]);
  const hours = or(recur.byhour, Math.floor(seconds / 3600));
  const minutes = or(recur.byminute, Math.floor(seconds / 60) % 60);
  const all = hours.flatMap((hour) =>
    minutes.flatMap((minute) => or(recur.bysecond, seconds % 60).map((second) => ((hour * 60 + minute) * 60 + second) * 1000)),
  );
  return [...new Set(all)].sort((a, b) => a - b);
}

/** Without a part that names days, the day is that of DTSTART: its weekday, its day of the month, its month. */
function daysOf(freq: Rule['freq'], recur: Recur, start: When): Pick<Rule, 'months' | 'weeks' | 'yearDays' | 'monthDays' | 'days'> {
  const date = new Date(start.wall);
  const days = recur.byday.map((word) => ({ weekday: WEEKDAYS.indexOf(word.slice(-2)) + 1, nth: Number(word.slice(0, -2)) || 0 }));
  const given = { months: recur.bymonth, weeks: recur.byweekno, yearDays: recur.byyearday, monthDays: recur.bymonthday, days };
  if (freq === 'DAILY' || days.length > 0 || given.monthDays.length > 0 || given.yearDays.length > 0) return given;
  if (freq === 'WEEKLY' || given.weeks.length > 0) return { ...given, days: [{ weekday: ((date.getUTCDay() + 6) % 7) + 1, nth: 0 }] };
  const months = freq === 'YEARLY' && given.months.length === 0 ? [date.getUTCMonth() + 1] : given.months;
  return { ...given, months, monthDays: [date.getUTCDate()] };
}
