import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { ActivityId } from '../activity/activity.js';
import type { MeetingId } from '../meeting.js';
import type { GiveWay } from './case.js';
import type { CaseState, Obligation } from './rules.js';

type GiveWayRow = {
  meeting_id: MeetingId;
  activity_id: ActivityId;
  obligation: Obligation;
  state: CaseState;
  notice: number;
  refused: number;
  overdue: number;
  opened_at: Instant;
  deadline_at: Instant;
  meeting_starts_at: Instant;
  meeting_ends_at: Instant;
  together: number;
  remind_at: Instant | null;
  asked_by: MemberId | null;
  reason: Uint8Array | null;
  decided_by: MemberId | null;
  decided_at: Instant | null;
  answer: Uint8Array | null;
  version: number;
};

declare module '../../db/schema.js' {
  interface Schema {
    meeting_give_way: GiveWayRow;
  }
}

const giveWayOf = (row: GiveWayRow): GiveWay => ({
  meetingId: row.meeting_id,
  activityId: row.activity_id,
  state: row.state,
  notice: row.notice,
  refused: row.refused === 1,
  overdue: row.overdue === 1,
  terms: { obligation: row.obligation, startsAt: row.meeting_starts_at, endsAt: row.meeting_ends_at, deadlineAt: row.deadline_at },
  openedAt: row.opened_at,
  together: row.together,
  remindAt: row.remind_at ?? undefined,
  asked: row.asked_by !== null && row.reason !== null ? { by: row.asked_by, reason: row.reason } : undefined,
  decided:
    row.decided_by !== null && row.decided_at !== null && row.answer !== null
      ? { by: row.decided_by, at: row.decided_at, reason: row.answer }
      : undefined,
  version: row.version,
});

const rowOf = (one: GiveWay): GiveWayRow => ({
  meeting_id: one.meetingId,
  activity_id: one.activityId,
  obligation: one.terms.obligation,
  state: one.state,
  notice: one.notice,
  refused: one.refused ? 1 : 0,
  overdue: one.overdue ? 1 : 0,
  opened_at: one.openedAt,
  deadline_at: one.terms.deadlineAt,
  meeting_starts_at: one.terms.startsAt,
  meeting_ends_at: one.terms.endsAt,
  together: one.together,
  remind_at: one.remindAt ?? null,
  asked_by: one.asked?.by ?? null,
  reason: one.asked?.reason ?? null,
  decided_by: one.decided?.by ?? null,
  decided_at: one.decided?.at ?? null,
  answer: one.decided?.reason ?? null,
  version: one.version,
});

/** `asOf`: the version it was read in, undefined for a new one. False: somebody else was first. */
export async function saveCase(tx: Tx, one: GiveWay, asOf: number | undefined): Promise<boolean> {
  const row = rowOf(one);
  if (asOf === undefined) {
    const inserted = await tx
      .insertInto('meeting_give_way')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (inserted.numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const updated = await tx
    .updateTable('meeting_give_way')
    .set(row)
    .where('meeting_id', '=', one.meetingId)
    .where('activity_id', '=', one.activityId)
    .where('version', '=', asOf)
    .executeTakeFirst();
  return updated.numUpdatedRows > 0n;
}

export async function findCase(tx: Tx, meetingId: string, activityId: string): Promise<GiveWay | undefined> {
  const row = await tx
    .selectFrom('meeting_give_way')
    .selectAll()
    .where('meeting_id', '=', meetingId as MeetingId)
    .where('activity_id', '=', activityId as ActivityId)
    .executeTakeFirst();
  return row && giveWayOf(row);
}

export async function casesOfMeeting(tx: Tx, meetingId: MeetingId): Promise<GiveWay[]> {
  const rows = await tx
    .selectFrom('meeting_give_way')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('opened_at')
    .orderBy('activity_id')
    .execute();
  return rows.map(giveWayOf);
}

export async function casesOfActivity(tx: Tx, activityId: ActivityId): Promise<GiveWay[]> {
  const rows = await tx.selectFrom('meeting_give_way').selectAll().where('activity_id', '=', activityId).orderBy('meeting_id').execute();
  return rows.map(giveWayOf);
}

/** When each unsettled case is due (rules.ts, `atDeadline`). */
const unsettled = (tx: Tx) =>
  tx
    .selectFrom('meeting_give_way')
    .select((row) => [
      'meeting_id as meetingId',
      'obligation',
      row.case().when('overdue', '=', 1).then(row.ref('meeting_starts_at')).else(row.ref('deadline_at')).end().as('dueAt'),
    ])
    .where('state', 'in', [sql.lit('open' as const), sql.lit('exemption-asked' as const)]);

/** Meetings with cases whose deadline has passed, those first that suspend: what is suspended for one takes place for no other. */
export async function meetingsDue(tx: Tx, now: Instant): Promise<MeetingId[]> {
  const rows = await tx
    .selectFrom(unsettled(tx).as('due'))
    .select('meetingId')
    .where('dueAt', '<=', now)
    .orderBy('obligation', 'desc')
    .execute();
  return [...new Set(rows.map(({ meetingId }) => meetingId))];
}

export async function nextDeadline(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom(unsettled(tx).as('due'))
    .select((select) => select.fn.min('dueAt').as('at'))
    .where('dueAt', '>', after)
    .executeTakeFirst();
  return (row?.at as Instant | null | undefined) ?? undefined;
}

export async function remindersDue(tx: Tx, now: Instant): Promise<GiveWay[]> {
  const rows = await tx.selectFrom('meeting_give_way').selectAll().where('remind_at', '<=', now).orderBy('remind_at').execute();
  return rows.map(giveWayOf);
}

export async function nextReminderAt(tx: Tx, after: Instant): Promise<Instant | undefined> {
  const row = await tx
    .selectFrom('meeting_give_way')
    .select((select) => select.fn.min('remind_at').as('at'))
    .where('remind_at', '>', after)
    .executeTakeFirst();
  return (row?.at as Instant | null | undefined) ?? undefined;
}

/** What was written about cases that were opened before, at the end of its retention; who asked and who decided stays. */
export async function expireWritten(tx: Tx, before: Instant, limit: number): Promise<number> {
  const over = await tx
    .selectFrom('meeting_give_way')
    .select(['meeting_id', 'activity_id'])
    .where('opened_at', '<', before)
    .where((row) => row.or([row(row.fn<number>('length', ['reason']), '>', 0), row(row.fn<number>('length', ['answer']), '>', 0)]))
    .limit(limit)
    .execute();
  for (const { meeting_id, activity_id } of over)
    await tx
      .updateTable('meeting_give_way')
      .set((row) => ({
        reason: row.case().when('reason', 'is', null).then(null).else(Buffer.alloc(0)).end(),
        answer: row.case().when('answer', 'is', null).then(null).else(Buffer.alloc(0)).end(),
      }))
      .where('meeting_id', '=', meeting_id)
      .where('activity_id', '=', activity_id)
      .execute();
  return over.length;
}
