import { sql } from 'kysely';
import { dayMs, hourMs, type Instant, type Interval } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { MeetingId } from '../meeting.js';
import type {} from '../store.js';
import type { CheckIn, Mark, Status } from './attendance.js';
import { removeOutcomes } from './outcome-store.js';
import { LIST_WAITS_DAYS } from './rules.js';

type CheckInRow = {
  meeting_id: MeetingId;
  secret: Uint8Array;
  token_hash: Uint8Array;
  opened_at: Instant;
  opened_by: MemberId;
  closed_at: Instant | null;
  closed_by: MemberId | null;
};
type AttendanceRow = {
  meeting_id: MeetingId;
  member_id: MemberId;
  version: number;
  status: Status;
  left_early: number;
  checked_in_at: Instant | null;
  via: Mark['via'];
  marked_by: MemberId;
  marked_at: Instant;
  reason: Uint8Array | null;
  checked_in_by: MemberId | null;
};

declare module '../../db/schema.js' {
  interface Schema {
    meeting_check_in: CheckInRow;
    meeting_attendance: AttendanceRow;
    meeting_report_reader: { meeting_id: MeetingId; member_id: MemberId };
  }
}

const checkInOf = (row: CheckInRow): CheckIn => ({
  meetingId: row.meeting_id,
  sealed: row.secret,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  closedAt: row.closed_at ?? undefined,
});

