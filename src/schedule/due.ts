import type { Instant, Zone } from '../calendar/instant.js';
import { plus } from '../calendar/instant.js';
import { nextOccurrences, type OccurrenceSpec, occurrences } from '../calendar/recurrence.js';
import { closesAt, type Window } from '../calendar/window.js';
import type { WorkCalendar } from '../calendar/work-calendar.js';

/** One time a schedule fires: answers count from `opensAt` up to, not including, `closesAt`. */
export type Occurrence = { readonly opensAt: Instant; readonly closesAt: Instant };

/**
 * Why an occurrence was not sent. `window-over`: nobody could have answered in time any more. `superseded`: a newer one of the same
 * schedule is sent in its place, since two cards with the same questions would only confuse.
 */
export type MissedReason = 'window-over' | 'superseded';

export type Missed = { readonly occurrence: Occurrence; readonly reason: MissedReason };

/** What the rows say about one schedule. */
export type Scheduled = {
  readonly spec: OccurrenceSpec;
  readonly window: Window;
  /** When it was created, resumed after a pause or given other times, whichever is latest. What would have fallen before is nobody's loss. */
  readonly since: Instant;
  /** `opensAt` of the newest occurrence of these times that was sent or recorded as missed. Only ever goes up, until there are others. */
  readonly handledThrough: Instant | undefined;
};

export type Due = { readonly due: readonly Occurrence[]; readonly missed: readonly Missed[] };

/**
 * What has to happen at `now`: at most one occurrence to send, and the older ones to record as missed. The caller does both and
 * raises `handledThrough` in one transaction; then the same `now`, an earlier one (a clock that went back) and every later one up to
 * the next occurrence give nothing, whatever the calendar says of the same days by then. Downtime and a clock that leaps ahead are the same case: everything since is looked at, once.
 */
export function findDue(schedule: Scheduled, calendar: WorkCalendar, zone: Zone, now: Instant): Due {
  const { spec, window, handledThrough } = schedule;
  const opened = occurrences(spec, calendar, zone, { start: firstUnhandled(schedule), end: plus(now, 1) }, handledThrough).map(
    (opensAt) => ({
      opensAt,
      closesAt: closesAt(opensAt, window, calendar, zone),
    }),
  );
  const newest = opened.at(-1);
  const sendable = newest !== undefined && now < newest.closesAt ? newest : undefined;
  return {
    due: sendable ? [sendable] : [],
    missed: opened
      .filter((occurrence) => occurrence !== sendable)
      .map((occurrence) => ({ occurrence, reason: now < occurrence.closesAt ? 'superseded' : 'window-over' })),
  };
}

/** The first instant after `after` at which `findDue` would find something; undefined where the schedule never fires again. */
export function nextDue(schedule: Scheduled, calendar: WorkCalendar, zone: Zone, after: Instant): Instant | undefined {
  const start = Math.max(plus(after, 1), firstUnhandled(schedule)) as Instant;
  return nextOccurrences(schedule.spec, calendar, zone, plus(start, -1), 1, schedule.handledThrough)[0];
}

function firstUnhandled({ since, handledThrough }: Scheduled): Instant {
  return handledThrough === undefined ? since : (Math.max(since, plus(handledThrough, 1)) as Instant);
}
