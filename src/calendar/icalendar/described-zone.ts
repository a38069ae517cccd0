import { dayMs, type Interval } from '../instant.js';
import type { Component } from './components.js';
import { contentOf, contentsOf, has } from './content.js';
import { MOST_DAYS_A_SERIES } from './limits.js';
import { type Allowance, occurrencesOf } from './occurrences.js';
import { ruleOf } from './rule.js';
import { type Offset, type Wall, type When, whenOf } from './wall.js';

/** A change of the clocks: what they are ahead of UTC from then on, and were before. */
type Change = { readonly at: number; readonly from: number; readonly to: number };

/** Windows' own descriptions have two parts, those with history some thirty. */
const MOST_PARTS = 100;
/** The change that holds at the beginning of the window was at most a year before, if the rule goes on. */
const AROUND_MS = 400 * dayMs;

/** The clock that a VTIMEZONE describes, around `window`; undefined where it describes none. RFC 5545 §3.6.5. */
export function describedOffset(zone: Component, window: Interval, inAll: Allowance): Offset | undefined {
  if (zone.problem || zone.parts.length === 0 || zone.parts.length > MOST_PARTS) return undefined;
  const allowance = { days: Math.min(MOST_DAYS_A_SERIES, inAll.days) };
  inAll.days -= allowance.days;
  const changes: Change[] = [];
  for (const part of zone.parts) {
    const some = changesOf(part, window, allowance);
    if (!some) return undefined;
    changes.push(...some);
  }
  inAll.days += allowance.days;
  changes.sort((a, b) => a.at - b.at);
  return (instant) => (changes.findLast((change) => change.at <= instant) ?? { to: changes[0]?.from ?? 0 }).to;
}

function changesOf(part: Component, window: Interval, allowance: Allowance): Change[] | undefined {
  const from = utcOffset(contentOf(part, 'TZOFFSETFROM')?.values[0]);
  const to = utcOffset(contentOf(part, 'TZOFFSETTO')?.values[0]);
  if (from === undefined || to === undefined) return undefined;
  const before = () => from;
  const start = whenOf(contentOf(part, 'DTSTART')?.values[0], before);
  const walls = start && wallsOf(part, start, window, allowance);
  return walls?.map((wall) => ({ at: wall - from, from, to }));
}

function wallsOf(part: Component, start: When, window: Interval, allowance: Allowance): Wall[] | undefined {
  const dates = contentsOf(part, 'RDATE').flatMap(({ values }) => values.map((value) => whenOf(value, start.offset)?.wall));
  const walls = [start.wall, ...dates.filter((wall) => wall !== undefined)];
  const content = contentOf(part, 'RRULE');
  if (!content) return has(part, 'RRULE') ? undefined : walls;
  const rule = ruleOf(content, start);
  if (typeof rule === 'string') return undefined;
  const span = { from: (window.start - AROUND_MS) as Wall, to: (window.end + AROUND_MS) as Wall, most: MOST_PARTS };
  const { walls: some, end } = occurrencesOf(rule, start.wall, span, allowance);
  return end === 'complete' ? [...walls, ...some] : undefined;
}

/** '+08:00' in milliseconds; undefined: no offset, or one that no clock has. */
function utcOffset(value: unknown): number | undefined {
  const [, sign, hours, minutes, seconds = '0'] = /^([+-])(\d\d):?(\d\d):?(\d\d)?$/.exec(String(value)) ?? [];
  const ms = ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  if (!sign || ms >= dayMs) return undefined;
  return sign === '-' ? -ms : ms;
}
