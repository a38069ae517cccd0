import type { Tx } from '../../db/transact.js';
import type { Happening, Leave, LeaveId } from '../leave.js';
import { findLeave, historyOf } from '../store.js';

export type Origin = {
  readonly firstId: LeaveId;
  /** How often it was replaced. */
  readonly depth: number;
  /** How often somebody was asked to be in charge meanwhile, declined to be, or left the office. */
  readonly actingChanges: number;
};

/** Of the chain of replacements that a leave belongs to: its first request, by which what people have of it stays the same, and how it has changed since. */
export async function originOf(tx: Tx, leave: Leave): Promise<Origin> {
  let [first, depth] = [leave, 0];
  let actingChanges = await actingChangesOf(tx, first);
  while (first.replaces !== undefined) {
    const before = await findLeave(tx, first.replaces);
    if (!before) break;
    [first, depth] = [before, depth + 1];
    actingChanges += await actingChangesOf(tx, first);
  }
  return { firstId: first.id, depth, actingChanges };
}

const ACTING_CHANGES: readonly Happening[] = ['acting-asked', 'acting-declined', 'acting-left'];

const actingChangesOf = async (tx: Tx, { id }: Leave): Promise<number> =>
  (await historyOf(tx, id)).filter(({ what }) => ACTING_CHANGES.includes(what)).length;
