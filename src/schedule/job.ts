import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';

/** Something that becomes due by office time. What waits is a row; a job only looks at rows. */
export type Job = {
  /** `<room>.<what>`, e.g. 'reflection.rounds'. */
  readonly name: string;
  /** The first instant > `after` at which `run` would do something; undefined: nothing is waiting. */
  nextDueAt(tx: Tx, after: Instant): Promise<Instant | undefined>;
  /** Does everything that is due at `now`, each item in a transaction of its own. Running twice at the same instant does nothing twice. */
  run(now: Instant): Promise<void>;
};
