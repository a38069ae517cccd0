import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';

/** member_id '': a nudge to everybody who has not answered. */
type ReminderRow = { round_id: string; member_id: string; due_at: Instant; asked_by: MemberId | null };

declare module '../db/schema.js' {
  interface Schema {
    reflection_reminder: ReminderRow;
  }
}

/** 稍后提醒 of one member, or a nudge where `memberId` is ''. `askedBy`: the leader who has this member reminded. */
export type Reminder = {
  readonly roundId: string;
  readonly memberId: string;
  readonly dueAt: Instant;
  readonly askedBy?: MemberId | undefined;
};

export async function insertReminder(tx: Tx, reminder: Reminder): Promise<void> {
  await tx
    .insertInto('reflection_reminder')
    .values({ round_id: reminder.roundId, member_id: reminder.memberId, due_at: reminder.dueAt, asked_by: reminder.askedBy ?? null })
    // Whoever is reminded by a leader at the very time that they chose is told by whom.
    .onConflict((conflict) =>
      conflict
        .columns(['round_id', 'member_id', 'due_at'])
        .doUpdateSet((set) => ({ asked_by: set.fn.coalesce('excluded.asked_by', 'reflection_reminder.asked_by') })),
    )
    .execute();
}

export async function dueReminders(tx: Tx, now: Instant): Promise<Reminder[]> {
  const rows = await tx.selectFrom('reflection_reminder').selectAll().where('due_at', '<=', now).orderBy('due_at').limit(200).execute();
  return rows.map((row) => ({ roundId: row.round_id, memberId: row.member_id, dueAt: row.due_at, askedBy: row.asked_by ?? undefined }));
}

export async function nextReminder(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('reflection_reminder')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** A nudge with all others of its round that are due by now: they are one. False: another tick took it. */
export async function takeReminder(tx: Tx, reminder: Reminder, now: Instant): Promise<boolean> {
  const isNudge = reminder.memberId === '';
  const result = await tx
    .deleteFrom('reflection_reminder')
    .where('round_id', '=', reminder.roundId)
    .where('member_id', '=', reminder.memberId)
    .where('due_at', isNudge ? '<=' : '=', isNudge ? now : reminder.dueAt)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
