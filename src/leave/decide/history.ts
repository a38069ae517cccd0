import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { LeaveDeps } from '../deps.js';
import type { Happening, Leave } from '../leave.js';
import { recordHistory } from '../store.js';

type Line = {
  readonly what: Happening;
  /** Undefined: siwen, by the rules. */
  readonly actorId?: MemberId | undefined;
  readonly subjectId?: MemberId | undefined;
  readonly position?: number;
};

/** A line of the request's history, as of now. */
export const history = (
  tx: Tx,
  { clock }: Pick<LeaveDeps, 'clock'>,
  { id }: Pick<Leave, 'id'>,
  { what, actorId, subjectId, position }: Line,
): Promise<void> => recordHistory(tx, { leaveId: id, at: clock.now(), what, actorId, subjectId, position });
