import type { Instant } from '../calendar/instant.js';

/** `at`: when it goes out, at once in working hours. `already`: nudged that day before. Each counts reminders, one a round and member. */
export type Nudged = { readonly nudged: number; readonly already: number; readonly away: number; readonly at: Instant };
