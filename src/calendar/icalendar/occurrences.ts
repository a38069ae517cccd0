import { dayMs } from '../instant.js';
import type { Rule } from './rule.js';
import { civil, matches } from './rule-days.js';
import type { Wall } from './wall.js';

/** How many days may still be looked at. Shared by everything that is expanded on one allowance. */
export type Allowance = { days: number };
export type Occurrences = { readonly walls: Wall[]; readonly end: 'complete' | 'too-many-occurrences' | 'rule-too-costly' };
type Span = { readonly from: Wall; readonly to: Wall; readonly most: number };

/**
 * When a rule recurs within [from, to), on its own wall clock: RFC 5545 §3.3.10. It goes from period to period and looks at each of their days, so its
 * work is bounded by their number, whatever the rule says; ical.js looks for the next match, which in a contradictory rule never comes.
 */
export function occurrencesOf(rule: Rule, start: Wall, { from, to, most }: Span, allowance: Allowance): Occurrences {
  const last = rule.until === undefined ? to - 1 : Math.min(to - 1, rule.until);
  // DTSTART "always counts as the first occurrence", even of a rule that doesn't name its day.
  const walls = start >= from && start <= last ? [start] : [];
  let counted = 1;
  for (let n = rule.count === undefined ? periodsBefore(rule, start, from) : 0; ; n++) {
    const period = periodAt(rule, start, n);
    if (period.first * dayMs > last) return { walls, end: 'complete' };
    allowance.days -= period.end - period.first;
    if (allowance.days < 0) return { walls, end: 'rule-too-costly' };
    for (const wall of chosen(rule, period)) {
      if (wall <= start) continue;
      counted += 1;
      if (wall > last || (rule.count !== undefined && counted > rule.count)) return { walls, end: 'complete' };
      if (wall < from) continue;
      if (walls.length >= most) return { walls, end: 'too-many-occurrences' };
      walls.push(wall);
    }
  }
}

/** Days [first, end), counted from 1970-01-01. */
type Period = { readonly first: number; readonly end: number };

function periodAt({ freq, interval, weekStart }: Rule, start: Wall, n: number): Period {
  const day = Math.floor(start / dayMs);
  if (freq === 'DAILY') return { first: day + n * interval, end: day + n * interval + 1 };
  if (freq === 'WEEKLY') {
    const first = day - ((((day + 3 - (weekStart - 1)) % 7) + 7) % 7) + 7 * n * interval;
    return { first, end: first + 7 };
  }
  const { year, month } = civil(day);
  const dayOf = (y: number, m: number) => Date.UTC(y, m - 1, 1) / dayMs;
  if (freq === 'MONTHLY') return { first: dayOf(year, month + n * interval), end: dayOf(year, month + n * interval + 1) };
  return { first: dayOf(year + n * interval, 1), end: dayOf(year + n * interval + 1, 1) };
}

/** Periods that surely end before `from` are not gone through: a daily meeting since 2010 costs what it costs today. */
function periodsBefore({ freq, interval }: Rule, start: Wall, from: Wall): number {
  const longest = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[freq];
  return Math.max(0, Math.floor((from - start) / dayMs / longest / interval) - 1);
}

/** What recurs in one period, in order. */
function chosen(rule: Rule, { first, end }: Period): Wall[] {
  const all: Wall[] = [];
  for (let day = first; day < end; day++) {
    if (matches(rule, civil(day))) for (const time of rule.times) all.push((day * dayMs + time) as Wall);
  }
  if (rule.positions.length === 0) return all;
  const places = new Set(rule.positions.map((position) => (position > 0 ? position - 1 : all.length + position)));
  return all.filter((_, place) => places.has(place));
}
