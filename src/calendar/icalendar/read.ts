import type { Interval, Zone } from '../instant.js';
import type { CalendarEvent } from './calendar-event.js';
import { type Component, components, isCalendar } from './components.js';
import { calendarText } from './decode.js';
import { type Clocks, entryOf, titleOf, uidOf } from './entry.js';
import { LARGEST_FILE, MOST_DAYS_IN_ALL, MOST_EVENTS, MOST_OCCURRENCES_IN_ALL, MOST_UNREADABLE } from './limits.js';
import type { EventProblem, Unreadable } from './problem.js';
import { addTo, eventsOf, type Problem, type Series } from './series.js';
import { type Breath, breather } from './slices.js';
import { offsetIn, zonesOf } from './zones.js';

export type ReadCalendar =
  /** `events` by their start. */
  | { readonly ok: true; readonly events: readonly CalendarEvent[]; readonly unreadable: readonly Unreadable[] }
  | { readonly ok: false; readonly problem: 'not-a-calendar' | 'too-large' };

/**
 * The events of an .ics file that begin or take up time within `window`, RFC 5545. The file may come from anybody: what can't be read is listed and the
 * rest is read; the work is bounded (limits.ts) and done in slices, so that it holds up nobody.
 */
export async function readCalendar(file: string | Uint8Array, window: Interval, zone: Zone): Promise<ReadCalendar> {
  if (file.length > LARGEST_FILE) return { ok: false, problem: 'too-large' };
  const breathe = breather();
  const text = typeof file === 'string' ? file : await calendarText(file, breathe);
  if (!isCalendar(text)) return { ok: false, problem: 'not-a-calendar' };
  const unreadable: Unreadable[] = [];
  const { vevents, vtimezones } = await scan(text, unreadable, breathe);
  const allowance = { days: MOST_DAYS_IN_ALL };
  const office = offsetIn(zone);
  const series = await understand(vevents, { office, zones: zonesOf(vtimezones, window, allowance) }, unreadable, breathe);

  const events: CalendarEvent[] = [];
  for (const one of series.values()) {
    await breathe();
    const problems: Problem[] = [];
    events.push(...eventsOf(one, window, allowance, problems));
    for (const { entry, problem } of problems) unreadable.push({ problem, line: entry.line, uid: entry.uid, summary: entry.title });
    if (events.length > MOST_OCCURRENCES_IN_ALL) {
      unreadable.push({ problem: 'too-many-events', line: 1 });
      break;
    }
  }
  events.sort((a, b) => a.start - b.start || a.end - b.end);
  return { ok: true, events, unreadable: atMost(unreadable) };
}

async function scan(text: string, unreadable: Unreadable[], breathe: Breath) {
  const vevents: Component[] = [];
  const vtimezones: Component[] = [];
  let unfinished = false;
  for (const component of components(text)) {
    await breathe();
    if (!component) continue;
    if (vevents.length + vtimezones.length >= MOST_EVENTS) {
      unreadable.push({ problem: 'too-many-events', line: component.line });
      return { vevents, vtimezones };
    }
    unfinished = component.problem === 'unfinished';
    (component.name === 'VEVENT' ? vevents : vtimezones).push(component);
  }
  // A download that broke off between two events looks whole but for this.
  if (!unfinished && !/END:VCALENDAR/i.test(text.slice(-1_000))) unreadable.push({ problem: 'unfinished', line: 1 });
  return { vevents, vtimezones };
}

async function understand(vevents: readonly Component[], clocks: Clocks, unreadable: Unreadable[], breathe: Breath) {
  const series = new Map<string, Series>();
  for (const component of vevents) {
    await breathe();
    const entry = entryOf(component, clocks);
    const problem = typeof entry === 'string' ? entry : addTo(series, entry);
    if (problem) unreadable.push(listed(component, problem));
  }
  return series;
}

function listed(component: Component, problem: EventProblem): Unreadable {
  const [uid, summary] = [uidOf(component), titleOf(component)];
  return { problem, line: component.line, ...(uid === '' ? {} : { uid }), ...(summary === '' ? {} : { summary }) };
}

/** More than anybody reads are counted as one. */
function atMost(unreadable: readonly Unreadable[]): readonly Unreadable[] {
  if (unreadable.length <= MOST_UNREADABLE) return unreadable;
  return [...unreadable.slice(0, MOST_UNREADABLE), { problem: 'too-many-problems', line: unreadable[MOST_UNREADABLE]?.line ?? 1 }];
}
