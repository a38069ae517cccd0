import { hourMs, type Instant, plus } from '../../calendar/instant.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { MeetingId } from '../meeting.js';
import type {} from '../store.js';
import type { CheckIn, Mark, Status } from './attendance.js';
import type { Tries } from './rules.js';

type CheckInRow = {
  meeting_id: MeetingId;
  secret: string;
  token: string;
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
};

declare module '../../db/schema.js' {
  interface Schema {
    meeting_check_in: CheckInRow;
    meeting_attendance: AttendanceRow;
    meeting_code_try: { member_id: MemberId; wrong: number; tried_at: Instant };
    meeting_report_reader: { meeting_id: MeetingId; member_id: MemberId };
  }
}

const checkInOf = (row: CheckInRow): CheckIn => ({
  meetingId: row.meeting_id,
  secret: row.secret,
  token: row.token,
  openedAt: row.opened_at,
  openedBy: row.opened_by,
  closedAt: row.closed_at ?? undefined,
});

/** False: it is there already. */
export async function insertCheckIn(tx: Tx, checkIn: CheckIn): Promise<boolean> {
  const result = await tx
    .insertInto('meeting_check_in')
    .values({
      meeting_id: checkIn.meetingId,
      secret: checkIn.secret,
      token: checkIn.token,
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

export async function findByToken(tx: Tx, token: string): Promise<CheckIn | undefined> {
  const row = await tx.selectFrom('meeting_check_in').selectAll().where('token', '=', token).executeTakeFirst();
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

const openWithMeeting = (tx: Tx) =>
  tx
    .selectFrom('meeting_check_in')
    .innerJoin('meeting_meeting', 'meeting_meeting.id', 'meeting_check_in.meeting_id')
    .where('closed_at', 'is', null);

/** Open ones whose meeting ended so many hours ago, or was cancelled. */
export async function dueToClose(tx: Tx, now: Instant, closeAfterHours: number): Promise<MeetingId[]> {
  const rows = await openWithMeeting(tx)
    .select('meeting_id')
    .where((eb) => eb.or([eb('ends_at', '<=', plus(now, -closeAfterHours * hourMs)), eb('state', '=', 'cancelled')]))
    .execute();
  return rows.map(({ meeting_id }) => meeting_id);
}

export async function nextToClose(tx: Tx, after: Instant, closeAfterHours: number): Promise<Instant | undefined> {
  const row = await openWithMeeting(tx)
    .select((select) => select.fn.min('ends_at').as('at'))
    .where('ends_at', '>', plus(after, -closeAfterHours * hourMs))
    .executeTakeFirst();
  return row?.at === null || row?.at === undefined ? undefined : plus(row.at, closeAfterHours * hourMs);
}

const markOf = (row: AttendanceRow): Mark => ({
  memberId: row.member_id,
  version: row.version,
  status: row.status,
  leftEarly: row.left_early === 1,
  checkedInAt: row.checked_in_at ?? undefined,
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
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** The newest of everybody. */
export async function marksOf(tx: Tx, meetingId: MeetingId): Promise<Map<MemberId, Mark>> {
  const rows = await tx.selectFrom('meeting_attendance').selectAll().where('meeting_id', '=', meetingId).orderBy('version').execute();
  return new Map(rows.map((row) => [row.member_id, markOf(row)]));
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
  return rows.map((row) => ({ mark: markOf(row), sealed: row.reason }));
}

export async function triesOf(tx: Tx, memberId: string): Promise<Tries | undefined> {
  const row = await tx
    .selectFrom('meeting_code_try')
    .selectAll()
    .where('member_id', '=', memberId as MemberId)
    .executeTakeFirst();
  return row && { wrong: row.wrong, at: row.tried_at };
}

export async function saveTries(tx: Tx, memberId: MemberId, { wrong, at }: Tries): Promise<void> {
  await tx
    .insertInto('meeting_code_try')
    .values({ member_id: memberId, wrong, tried_at: at })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ wrong, tried_at: at }))
    .execute();
}

export async function forgetTries(tx: Tx, memberId: MemberId): Promise<void> {
  await tx.deleteFrom('meeting_code_try').where('member_id', '=', memberId).execute();
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
