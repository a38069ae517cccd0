/** What bounds the work and the memory that a calendar file may cost, whoever wrote it. */

/** Characters or bytes of a file: a department's calendar of ten years has about two million. */
export const LARGEST_FILE = 8_000_000;
/** Characters of a line after unfolding. Programs write whole mails into a DESCRIPTION. */
export const LONGEST_LINE = 100_000;
/** Characters of what is read of one event. */
export const LARGEST_EVENT = 200_000;
/** VCALENDAR, VEVENT, VALARM are three. */
export const DEEPEST_NESTING = 6;
export const MOST_EVENTS = 10_000;
/** Of one series within the window: three times a day for a year. */
export const MOST_OCCURRENCES = 1_100;
export const MOST_OCCURRENCES_IN_ALL = 10_000;
export const MOST_UNREADABLE = 500;
/** RDATE and EXDATE of one event. */
export const MOST_DATES = 2_000;
/** Days looked at to expand one series: a COUNT may begin fifty years before the window. */
export const MOST_DAYS_A_SERIES = 20_000;
/** Days looked at for a whole file: about a second, in slices. */
export const MOST_DAYS_IN_ALL = 2_000_000;
/** Longer ones end in “…”. */
export const LONGEST_TITLE = 200;
export const LONGEST_DESCRIPTION = 5_000;
/** Work between two turns of the event loop. */
export const SLICE_MS = 5;