/** False: it is there already. */
export async function insertCheckIn(tx: Tx, checkIn: CheckIn, tokenHash: Uint8Array): Promise<boolean> {
  const result = await tx
    .insertInto('meeting_check_in')
    .values({
      meeting_id: checkIn.meetingId,
      secret: checkIn.sealed,
      token_hash: tokenHash,
      opened_at: checkIn.openedAt,
      opened_by: checkIn.openedBy,
      closed_at: null,
      closed_by: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function findCheckIn(tx: Tx, meetingId: string): Promise<CheckIn | undefined> {
  const row = await tx
    .selectFrom('meeting_check_in')
    .selectAll()
    .where('meeting_id', '=', meetingId as MeetingId)
    .executeTakeFirst();
  return row && checkInOf(row);
}

export async function findByToken(tx: Tx, tokenHash: Uint8Array): Promise<CheckIn | undefined> {
  const row = await tx.selectFrom('meeting_check_in').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();
  return row && checkInOf(row);
}

export async function openCheckIns(tx: Tx): Promise<CheckIn[]> {
  return (await tx.selectFrom('meeting_check_in').selectAll().where('closed_at', 'is', null).orderBy('opened_at').execute()).map(checkInOf);
}

/** `by` undefined: it closes by itself. False: it is closed. */
export async function closeCheckIn(tx: Tx, meetingId: MeetingId, at: Instant, by: MemberId | undefined): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_check_in')
    .set({ closed_at: at, closed_by: by ?? null })
    .where('meeting_id', '=', meetingId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whoever checked in by `until` was not late after all. What was corrected stays as it was corrected. */
export async function noteInTime(tx: Tx, meetingId: MeetingId, until: Instant): Promise<void> {
  await tx
    .updateTable('meeting_attendance')
    .set({ status: 'present' })
    .where('meeting_id', '=', meetingId)
    .where('status', '=', 'late')
    .where('via', '<>', 'correction')
    .where('checked_in_at', '<=', until)
    .execute();
}

/** With everything that was recorded in it. Gives how much that was. */
export async function removeCheckIn(tx: Tx, meetingId: MeetingId): Promise<number> {
  await removeOutcomes(tx, meetingId);
  const marks = await tx.deleteFrom('meeting_attendance').where('meeting_id', '=', meetingId).executeTakeFirst();
  await tx.deleteFrom('meeting_report_reader').where('meeting_id', '=', meetingId).execute();
  await tx.deleteFrom('meeting_check_in').where('meeting_id', '=', meetingId).execute();
  return Number(marks.numDeletedRows);
}

/** Open, or opened since and closed. */
export async function openOrOpenedSince(tx: Tx, since: Instant): Promise<MeetingId[]> {
  const rows = await tx
    .selectFrom('meeting_check_in')
    .select('meeting_id')
    .where((eb) => eb.or([eb('closed_at', 'is', null), eb('opened_at', '>=', since)]))
    .execute();
  return rows.map((row) => row.meeting_id);
}

const openWithMeeting = (tx: Tx) =>
  tx
    .selectFrom('meeting_check_in')
    .innerJoin('meeting_meeting', 'meeting_meeting.id', 'meeting_check_in.meeting_id')
    .where('closed_at', 'is', null);

/** Of meetings that began within `interval`. */
export async function openCheckInsOf(tx: Tx, { start, end }: Interval): Promise<MeetingId[]> {
  const rows = await openWithMeeting(tx)
    .select('meeting_id')
    .where('starts_at', '>=', start)
    .where('starts_at', '<', end)
    .where('state', '=', 'announced')
    .orderBy('meeting_id')
    .execute();
  return rows.map(({ meeting_id }) => meeting_id);
}

/** It closes by itself some hours after the end; where it was opened only afterwards, days after it was opened or the last name was entered. */
const closesAt = (
  hours: number,
) => sql<Instant>`CASE WHEN opened_at < ends_at THEN ends_at + ${hours * hourMs} ELSE ${LIST_WAITS_DAYS * dayMs} + coalesce(
  (SELECT max(marked_at) FROM meeting_attendance AS mark WHERE mark.meeting_id = meeting_check_in.meeting_id), opened_at) END`;

/** Open ones whose time is up (`afterHours`: of the end), or whose meeting was cancelled. */
export async function dueToClose(tx: Tx, now: Instant, afterHours: number): Promise<MeetingId[]> {
  const rows = await openWithMeeting(tx)
    .select('meeting_id')
    .where((eb) => eb.or([eb(closesAt(afterHours), '<=', now), eb('state', '=', 'cancelled')]))
    .execute();
  return rows.map(({ meeting_id }) => meeting_id);
}

export async function nextToClose(tx: Tx, after: Instant, afterHours: number): Promise<Instant | undefined> {
  const row = await openWithMeeting(tx)
    .select((select) => select.fn.min(closesAt(afterHours)).as('at'))
    .where(closesAt(afterHours), '>', after)
    .executeTakeFirst();
  return row?.at ?? undefined;
}

/** `first`: the row of this member that says who checked in, where no row says it by itself. */
const markOf = (row: AttendanceRow, first: AttendanceRow | undefined): Mark => ({
  memberId: row.member_id,
  version: row.version,
  status: row.status,
  leftEarly: row.left_early === 1,
  checkedInAt: row.checked_in_at ?? undefined,
  checkedInBy: row.checked_in_by ?? (row.checked_in_at === null ? undefined : first?.marked_by),
  via: row.via,
  by: row.marked_by,
  at: row.marked_at,
});

/** False: somebody else has recorded this version before. */
export async function insertMark(tx: Tx, meetingId: MeetingId, mark: Mark, reason: Uint8Array | null): Promise<boolean> {
  const result = await tx
    .insertInto('meeting_attendance')
    .values({
      meeting_id: meetingId,
      member_id: mark.memberId,
      version: mark.version,
      status: mark.status,
      left_early: mark.leftEarly ? 1 : 0,
      checked_in_at: mark.checkedInAt ?? null,
      via: mark.via,
      marked_by: mark.by,
      marked_at: mark.at,
      reason,
      checked_in_by: mark.checkedInBy ?? null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** What `by` has checked in for `memberId`, or a list says of them, and nobody has corrected, is of `by` from now on, who may have a record of their own. */
export async function giveCheckIn(tx: Tx, meetingId: MeetingId, memberId: MemberId, by: MemberId): Promise<void> {
  const history = await historyOf(tx, meetingId, memberId);
  const [first] = history;
  if (history.length !== 1 || first?.mark.checkedInBy !== by) return;
  await tx.deleteFrom('meeting_attendance').where('meeting_id', '=', meetingId).where('member_id', '=', memberId).execute();
  await insertMark(tx, meetingId, { ...first.mark, memberId: by }, null);
}

/** The newest of everybody. */
export async function marksOf(tx: Tx, meetingId: MeetingId): Promise<Map<MemberId, Mark>> {
  const rows = await tx.selectFrom('meeting_attendance').selectAll().where('meeting_id', '=', meetingId).orderBy('version').execute();
  const firsts = new Map(rows.filter(isCheckIn).map((row) => [row.member_id, row]));
  return new Map(rows.map((row) => [row.member_id, markOf(row, firsts.get(row.member_id))]));
}

const isCheckIn = ({ via }: AttendanceRow): boolean => via !== 'correction';

/** 应到 and 实到, without loading anybody: the big screen asks every few seconds. */
export async function countPeople(tx: Tx, meetingId: MeetingId): Promise<{ readonly expected: number; readonly present: number }> {
  const { expected } = await tx
    .selectFrom('meeting_invitee')
    .select((select) => select.fn.countAll<number>().as('expected'))
    .where('meeting_id', '=', meetingId)
    .where('removed', '=', 0)
    .executeTakeFirstOrThrow();
  const { present } = await tx
    .selectFrom('meeting_attendance as mark')
    .innerJoin('meeting_invitee as invitee', (join) =>
      join.onRef('invitee.meeting_id', '=', 'mark.meeting_id').onRef('invitee.member_id', '=', 'mark.member_id').on('removed', '=', 0),
    )
    .select((select) => select.fn.countAll<number>().as('present'))
    .where('mark.meeting_id', '=', meetingId)
    .where('mark.status', 'in', ['present', 'late'])
    .where(({ not, exists, selectFrom }) => {
      const newer = selectFrom('meeting_attendance as newer').select('newer.version');
      const ofSame = newer.whereRef('newer.meeting_id', '=', 'mark.meeting_id').whereRef('newer.member_id', '=', 'mark.member_id');
      return not(exists(ofSame.whereRef('newer.version', '>', 'mark.version')));
    })
    .executeTakeFirstOrThrow();
  return { expected, present };
}

/** Oldest first, each with the reason it was given, sealed. */
export async function historyOf(
  tx: Tx,
  meetingId: string,
  memberId: string,
): Promise<{ readonly mark: Mark; readonly sealed: Uint8Array | null }[]> {
  const rows = await tx
    .selectFrom('meeting_attendance')
    .selectAll()
    .where('meeting_id', '=', meetingId as MeetingId)
    .where('member_id', '=', memberId as MemberId)
    .orderBy('version')
    .execute();
  const first = rows.find(isCheckIn);
  return rows.map((row) => ({ mark: markOf(row, first), sealed: row.reason }));
}

/** Who has been sent the report, and is shown what is corrected afterwards. */
export async function addReaders(tx: Tx, meetingId: MeetingId, memberIds: readonly MemberId[]): Promise<void> {
  if (memberIds.length === 0) return;
  await tx
    .insertInto('meeting_report_reader')
    .values(memberIds.map((id) => ({ meeting_id: meetingId, member_id: id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function readersOf(tx: Tx, meetingId: MeetingId): Promise<MemberId[]> {
  const rows = await tx.selectFrom('meeting_report_reader').select('member_id').where('meeting_id', '=', meetingId).execute();
  return rows.map(({ member_id }) => member_id);
}
