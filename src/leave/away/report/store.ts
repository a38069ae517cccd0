import { sql } from 'kysely';
import { dayMs, type Interval, type PlainDate, plus } from '../../../calendar/instant.js';
import { listed } from '../../../db/prepared.js';
import type { Tx } from '../../../db/transact.js';
import type { DepartmentId, MemberId } from '../../../org/member.js';
import { dayColumns, together, withDays } from '../../days-store.js';
import type { LeaveKind } from '../../leave.js';
import type { Taken } from './rules.js';

/** Longer ones have an index of their own (`leave_request_long`), so that what began long before a period needn't be looked for among years of leave. */
const LONG_MS = 100 * dayMs;

/** Approved leave, with the days that it counted in each year. */
const approved = (tx: Tx) =>
  withDays(tx)
    .where('leave_days.year', 'is not', null)
    // As in `approvedOverlapping` (store.ts): so that the indexes are looked at.
    .where('leave_request.state', 'in', [sql.lit('approved' as const), sql.lit('ended' as const)]);

const counted = (tx: Tx, departmentIds: readonly DepartmentId[]) =>
  approved(tx).where('department_id', 'in', listed<DepartmentId>(JSON.stringify(departmentIds)));

export type WholeSum = {
  readonly memberId: MemberId;
  readonly departmentId: DepartmentId;
  readonly kind: LeaveKind;
  readonly halfDays: number;
};

/** Whoever was back before a year of it began, or before it did, was not away then, whatever a correction has left of its days (`periodAway`). */
const wasAwayInYear = sql<boolean>`(back_on IS NULL OR (back_on, back_half = 'afternoon') >
  (max(from_on, leave_days.year || '-01-01'), from_on >= leave_days.year || '-01-01' AND from_half = 'afternoon'))`;

/** Of leave that begins within `span` and is over by `lastDay`: all that it counted, summed up. */
export async function wholeFrom(
  tx: Tx,
  { start, end }: Interval,
  lastDay: PlainDate,
  departmentIds: readonly DepartmentId[],
): Promise<WholeSum[]> {
  return counted(tx, departmentIds)
    .select([
      'member_id as memberId',
      'department_id as departmentId',
      'kind',
      sql<number>`sum(max(0, leave_days.half_days - coalesce(leave_returned.half_days, 0)))`.as('halfDays'),
    ])
    .where('from_at', '>=', start)
    .where('from_at', '<', end)
    .where('until_on', '<=', lastDay)
    .where(wasAwayInYear)
    .groupBy(['member_id', 'department_id', 'kind'])
    .execute();
}

/** Leave that begins within `span` and goes on after `lastDay`. */
export async function partsFrom(
  tx: Tx,
  { start, end }: Interval,
  lastDay: PlainDate,
  departmentIds: readonly DepartmentId[],
): Promise<Taken[]> {
  return taken(
    await parts(tx, departmentIds).where('from_at', '>=', start).where('from_at', '<', end).where('until_on', '>', lastDay).execute(),
  );
}

/** Leave that began before `span` and goes on into it. */
export async function partsInto(tx: Tx, { start }: Interval, departmentIds: readonly DepartmentId[]): Promise<Taken[]> {
  const usual = await parts(tx, departmentIds)
    .where('from_at', '>=', plus(start, -LONG_MS))
    .where('from_at', '<', start)
    .where('until_at', '>', start)
    .execute();
  const long = await parts(tx, departmentIds)
    .where(sql`until_at - from_at`, '>', sql.lit(LONG_MS))
    .where('from_at', '<', plus(start, -LONG_MS))
    .where('until_at', '>', start)
    .execute();
  return taken([...usual, ...long]);
}

/** All that ever counted of one member. */
export async function takenBy(tx: Tx, memberId: MemberId): Promise<Taken[]> {
  return taken(await approved(tx).selectAll('leave_request').select(dayColumns).where('member_id', '=', memberId).execute());
}

const parts = (tx: Tx, departmentIds: readonly DepartmentId[]) => counted(tx, departmentIds).selectAll('leave_request').select(dayColumns);

const taken = (rows: Parameters<typeof together>[0]): Taken[] => together(rows).map(({ leave, days }) => ({ ...leave, years: days }));
