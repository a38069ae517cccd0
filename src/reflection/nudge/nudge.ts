import type { Instant } from '../../calendar/instant.js';

/**
 * `nudged`: who is free. `at`: when it goes out, at once in working hours. `inMeeting`: at a bureau-wide meeting then, so that theirs waits.
 * `already`: nudged that day before. `tooLate`: the window ends before that. Each counts reminders, one a round and member. `own`, `left`: what only the leader themselves, or people who are no longer here, have not answered; nobody reminds them. `unasked`: of people whom the question has not reached yet. `off`: of people whose account is switched off, who get nothing.
 */
export type Nudged = {
  readonly nudged: number;
  readonly inMeeting: number;
  readonly already: number;
  readonly away: number;
  readonly tooLate: number;
  readonly own: number;
  readonly left: number;
  readonly unasked: number;
  readonly off: number;
  readonly at: Instant;
};
