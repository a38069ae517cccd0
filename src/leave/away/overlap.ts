import type { Reader } from '../../calendar/reader.js';
import { say } from '../../chat/text.js';
import type { Meeting } from '../../meeting/meeting.js';
import type { Reason } from '../absence/absence.js';
import type { RequestRefusal } from '../absence/rules.js';
import type { Leave } from '../leave.js';
import { periodWords } from '../shown.js';
import { kindText } from '../text.js';

/*
 * A meeting during approved leave. The member is told once for each meeting and leave, with an absence request that waits for one tap.
 *
 * prepared    → submitted   with one tap, or in any other way: there is an absence request
 *             → settled     the meeting is at another time or cancelled, they are not expected any more, or the leave is off
 */
export type Overlap = {
  readonly meeting: Meeting;
  readonly leave: Leave;
  readonly state: 'prepared' | 'submitted' | 'settled';
};

/** What the absence request will say; for annual leave there is no reason of its own. */
export function reasonOf({ kind, period }: Leave, reader: Reader): Reason {
  const detail = `${say(kindText[kind], reader.locale)} ${periodWords(period, reader)}`;
  switch (kind) {
    case 'business-trip':
      return { kind: 'business-trip', detail };
    case 'sick-leave':
      return { kind: 'illness', detail };
    case 'personal-leave':
      return { kind: 'personal', detail };
    case 'annual-leave':
      return { kind: 'other', detail };
    default:
      return kind satisfies never;
  }
}

export type OverlapRefusal = RequestRefusal | 'no-overlap';
