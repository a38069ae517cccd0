import { createTask, validateDetailed } from 'node-cron';
import { dayMs, minuteMs, type PlainDate, type PlainTime } from './instant.js';
import { dayNumber, monthOf } from './plain-date.js';

/** A member who is asked more often than hourly is being pestered; and years of missed minutes would take minutes to count. */
const MOST_TIMES_A_DAY = 24;

/** Why `expression` can't be used, in Chinese and English; undefined where it can. */
export function cronProblem(expression: string): string | undefined {
  if (expression.trim().split(/\s+/).length !== 5)
    return '应为五段的 cron 表达式：分 时 日 月 周 / expected five fields: minute hour day month weekday';
  const { valid, fields, errors } = validateDetailed(expression);
  if (!valid || !fields) return `cron 表达式有误 / invalid cron expression: ${errors[0]?.message ?? expression}`;
  if (fields.minute.length * fields.hour.length > MOST_TIMES_A_DAY)
    return `每天不应超过 ${MOST_TIMES_A_DAY} 次 / not more than ${MOST_TIMES_A_DAY} times a day`;
  return undefined;
}

export type CronDays = {
  /** The times of day on each matching date, in order. */
  readonly times: readonly PlainTime[];
  matches(date: PlainDate): boolean;
};

/**
 * What a valid expression says about the wall clock. node-cron matches instants; to ask it about wall time, wall time is handed to it
 * as if it were UTC, where no hour is skipped or repeated. Which instant that is in the office's zone is decided by `instantAt`,
 * as for every other recurrence.
 */
export function cronDays(expression: string): CronDays {
  const { fields } = validateDetailed(expression);
  if (!fields) throw new Error(`invalid cron expression: ${expression}`);
  const minutes = fields.hour.flatMap((hour) => fields.minute.map((minute) => hour * 60 + minute)).sort((a, b) => a - b);
  const months = new Set(fields.month);
  const task = createTask(expression, () => undefined, { timezone: 'UTC' });
  // A task registers itself for ever; only its matcher is wanted.
  void task.destroy();
  return {
    times: minutes.map(wallTime),
    matches: (date) => months.has(monthOf(date)) && task.match(new Date(dayNumber(date) * dayMs + (minutes[0] ?? 0) * minuteMs)),
  };
}

function wallTime(minute: number): PlainTime {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}` as PlainTime;
}
