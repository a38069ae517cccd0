/** Why an event of a calendar file is not (or not wholly) among those that were read. */
export type EventProblem =
  | 'uid-missing'
  /** Two events of the same UID and SEQUENCE: the first was read. */
  | 'uid-twice'
  /** Somebody's answer to an invitation. */
  | 'answer-only'
  | 'start-missing'
  | 'start-invalid'
  | 'end-invalid'
  | 'end-before-start'
  /** RECURRENCE-ID, RDATE or EXDATE is no time. */
  | 'time-invalid'
  /** A TZID that is neither a known zone nor described in the file. */
  | 'zone-unknown'
  | 'rule-invalid'
  /** Repeats within a day: FREQ=HOURLY, MINUTELY or SECONDLY. */
  | 'rule-too-frequent'
  /** Repeats more often than is expanded: the first ones were read. */
  | 'too-many-occurrences'
  /** Working out when it repeats would take too long. */
  | 'rule-too-costly'
  /** A change of one occurrence and all after it: only the one was changed. */
  | 'following-changed'
  | 'line-too-long'
  | 'event-too-large'
  | 'nested-too-deep'
  /** The file ends, or the next event begins, before this one ended. */
  | 'unfinished'
  /** About the file: the rest of its events was not read. */
  | 'too-many-events'
  /** About the file: more problems than are listed. */
  | 'too-many-problems';

export type Unreadable = {
  readonly problem: EventProblem;
  /** Where the event begins in the file, from 1. */
  readonly line: number;
  readonly uid?: string;
  readonly summary?: string;
};
