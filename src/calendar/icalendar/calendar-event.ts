import type { Instant } from '../instant.js';

/** One time at which something takes place: a single event, or one occurrence of a series. */
export type CalendarEvent = {
  readonly uid: string;
  /** When a series would have had this occurrence, wherever it was moved; with `uid` it stays the same for ever. Undefined: no series. */
  readonly recurrenceId: Instant | undefined;
  readonly sequence: number;
  /** Empty where the file says none; one line, at most 200 characters. */
  readonly title: string;
  readonly place: string;
  readonly description?: string;
  readonly start: Instant;
  /** As `start` where an event has no length. */
  readonly end: Instant;
  /** Whole days of the office. */
  readonly allDay: boolean;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  /** Doesn't take up anybody's time. */
  readonly transparent: boolean;
};
