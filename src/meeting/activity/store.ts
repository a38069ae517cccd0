import { type ExpressionBuilder, sql } from 'kysely';
import type { Instant, Interval } from '../../calendar/instant.js';
import { listed } from '../../db/prepared.js';
import type { Schema } from '../../db/schema.js';
import type { Tx } from '../../db/transact.js';
import { Audience } from '../../org/audience.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { MeetingId } from '../meeting.js';
import type { Activity, ActivityId, FeedId, InCalendar, Origin } from './activity.js';

type ActivityRow = {
  id: ActivityId;
  title: string;
  starts_at: Instant;
  ends_at: Instant;
  place: string;
  department_id: DepartmentId;
  owner_id: MemberId;
  audience: string;
  excluded: string;
  source: Origin['source'];
  meeting_id: MeetingId | null;
  feed_id: FeedId | null;
  uid: string | null;
  recurrence_id: string | null;
  source_starts_at: Instant | null;
  source_ends_at: Instant | null;
  source_place: string | null;
  state: Activity['state'];
  sequence: number;
};

declare module '../../db/schema.js' {
  interface Schema {
    meeting_activity: ActivityRow;
  }
}

function originOf(row: ActivityRow): Origin {
  const { source_starts_at: startsAt, source_ends_at: endsAt, source_place: place } = row;
  const said = startsAt === null || endsAt === null || place === null ? undefined : { startsAt, endsAt, place };
  const inCalendar: InCalendar = { uid: row.uid ?? '', recurrenceId: row.recurrence_id ?? '', said };
  if (row.source === 'meeting' && row.meeting_id !== null) return { source: 'meeting', meetingId: row.meeting_id };
  if (row.source === 'feed' && row.feed_id !== null) return { source: 'feed', feedId: row.feed_id, ...inCalendar };
  return row.source === 'file' ? { source: 'file', ...inCalendar } : { source: 'chat' };
}

const activityOf = (row: ActivityRow): Activity => ({
  id: row.id,
  title: row.title,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  place: row.place,
  departmentId: row.department_id,
  ownerId: row.owner_id,
  audience: Audience.parse(JSON.parse(row.audience)),
  excluded: JSON.parse(row.excluded) as MemberId[],
  origin: originOf(row),
  state: row.state,
  sequence: row.sequence,
});

function columnsOf(activity: Activity) {
  const said = 'said' in activity.origin ? activity.origin.said : undefined;
  return {
    title: activity.title,
    starts_at: activity.startsAt,
    ends_at: activity.endsAt,
    place: activity.place,
    department_id: activity.departmentId,
    owner_id: activity.ownerId,
    audience: JSON.stringify(activity.audience),
    excluded: JSON.stringify(activity.excluded),
    source_starts_at: said?.startsAt ?? null,
    source_ends_at: said?.endsAt ?? null,
    source_place: said?.place ?? null,
    state: activity.state,
    sequence: activity.sequence,
  };
}

