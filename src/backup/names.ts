import { type Instant, type PlainDate, plus, type Zone } from '../calendar/instant.js';
import { plainDate, plainTime } from '../calendar/plain-date.js';
import { dateOf, instantAt, timeOf } from '../calendar/zone.js';

const NAME = /^siwen-(\d{4})(\d{2})(\d{2})-\d{6}\.db$/;

/** siwen-20261125-023000.db: by the office's wall clock, so that names sort by age and somebody who looks for a day finds it. */
export function nameOf(takenAt: Instant, zone: Zone): string {
  const seconds = String(Math.floor(takenAt / 1_000) % 60).padStart(2, '0');
  return `siwen-${dateOf(takenAt, zone).replaceAll('-', '')}-${timeOf(takenAt, zone).replace(':', '')}${seconds}.db`;
}

/** Undefined: not one of ours; it is left alone. */
export function dayOfName(name: string): PlainDate | undefined {
  const [, year, month, day] = NAME.exec(name) ?? [];
  return year === undefined ? undefined : plainDate(`${year}-${month}-${day}`);
}

export const isCopy = (name: string): boolean => dayOfName(name) !== undefined;

/** The same to the second; of an hour that the clock goes through twice, the first. */
export function momentOfName(name: string, zone: Zone): Instant | undefined {
  const [, hour, minute, second] = /-(\d{2})(\d{2})([0-5]\d)\.db$/.exec(name) ?? [];
  const [day, time] = [dayOfName(name), plainTime(`${hour}:${minute}`)];
  return day === undefined || time === undefined ? undefined : plus(instantAt(day, time, zone), Number(second) * 1_000);
}
