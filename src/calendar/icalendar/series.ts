import { dayMs, type Instant, type Interval } from '../instant.js';
import type { CalendarEvent } from './calendar-event.js';
import type { Entry } from './entry.js';
import type { Length } from './length.js';
import { MOST_DAYS_A_SERIES, MOST_OCCURRENCES } from './limits.js';
import { type Allowance, occurrencesOf } from './occurrences.js';
import type { EventProblem } from './problem.js';
import { instantOf, type Wall, type When, wallAt } from './wall.js';

export type Problem = { readonly entry: Entry; readonly problem: EventProblem };
/** All entries of one UID: the series itself, and its changed occurrences by when it would have had them. */
export type Series = { master?: Entry; readonly changed: Map<Instant, Entry> };

/** Of two entries for the same the higher SEQUENCE counts (RFC 5546 §2.1.5), of equal ones the first. */
export function addTo(all: Map<string, Series>, entry: Entry): EventProblem | undefined {
  const series: Series = all.get(entry.uid) ?? { changed: new Map() };
  all.set(entry.uid, series);
  const recurrenceId = recurrenceOf(entry);
  const before = recurrenceId === undefined ? series.master : series.changed.get(recurrenceId);
  if (before && entry.sequence === before.sequence) return 'uid-twice';
  if (before && entry.sequence < before.sequence) return undefined;
  if (!before && series.changed.size >= MOST_OCCURRENCES) return 'too-many-occurrences';
  if (recurrenceId === undefined) series.master = entry;
  else series.changed.set(recurrenceId, entry);
  return undefined;
}

/** What takes place of a series within the window, in no particular order; what can't be said is added to `problems`. */
export function eventsOf({ master, changed }: Series, window: Interval, inAll: Allowance, problems: Problem[]): CalendarEvent[] {
  const entries = [...changed.values()];
  const elsewhere = marksOf(entries.flatMap(({ recurrenceId }) => recurrenceId ?? []));
  const kept = master ? occurrences(master, elsewhere, window, inAll, problems) : [];
  // One that was moved into the window counts, and one that was moved out of it doesn't, wherever the series would have had it.
  const moved = entries.flatMap((entry) => within(event(entry, entry.start.wall, recurrenceOf(entry)), window));
  for (const entry of entries) if (entry.following) problems.push({ entry, problem: 'following-changed' });
  return [...kept, ...moved];
}

function recurrenceOf({ recurrenceId }: Entry): Instant | undefined {
  return recurrenceId && instantOf(recurrenceId.wall, recurrenceId.offset);
}

function occurrences(master: Entry, elsewhere: Marks, window: Interval, inAll: Allowance, problems: Problem[]): CalendarEvent[] {
  const { start, rules, added } = master;
  if (rules.length === 0 && added.length === 0) return within(event(master, start.wall, undefined), window);
  const left = marksOf(master.left);
  const lengths = new Map<Wall, Length>(rules.length === 0 ? [[start.wall, master.length]] : []);
  for (const wall of byRules(master, window, inAll, problems)) lengths.set(wall, master.length);
  for (const { length, ...time } of added) {
    const wall = wallAt(instantOf(time.wall, time.offset), start.offset);
    lengths.set(wall, length ?? lengths.get(wall) ?? master.length);
  }
  return [...lengths].flatMap(([wall, length]) => {
    if (isMarked(left, { ...start, wall }) || isMarked(elsewhere, { ...start, wall })) return [];
    return within(event({ ...master, length }, wall, instantOf(wall, start.offset)), window);
  });
}

function byRules(master: Entry, window: Interval, inAll: Allowance, problems: Problem[]): Wall[] {
  const { start, length, rules } = master;
  // A day more on both sides: the window is asked for on a wall clock here, and again in instants by `within`.
  const from = (wallAt(window.start, start.offset) - length.days * dayMs - length.ms - dayMs) as Wall;
  const to = (wallAt(window.end, start.offset) + dayMs) as Wall;
  const allowance = { days: Math.min(MOST_DAYS_A_SERIES, inAll.days) };
  inAll.days -= allowance.days;
  const walls: Wall[] = [];
  for (const rule of rules) {
    const found = occurrencesOf(rule, start.wall, { from, to, most: MOST_OCCURRENCES - walls.length }, allowance);
    walls.push(...found.walls);
    if (found.end !== 'complete') problems.push({ entry: master, problem: found.end });
  }
  inAll.days += Math.max(0, allowance.days);
  return walls;
}

function event(entry: Entry, wall: Wall, recurrenceId: Instant | undefined): CalendarEvent {
  const { start, length, uid, sequence, title, place, description, status, transparent } = entry;
  const end = (instantOf(wall + length.days * dayMs, start.offset) + length.ms) as Instant;
  return {
    ...{ uid, recurrenceId, sequence, title, place, ...(description === '' ? {} : { description }) },
    ...{ start: instantOf(wall, start.offset), end, allDay: start.isDate, status, transparent },
  };
}

/** The event where it takes up time within the window, or begins in it. */
function within(one: CalendarEvent, window: Interval): CalendarEvent[] {
  return one.start < window.end && (one.start >= window.start || one.end > window.start) ? [one] : [];
}

/** Occurrences named by EXDATE or RECURRENCE-ID: by the instant, or by the day where either side is a date only. */
type Marks = { readonly instants: ReadonlySet<number>; readonly days: ReadonlySet<number>; readonly allDays: ReadonlySet<number> };
const dayOf = (wall: number): number => Math.floor(wall / dayMs);

function marksOf(times: readonly When[]): Marks {
  const dates = times.filter(({ isDate }) => isDate).map(({ wall }) => dayOf(wall));
  return {
    instants: new Set(times.filter(({ isDate }) => !isDate).map(({ wall, offset }) => instantOf(wall, offset))),
    days: new Set(dates),
    allDays: new Set(times.map(({ wall }) => dayOf(wall))),
  };
}

function isMarked({ instants, days, allDays }: Marks, { wall, isDate, offset }: When): boolean {
  return isDate ? allDays.has(dayOf(wall)) : days.has(dayOf(wall)) || instants.has(instantOf(wall, offset));
}
