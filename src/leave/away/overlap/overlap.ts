import type { Instant } from '../../../calendar/instant.js';
import type { Reader } from '../../../calendar/reader.js';
import { say } from '../../../chat/text.js';
import type { Meeting } from '../../../meeting/meeting.js';
import type { Absence, Reason } from '../../absence/absence.js';
import type { RequestRefusal } from '../../absence/rules.js';
import type { Leave } from '../../leave.js';
import { periodWords } from '../../shown.js';
import { kindText } from '../../text.js';

/*
 * A meeting during approved leave. The member is told once for each meeting and leave, what replaces the leave included, with an absence request
 * that waits for one tap.
 *
 * prepared    → submitted   with one tap, or in any other way: there is an absence request, whatever becomes of the leave
 *             → settled     the meeting is at another time, cancelled or suspended, they are not expected any more, or the leave is off
 * submitted   → approved, refused, undecided   as the organizers decide, or don't before it begins
 *             → asked       the meeting was moved: whether they still can't come
 *             → prepared, settled   as it was, where they withdraw it
 */
export type OverlapState = 'prepared' | 'submitted' | 'approved' | 'refused' | 'undecided' | 'asked' | 'settled';
/** `since`: when they were put on the list; undefined where that matters no more. */
export type Overlap = {
  readonly meeting: Meeting;
  readonly leave: Leave;
  readonly state: OverlapState;
  readonly since: Instant | undefined;
};

export type Asked = Pick<Absence, 'state' | 'requestedAt'>;

/**
 * What the newest absence request for the meeting says of it, if there is any; one that was taken back says nothing, and one that came to nothing
 * before the leave was asked for had another reason.
 */
export function stateOfAbsence(
  absence: Asked | undefined,
  leaveAskedAt: Instant,
): Exclude<OverlapState, 'prepared' | 'settled'> | undefined {
  const state = absence?.state;
  switch (state) {
    case 'pending':
      return 'submitted';
    case 'approved':
    case 'asked':
      return state;
    case 'refused':
    case 'undecided':
      return absence && absence.requestedAt < leaveAskedAt ? undefined : state;
    case 'withdrawn':
    case 'replaced':
    case 'cancelled':
    case undefined:
      return undefined;
    default:
      return state satisfies never;
  }
}

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
