import type { Tx } from '../../db/transact.js';
import type { Leave, LeaveId } from '../leave.js';
import { findLeave } from '../store.js';

/** Of the chain of replacements that a leave belongs to: its first request, by which what people have of it stays the same; `depth`: how often it was replaced. */
export async function originOf(tx: Tx, leave: Leave): Promise<{ readonly firstId: LeaveId; readonly depth: number }> {
  let [first, depth] = [leave, 0];
  while (first.replaces !== undefined) {
    const before = await findLeave(tx, first.replaces);
    if (!before) break;
    [first, depth] = [before, depth + 1];
  }
  return { firstId: first.id, depth };
}