/** False: it is there already, by its id or by its place in the calendar it comes from. */
export async function insertActivity(tx: Tx, activity: Activity): Promise<boolean> {
  const { origin } = activity;
  const result = await tx
    .insertInto('meeting_activity')
    .values({
      id: activity.id,
      ...columnsOf(activity),
      source: origin.source,
      meeting_id: origin.source === 'meeting' ? origin.meetingId : null,
      feed_id: origin.source === 'feed' ? origin.feedId : null,
      uid: 'uid' in origin ? origin.uid : null,
      recurrence_id: 'uid' in origin ? origin.recurrenceId : null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** False: it is no longer as it was at `asOf`, its sequence. */
export async function saveActivity(tx: Tx, activity: Activity, asOf: number): Promise<boolean> {
  const result = await tx
    .updateTable('meeting_activity')
    .set(columnsOf(activity))
    .where('id', '=', activity.id)
    .where('sequence', '=', asOf)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function findActivity(tx: Tx, id: string): Promise<Activity | undefined> {
  const row = await tx
    .selectFrom('meeting_activity')
    .selectAll()
    .where('id', '=', id as ActivityId)
    .executeTakeFirst();
  return row && activityOf(row);
}

/** Those that overlap and are not cancelled, in the order they begin. */
export async function activitiesIn(tx: Tx, { start, end }: Interval): Promise<Activity[]> {
  const rows = await tx
    .selectFrom('meeting_activity')
    .selectAll()
    .where('ends_at', '>', start)
    .where('starts_at', '<', end)
    .where('state', '!=', 'cancelled')
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(activityOf);
}

export async function activityOfMeeting(tx: Tx, meetingId: MeetingId): Promise<Activity | undefined> {
  const row = await tx
    .selectFrom('meeting_activity')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('source', '=', sql.lit('meeting' as const))
    .executeTakeFirst();
  return row && activityOf(row);
}

/** The departments' meeting that it is was given to another department. For whoever takes part or settles it, it is as it was. */
export async function giveActivityToDepartment(tx: Tx, meetingId: MeetingId, departmentId: DepartmentId): Promise<void> {
  await tx
    .updateTable('meeting_activity')
    .set({ department_id: departmentId })
    .where('meeting_id', '=', meetingId)
    .where('source', '=', sql.lit('meeting' as const))
    .execute();
}

/** Of these departments, not over and not cancelled, in the order they begin. */
export async function comingOf(tx: Tx, departmentIds: Iterable<DepartmentId>, now: Instant): Promise<Activity[]> {
  const rows = await tx
    .selectFrom('meeting_activity')
    .selectAll()
    .where('ends_at', '>', now)
    .where('state', '!=', 'cancelled')
    .where('department_id', 'in', listed<DepartmentId>(JSON.stringify([...departmentIds])))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map(activityOf);
}

/** What the department's files have brought of a calendar that it follows by now is that feed's: of two copies both would have to give way. */
export async function takeFromFiles(
  tx: Tx,
  feed: { readonly id: FeedId; readonly departmentId: DepartmentId },
  uids: readonly string[],
): Promise<void> {
  const brought = (eb: ExpressionBuilder<Schema, 'meeting_activity'>) =>
    eb
      .selectFrom('meeting_activity as other')
      .select('other.uid')
      .where('other.source', '=', sql.lit('feed' as const))
      .where('other.feed_id', '=', feed.id);
  await tx
    .updateTable('meeting_activity')
    .set({ source: 'feed', feed_id: feed.id })
    .where('source', '=', sql.lit('file' as const))
    .where('department_id', '=', feed.departmentId)
    .where('uid', 'in', listed<string>(JSON.stringify(uids)))
    .where('uid', 'not in', brought)
    .execute();
}

/** The calendar entries of a department that the feeds have brought to which it is still subscribed: UIDs. */
export async function followedUids(tx: Tx, departmentId: DepartmentId): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('meeting_activity as activity')
    .innerJoin('meeting_feed as feed', 'feed.id', 'activity.feed_id')
    .select('activity.uid')
    .distinct()
    .where('activity.source', '=', sql.lit('feed' as const))
    .where('activity.department_id', '=', departmentId)
    .where('feed.removed', '=', sql.lit(0))
    .execute();
  return new Set(rows.flatMap(({ uid }) => (uid === null ? [] : [uid])));
}

/** All that a feed has brought, or a department's files have. */
export async function importedFrom(
  tx: Tx,
  from: { readonly feedId: FeedId } | { readonly departmentId: DepartmentId },
): Promise<Activity[]> {
  const rows = await tx
    .selectFrom('meeting_activity')
    .selectAll()
    .where((row) =>
      'feedId' in from
        ? row.and([row('source', '=', sql.lit('feed' as const)), row('feed_id', '=', from.feedId)])
        : row.and([row('source', '=', sql.lit('file' as const)), row('department_id', '=', from.departmentId)]),
    )
    .execute();
  return rows.map(activityOf);
}
