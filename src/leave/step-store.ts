import type { Selectable } from 'kysely';
import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { LeaveId, Outcome, Step, StepAction, StepRole } from './leave.js';

type StepRow = {
  leave_id: LeaveId;
  position: number;
  action: StepAction;
  role: StepRole;
  state: Step['state'];
  assignee_id: MemberId | null;
  stands_for: MemberId | null;
  opened_at: Instant | null;
  due_at: Instant | null;
  nudged: number;
  outcome: Outcome | null;
  done_by: MemberId | null;
  done_at: Instant | null;
  words: Uint8Array | null;
};

declare module '../db/schema.js' {
  interface Schema {
    leave_step: StepRow;
  }
}

/** A row of `leave_step` as the room speaks of it. */
export const stepOf = (row: Selectable<StepRow>): Step => ({
  leaveId: row.leave_id,
  position: row.position,
  action: row.action,
  role: row.role,
  state: row.state,
  assigneeId: row.assignee_id ?? undefined,
  standsFor: row.stands_for ?? undefined,
  openedAt: row.opened_at ?? undefined,
  dueAt: row.due_at ?? undefined,
  nudged: row.nudged === 1,
  outcome: row.outcome === null || row.done_at === null ? undefined : { is: row.outcome, by: row.done_by ?? undefined, at: row.done_at },
});

/** All of a chain, waiting. */
export async function insertSteps(
  tx: Tx,
  id: LeaveId,
  steps: readonly { readonly action: StepAction; readonly role: StepRole }[],
): Promise<void> {
  await tx
    .insertInto('leave_step')
    .values(
      steps.map(({ action, role }, position) => ({
        leave_id: id,
        position,
        action,
        role,
        state: 'waiting' as const,
        assignee_id: null,
        stands_for: null,
        opened_at: null,
        due_at: null,
        nudged: 0,
        outcome: null,
        done_by: null,
        done_at: null,
        words: null,
      })),
    )
    .execute();
}

/** In order. */
export async function stepsOf(tx: Tx, id: LeaveId): Promise<Step[]> {
  const rows = await tx.selectFrom('leave_step').selectAll().where('leave_id', '=', id).orderBy('position').execute();
  return rows.map(stepOf);
}
