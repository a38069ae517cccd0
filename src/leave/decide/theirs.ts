import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import { toldOf } from '../store.js';
import type { View } from './cards.js';
import { holdersOf } from './handlers.js';
import { superiorsNow } from './turn.js';

/**
 * Whose a request is: the applicant's, and of those who were told of it, or may settle it, whoever plays the part still, or has decided on it. They
 * may look at it, and their cards follow it. Whoever has been given another post keeps what they were told, and is told no more.
 */
export async function theirsOf(tx: Tx, { leave, steps, may }: Pick<View, 'leave' | 'steps' | 'may'>): Promise<ReadonlySet<MemberId>> {
  const theirs = new Set([leave.memberId, ...may]);
  for (const step of steps) {
    if (step.outcome?.by !== undefined) theirs.add(step.outcome.by);
    // Also of a request that went no further while it was with them.
    if (step.state === 'open' && step.assigneeId !== undefined) theirs.add(step.assigneeId);
    for (const id of await holdersOf(tx, step, leave)) theirs.add(id);
  }
  const above = await superiorsNow(tx, leave);
  for (const { memberId, part } of await toldOf(tx, leave.id))
    if (part === 'acting' || (part === 'approve' && above.includes(memberId))) theirs.add(memberId);
  return theirs;
}
