import { type ReadCalendar, readCalendar } from '../../../src/calendar/icalendar/read.js';
import type { Interval } from '../../../src/calendar/instant.js';
import { at, zones } from '../build.js';

/** The properties of one VEVENT; UID and DTSTART are there unless `lines` brings its own. */
export function vevent(...lines: string[]): string {
  const own = (name: string) => lines.some((line) => line.startsWith(name));
  const given = [...(own('UID') ? [] : ['UID:a']), ...(own('DTSTART') ? [] : ['DTSTART:20261202T010000Z']), ...lines];
  return ['BEGIN:VEVENT', ...given, 'END:VEVENT'].join('\r\n');
}

export function calendar(...parts: string[]): string {
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//ZH', ...parts, 'END:VCALENDAR', ''].join('\r\n');
}

export const december: Interval = { start: at('2026-11-30T16:00:00Z'), end: at('2026-12-31T16:00:00Z') };

export async function readAll(text: string, window = december, zone = zones.shanghai): Promise<Extract<ReadCalendar, { ok: true }>> {
  const read = await readCalendar(text, window, zone);
  if (!read.ok) throw new Error(read.problem);
  return read;
}

export const isoOf = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : new Date(instant).toISOString().replace('.000Z', 'Z');
