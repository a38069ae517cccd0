import type { Instant, PlainDate, Zone } from '../calendar/instant.js';
import { daysBetween } from '../calendar/plain-date.js';
import { dateOf, timeOf } from '../calendar/zone.js';

/** Text stays text: Excel runs none as a formula and takes no zeros off an id. A date is the number of its day (serialDay). */
export type Cell = string | number | null;

export type Column = {
  readonly title: string;
  /** In characters; 14 where nothing is said. */
  readonly width?: number;
  /** How numbers and dates of this column are shown (Excel, "Number format codes"). */
  readonly format?: string;
};

/** A table as somebody opens it in Excel or WPS: headings that stay, then rows. */
export type Sheet = {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** The last row is the total. */
  readonly totalled?: boolean;
};

/** What Excel counts days from, which is a day early so that its leap day of 1900, which never was, does no harm after it. */
const DAY_ZERO = '1899-12-30' as PlainDate;
/** A day as Excel and WPS count it; with DATE_FORMAT it is shown as a date. */
export const serialDay = (date: PlainDate): number => daysBetween(DAY_ZERO, date);

const DAY_MINUTES = 24 * 60;
/** A moment on the office's clock, to the minute; for MOMENT_FORMAT. */
export function serialMoment(at: Instant, zone: Zone): number {
  const [hours = 0, minutes = 0] = timeOf(at, zone).split(':').map(Number);
  return serialDay(dateOf(at, zone)) + (hours * 60 + minutes) / DAY_MINUTES;
}

/** 2026年11月24日, in every language of Excel. */
export const DATE_FORMAT = 'yyyy"年"m"月"d"日"';
export const MOMENT_FORMAT = 'yyyy"年"m"月"d"日" hh:mm';
export const RATE_FORMAT = '0.0%';
/** Half a day is 0.5. */
export const DAYS_FORMAT = '#,##0.0';
export const COUNT_FORMAT = '#,##0';
