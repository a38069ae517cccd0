import type { PlainDate } from './instant.js';

/** Which days are worked. `workdays.ts` builds one from the official calendar or from Monday–Friday with own holidays. */
export type WorkCalendar = {
  /** For a year without data: Monday–Friday. `covers` says whether that was a guess. */
  isWorkday(date: PlainDate): boolean;
  /** False: nobody has given the holidays of this year yet. */
  covers(year: number): boolean;
};
