import { dayMs, type Instant, minuteMs, type PlainDate } from '../../src/calendar/instant.js';
import { closesAt } from '../../src/calendar/window.js';
import type { WorkCalendar } from '../../src/calendar/work-calendar.js';
import { makeWorkCalendar } from '../../src/calendar/workdays.js';
import type { ScheduleSpec } from '../../src/reflection/policy.js';
import { type OfficeFiles, zone } from './office-files.js';

/** China has one zone and no summer time, so the office's wall clock is simply eight hours ahead. */
const OFFSET_MS = 8 * 60 * minuteMs;

const dateOf = (at: number): PlainDate => new Date(at + OFFSET_MS).toISOString().slice(0, 10) as PlainDate;
const noonOf = (at: number): number => Math.floor((at + OFFSET_MS) / dayMs) * dayMs + dayMs / 2 - OFFSET_MS;

/** A week begins on Monday. */
const weekOf = (date: PlainDate): string => String(Math.floor((Date.parse(date) / dayMs + 3) / 7));
const monthOf = (date: PlainDate): string => date.slice(0, 7);
const quarterOf = (date: PlainDate): string => `${date.slice(0, 4)}-${Math.floor((Number(date.slice(5, 7)) - 1) / 3)}`;

/** Found once for each kind of schedule, date and set of calendar years: the same are asked for at every tick. */
const known = new WeakMap<OfficeFiles, { years: number; calendar: WorkCalendar; firing: Map<string, boolean> }>();

function almanac(files: OfficeFiles) {
  const years = files.calendarYears.length;
  const found = known.get(files);
  if (found?.years === years) return found;
  const made = { years, calendar: makeWorkCalendar(files.policy.calendar, files.calendarYears), firing: new Map<string, boolean>() };
  known.set(files, made);
  return made;
}

const PERIODS = { weekly: weekOf, monthly: monthOf, quarterly: quarterOf };

/** Whether both are of one week, month or quarter, which has only one occurrence, wherever the calendar of a new year has moved it since. */
export function isSamePeriod({ recurrence: { freq } }: ScheduleSpec, one: number, other: number): boolean {
  if (freq === undefined || freq === 'daily') return one === other;
  return PERIODS[freq](dateOf(one)) === PERIODS[freq](dateOf(other));
}

/** Held-back rounds still go out until eight in the evening. */
const EVENING = '20:00';

/** The first time from `at` on at which a round that was held back goes out: from the beginning of work into the evening. */
function workingFrom(files: OfficeFiles, at: number): number {
  const { calendar } = almanac(files);
  const { start, end } = files.policy.calendar.workingHours;
  for (let noon = noonOf(at); ; noon += dayMs) {
    const date = dateOf(noon);
    const [opens = 0, ends = 0] = [start, end > EVENING ? end : EVENING].map((time) => Date.parse(`${date}T${time}:00Z`) - OFFSET_MS);
    if (calendar.isWorkday(date) && at < ends) return Math.max(at, opens);
  }
}

/**
 * The morning that what was due at `dueAt` and is late waits for: an hour or more later, at night, and so that `leastMs` are left. Undefined: it
 * goes out at once.
 */
export function morningFor({ window }: ScheduleSpec, files: OfficeFiles, dueAt: number, now: number, leastMs: number): number | undefined {
  const morning = workingFrom(files, now);
  const { calendar } = almanac(files);
  const ends = closesAt(dueAt as Instant, window, calendar, zone);
  return now >= dueAt + 60 * minuteMs && morning > now && morning + leastMs <= ends ? morning : undefined;
}

/**
 * When a schedule fires in (after, through], found day by day and without the product's recurrences: of the kinds that the simulated
 * office has, each is "every workday" or "the first or last workday of its period".
 */
export function occurrencesOf(spec: ScheduleSpec, files: OfficeFiles, after: number, through: number): Instant[] {
  const { calendar, firing } = almanac(files);
  const { recurrence, time } = spec;
  const last = 'workday' in recurrence && recurrence.workday === 'last';
  const found: Instant[] = [];
  for (let noon = noonOf(after) - dayMs; noon <= noonOf(through) + dayMs; noon += dayMs) {
    const date = dateOf(noon);
    const key = `${recurrence.freq} ${last} ${date}`;
    const does = firing.get(key) ?? (calendar.isWorkday(date) && fires(date, noon));
    firing.set(key, does);
    const at = Date.parse(`${date}T${time}:00Z`) - OFFSET_MS;
    if (does && at > after && at <= through) found.push(at as Instant);
  }
  return found;

  function fires(date: PlainDate, noon: number): boolean {
    if (recurrence.freq === 'daily') return true;
    const periodOf = PERIODS[recurrence.freq ?? 'weekly'];
    const step = last ? dayMs : -dayMs;
    for (let other = noon + step; periodOf(dateOf(other)) === periodOf(date); other += step)
      if (calendar.isWorkday(dateOf(other))) return false;
    return true;
  }
}
