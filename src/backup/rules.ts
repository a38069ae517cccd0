import { dayMs, type Instant, type PlainDate, type PlainTime, type Zone } from '../calendar/instant.js';
import { addDays, firstOfMonth, firstOfWeek } from '../calendar/plain-date.js';
import { dateOf, instantAt } from '../calendar/zone.js';
import { dayOfName, momentOfName } from './names.js';
import type { BackupPolicy } from './policy.js';

/** The last instant, up to now, at which a daily copy had to be made. */
export function dueAt(now: Instant, time: PlainTime, zone: Zone): Instant {
  const today = dateOf(now, zone);
  const at = instantAt(today, time, zone);
  return at <= now ? at : instantAt(addDays(today, -1), time, zone);
}

/** Which of a folder's files have had their time. Whatever isn't named like a copy stays. */
export function tooOld(names: readonly string[], { days, weeks, months }: BackupPolicy['keep']): string[] {
  const copies = names
    .flatMap((name) => {
      const day = dayOfName(name);
      return day === undefined ? [] : [{ name, day }];
    })
    .sort((a, b) => (a.name < b.name ? 1 : -1));
  const kept = new Set([
    ...copies.slice(0, 1).map(({ name }) => name),
    ...newestOf(copies, days, (day) => day),
    ...newestOf(copies, weeks, firstOfWeek),
    ...newestOf(copies, months, firstOfMonth),
  ]);
  return copies.map(({ name }) => name).filter((name) => !kept.has(name));
}

/** Of the last day: whoever makes a copy before and after a change by hand may want the one before. */
export function isRecent(name: string, now: Instant, zone: Zone): boolean {
  const takenAt = momentOfName(name, zone);
  return takenAt !== undefined && Math.abs(now - takenAt) < dayMs;
}

/** `copies`: the newest first. */
function newestOf(copies: readonly { name: string; day: PlainDate }[], count: number, periodOf: (day: PlainDate) => PlainDate): string[] {
  const newest = new Map<PlainDate, string>();
  for (const { name, day } of copies) {
    const period = periodOf(day);
    if (!newest.has(period)) newest.set(period, name);
  }
  return [...newest.values()].slice(0, count);
}
