import { sql } from 'kysely';
import type { Instant, Interval } from '../../calendar/instant.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { DepartmentId, MemberId } from '../../org/member.js';
import type { AskFigures, MissingFigure, OwnAsk, Round } from './round.js';
import { roundOf } from './store.js';

/** Rounds that count: those that opened within the interval, were sent and not withdrawn, and were no trial. */
const opened = (tx: Tx, { start, end }: Interval) =>
  tx
    .selectFrom('reflection_round')
    .where('opens_at', '>=', start)
    .where('opens_at', '<', end)
    .where('state', '<>', 'missed')
    .where('withdrawn_at', 'is', null)
    .where('trial', '=', 0)
    .orderBy('opens_at');

/** `closedBy`: only those whose window had ended by then. */
export async function roundsOpenedIn(tx: Tx, interval: Interval, closedBy: Instant | undefined): Promise<string[]> {
  const rows = await opened(tx, interval)
    .select('id')
    .$if(closedBy !== undefined, (some) => some.where('closes_at', '<=', closedBy as Instant))
    .execute();
  return rows.map(({ id }) => id);
}

type StillOpen = { readonly interval: Interval; readonly now: Instant; readonly departmentIds: readonly DepartmentId[] };
/** Those of them that are open still and asked somebody of these departments. */
const stillOpen = (tx: Tx, { interval, now, departmentIds }: StillOpen) =>
  opened(tx, interval)
    .clearOrderBy()
    .innerJoin('reflection_figures', 'reflection_figures.round_id', 'reflection_round.id')
    .where('closes_at', '>', now)
    .where('department_id', 'in', listed<DepartmentId>(JSON.stringify(departmentIds)))
    .groupBy('id');

/** When each of these closes, the soonest first. */
export async function openUntil(tx: Tx, wanted: StillOpen): Promise<Instant[]> {
  const rows = await stillOpen(tx, wanted).select('closes_at').orderBy('closes_at').execute();
  return rows.map(({ closes_at }) => closes_at);
}

/** When each of these opened, the earliest first. */
export async function openSince(tx: Tx, wanted: StillOpen): Promise<Instant[]> {
  const rows = await stillOpen(tx, wanted).select('opens_at').orderBy('opens_at').execute();
  return rows.map(({ opens_at }) => opens_at);
}

const asksForRatings = sql<boolean>`EXISTS (SELECT 1 FROM json_each(asked, '$.prompts') WHERE json_extract(value, '$.kind') = 'rating')`;

/** Those of them that asked for ratings. */
export async function ratedRoundsIn(tx: Tx, interval: Interval): Promise<Round[]> {
  return (await opened(tx, interval).selectAll().where(asksForRatings).execute()).map(roundOf);
}

export async function askedForRatings(tx: Tx, interval: Interval): Promise<boolean> {
  return (await opened(tx, interval).select('id').where(asksForRatings).limit(1).executeTakeFirst()) !== undefined;
}

/** How many answered in time, by round; none: not in it. */
export async function inTimeIn(
  tx: Tx,
  roundIds: readonly string[],
  departmentIds: readonly DepartmentId[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .selectFrom('reflection_figures')
    .select(['round_id as roundId', sql<number>`sum(answered - late)`.as('inTime')])
    .where('round_id', 'in', listed<string>(JSON.stringify(roundIds)))
    .where('department_id', 'in', listed<DepartmentId>(JSON.stringify(departmentIds)))
    .groupBy('round_id')
    .execute();
  return new Map(rows.map(({ roundId, inTime }) => [roundId, inTime]));
}

export async function countAsks(tx: Tx, roundIds: readonly string[], departmentIds: readonly DepartmentId[]): Promise<AskFigures[]> {
  const rows = await tx
    .selectFrom('reflection_figures')
    .select((select) => [
      'department_id as departmentId',
      select.fn.sum<number>('asked').as('asked'),
      select.fn.sum<number>('answered').as('answered'),
      select.fn.sum<number>('late').as('late'),
    ])
    .where('round_id', 'in', roundIds)
    .where('department_id', 'in', departmentIds)
    .groupBy('department_id')
    .execute();
  return rows.map((row) => ({ ...row, missing: row.asked - row.answered }));
}

export async function countMissing(tx: Tx, roundIds: readonly string[], departmentIds: readonly DepartmentId[]): Promise<MissingFigure[]> {
  return tx
    .selectFrom('reflection_ask')
    .select((select) => ['member_id as memberId', 'department_id as departmentId', select.fn.countAll<number>().as('missing')])
    .where('round_id', 'in', roundIds)
    .where('answered_at', 'is', null)
    .where('department_id', 'in', departmentIds)
    .groupBy(['member_id', 'department_id'])
    .execute();
}

/** All that ever counted of one member. */
export async function ownAsks(tx: Tx, memberId: MemberId): Promise<OwnAsk[]> {
  const rows = await tx
    .selectFrom('reflection_ask')
    .innerJoin('reflection_round', 'reflection_round.id', 'reflection_ask.round_id')
    .select(['opens_at', 'closes_at', 'answered_at', 'late'])
    .where('member_id', '=', memberId)
    .where('state', '<>', 'missed')
    .where('withdrawn_at', 'is', null)
    .where('trial', '=', 0)
    .execute();
  return rows.map((row) => ({ opensAt: row.opens_at, closesAt: row.closes_at, answered: row.answered_at !== null, late: row.late === 1 }));
}
