import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';

/** member_id '': a nudge to everybody who has not answered. */
type ReminderRow = { round_id: string; member_id: string; due_at: Instant; first_due_at: Instant | null; asked_by: MemberId | null };

declare module '../../db/schema.js' {
  interface Schema {
    reflection_reminder: ReminderRow;
  }
}

/** 稍后提醒 of one member, or a nudge where `memberId` is ''. `askedBy`: the leader who has this member reminded. */
export type Reminder = {
  readonly roundId: string;
  readonly memberId: string;
  readonly dueAt: Instant;
  /** Where it has had to wait for the end of a meeting. */
  readonly firstDueAt?: Instant | undefined;
  readonly askedBy?: MemberId | undefined;
};

const firstDue = (table: 'excluded' | 'reflection_reminder') =>
  sql<Instant>`coalesce(${sql.ref(`${table}.first_due_at`)}, ${sql.ref(`${table}.due_at`)})`;

/** What this member has chosen before and is still to come: the later choice takes its place. What a leader asked for stays. */
export async function dropChosen(tx: Tx, roundId: string, memberId: string): Promise<void> {
  await tx
    .deleteFrom('reflection_reminder')
    .where('round_id', '=', roundId)
    .where('member_id', '=', memberId as MemberId)
    .where('asked_by', 'is', null)
    .execute();
}

export async function insertReminder(tx: Tx, { roundId, memberId, dueAt, firstDueAt, askedBy }: Reminder): Promise<void> {
  await tx
    .insertInto('reflection_reminder')
    .values({ round_id: roundId, member_id: memberId, due_at: dueAt, first_due_at: firstDueAt ?? null, asked_by: askedBy ?? null })
    .onConflict((conflict) =>
      conflict.columns(['round_id', 'member_id', 'due_at']).doUpdateSet((set) => ({
        first_due_at: sql`max(${firstDue('excluded')}, ${firstDue('reflection_reminder')})`,
        // Whoever is reminded by a leader at the very time that they chose is told by whom.
        asked_by: set.fn.coalesce('excluded.asked_by', 'reflection_reminder.asked_by'),
      })),
    )
    .execute();
}

/** The newest first; of one instant those that a leader asked for: people get one of them, and it is to say by whom. */
export async function dueReminders(tx: Tx, now: Instant): Promise<Reminder[]> {
  const rows = await tx
    .selectFrom('reflection_reminder')
    .selectAll()
    .where('due_at', '<=', now)
    .orderBy(firstDue('reflection_reminder'), 'desc')
    .orderBy('asked_by', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => ({
    roundId: row.round_id,
    memberId: row.member_id,
    dueAt: row.due_at,
    firstDueAt: row.first_due_at ?? undefined,
    askedBy: row.asked_by ?? undefined,
  }));
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
