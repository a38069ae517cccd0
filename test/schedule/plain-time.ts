import { dayMs, hourMs, minuteMs } from '../../src/calendar/instant.js';

/** The zone's clock keeps one distance from UTC from `from` on, until the next span begins. */
type Span = { readonly from: number; readonly offset: number };

/** Changes of the clocks lie further apart than this; each is then found to the millisecond. */
const LOOK_EVERY_MS = 6 * hourMs;

/** How the clocks of a zone go between two instants, read off what Intl writes at them. Nothing of the product takes part. */
export function spansOf(zone: string, start: number, end: number): Span[] {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
  });
  const offsetAt = (instant: number): number => {
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0, second = 0] = format.format(instant).match(/\d+/g)?.map(Number) ?? [];
    return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1_000) * 1_000;
  };
  const spans = [{ from: start, offset: offsetAt(start) }];
  for (let at = start + LOOK_EVERY_MS; at <= end; at += LOOK_EVERY_MS) {
    const offset = offsetAt(at);
    if (offset === spans.at(-1)?.offset) continue;
    let [before, after] = [at - LOOK_EVERY_MS, at];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (offsetAt(middle) === offset) after = middle;
      else before = middle;
    }
    spans.push({ from: after, offset });
  }
  return spans;
}

/** When the clocks first show the wall time; where they leap over it, the moment after the leap. */
function firstShows(spans: readonly Span[], wall: number): number {
  for (const [index, { from, offset }] of spans.entries()) {
    if (from + offset > wall) return from;
    if (wall - offset < (spans[index + 1]?.from ?? Infinity)) return wall - offset;
  }
  return Number.NaN;
}

/** Which days, by number since 1970 and by weekday (0 is Sunday), and at which minutes of the day. */
export type Rule = { readonly on: (day: Date, nextDay: Date) => boolean; readonly minutes: readonly number[] };

/** Every instant of a rule that can lie in [start, end), day by day and minute by minute. */
export function instantsOf(rule: Rule, spans: readonly Span[], start: number, end: number): number[] {
  const found = new Set<number>();
  for (let day = Math.floor(start / dayMs) - 2; day <= Math.ceil(end / dayMs) + 2; day++) {
    if (!rule.on(new Date(day * dayMs), new Date((day + 1) * dayMs))) continue;
    for (const minute of rule.minutes) found.add(firstShows(spans, day * dayMs + minute * minuteMs));
  }
  return [...found].filter((instant) => instant >= start && instant < end).sort((one, other) => one - other);
}
