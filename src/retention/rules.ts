import type { Instant, PlainDate, PlainTime, Zone } from '../calendar/instant.js';
import { addDays } from '../calendar/plain-date.js';
import { later, oldestKept, type Span } from '../calendar/span.js';
import { dateOf, instantAt, startOfDay } from '../calendar/zone.js';

/** When nobody is at work, and no round opens. */
const AT = '03:30' as PlainTime;

const runOn = (date: PlainDate, zone: Zone): Instant => instantAt(date, AT, zone);

/** The night's run that is due at `now`: the newest, whatever was missed before, since it does their work, too. */
export function newestRun(now: Instant, zone: Zone): Instant {
  const today = dateOf(now, zone);
  const run = runOn(today, zone);
  return run <= now ? run : runOn(addDays(today, -1), zone);
}

/** What is older than this goes in the run. A thing of any time of a day is kept through the last day of its span. */
export const keptSince = (run: Instant, span: Span, zone: Zone): Instant => startOfDay(oldestKept(dateOf(run, zone), span), zone);

/** The first run after `after` in which something of the instant `of` goes. */
export function runThatTakes(of: Instant, span: Span, after: Instant, zone: Zone): Instant {
  const goes = runOn(addDays(later(dateOf(of, zone), span), 1), zone);
  if (goes > after) return goes;
  const next = runOn(dateOf(after, zone), zone);
  return next > after ? next : runOn(addDays(dateOf(after, zone), 1), zone);
}
