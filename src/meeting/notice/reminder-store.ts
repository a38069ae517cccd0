import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MeetingId } from '../meeting.js';

type ReminderRow = { meeting_id: MeetingId; minutes_before: number; due_at: Instant };
/** due_at NULL: done, or no longer needed. Numbers are never used again, since keys are made of them. */
type NudgeRow = { meeting_id: MeetingId; n: number; last: number; due_at: Instant | null; invited_at: Instant | null };

declare module '../../db/schema.js' {
  interface Schema {
    meeting_reminder: ReminderRow;
    meeting_nudge: NudgeRow;
  }
}

export type Reminder = { readonly minutesBefore: number; readonly dueAt: Instant };
export type Nudge = {
  readonly n: number;
  readonly last: boolean;
  /** Undefined: done, or no longer needed. */
  readonly dueAt: Instant | undefined;
  /** Only for those who were invited at this instant, after the others; undefined: for everybody else. */
  readonly invitedAt: Instant | undefined;
};
export type DueNudge = Nudge & { readonly meetingId: MeetingId; readonly dueAt: Instant };

/** In place of those there were. */
export async function saveReminders(tx: Tx, meetingId: MeetingId, reminders: readonly Reminder[]): Promise<void> {
  await tx.deleteFrom('meeting_reminder').where('meeting_id', '=', meetingId).execute();
  if (reminders.length === 0) return;
  const rows = reminders.map(({ minutesBefore, dueAt }) => ({ meeting_id: meetingId, minutes_before: minutesBefore, due_at: dueAt }));
  await tx.insertInto('meeting_reminder').values(rows).execute();
}

export async function meetingsToRemind(tx: Tx, now: Instant): Promise<MeetingId[]> {
  const rows = await tx.selectFrom('meeting_reminder').select('meeting_id').where('due_at', '<=', now).execute();
  return [...new Set(rows.map((row) => row.meeting_id))];
}

/** Takes all that are due; the nearest to the start. Undefined: another tick took them. */
export async function takeReminders(tx: Tx, meetingId: MeetingId, now: Instant): Promise<number | undefined> {
  const rows = await tx
    .deleteFrom('meeting_reminder')
    .where('meeting_id', '=', meetingId)
    .where('due_at', '<=', now)
    .returning('minutes_before')
    .execute();
  return rows.length === 0 ? undefined : Math.min(...rows.map((row) => row.minutes_before));
}

export async function nextReminder(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_reminder')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** In place of those there were, whomever they were for; the last of them is told apart. */
export async function saveNudges(tx: Tx, meetingId: MeetingId, times: readonly Instant[]): Promise<void> {
  await tx.updateTable('meeting_nudge').set({ due_at: null, last: 0, invited_at: null }).where('meeting_id', '=', meetingId).execute();
  await insertNudges(tx, meetingId, times, undefined);
}

/** Beside those there are, for those only who were invited at this instant. No `times`: it is too late for any, and none is theirs. */
export async function addNudges(tx: Tx, meetingId: MeetingId, times: readonly Instant[], invitedAt: Instant): Promise<void> {
  await insertNudges(tx, meetingId, times.length > 0 ? times : [undefined], invitedAt);
}

async function insertNudges(
  tx: Tx,
  meetingId: MeetingId,
  times: readonly (Instant | undefined)[],
  invitedAt: Instant | undefined,
): Promise<void> {
  if (times.length === 0) return;
  const before = await tx
    .selectFrom('meeting_nudge')
    .select((select) => select.fn.max('n').as('n'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirst();
  const rows = times.map((due_at, index) => ({
    meeting_id: meetingId,
    n: (before?.n ?? 0) + index + 1,
    last: due_at !== undefined && index === times.length - 1 ? 1 : 0,
    due_at: due_at ?? null,
    invited_at: invitedAt ?? null,
  }));
  await tx.insertInto('meeting_nudge').values(rows).execute();
}

export async function dueNudges(tx: Tx, now: Instant): Promise<DueNudge[]> {
  const rows = await tx.selectFrom('meeting_nudge').selectAll().where('due_at', '<=', now).orderBy('due_at').orderBy('n').execute();
  return rows.map((row) => ({ ...nudgeOf(row), meetingId: row.meeting_id, dueAt: row.due_at as Instant }));
}

/** All of them, those that are done as well. */
export async function nudgesOf(tx: Tx, meetingId: MeetingId): Promise<Nudge[]> {
  const rows = await tx.selectFrom('meeting_nudge').selectAll().where('meeting_id', '=', meetingId).orderBy('n').execute();
  return rows.map(nudgeOf);
}

const nudgeOf = (row: NudgeRow): Nudge => ({
  n: row.n,
  last: row.last === 1,
  dueAt: row.due_at ?? undefined,
  invitedAt: row.invited_at ?? undefined,
});

/** `to` undefined: it is done. False: another tick took it. */
export async function moveNudge(tx: Tx, { meetingId, n, dueAt }: DueNudge, to: Instant | undefined): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_nudge')
    .set({ due_at: to ?? null })
    .where('meeting_id', '=', meetingId)
    .where('n', '=', n)
    .where('due_at', '=', dueAt)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function nextNudge(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_nudge')
    .select((select) => select.fn.min('due_at').as('at'))
    .where('due_at', '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}
