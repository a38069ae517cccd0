import type { Interval } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';
import type { DepartmentId } from '../org/member.js';
import type { AskFigures, MissingFigure, Round } from './round.js';
import { roundOf } from './round-store.js';

/** Rounds that count: those that opened within the interval, were sent, and were no trial. */
const opened = (tx: Tx, { start, end }: Interval) =>
  tx
    .selectFrom('reflection_round')
    .where('opens_at', '>=', start)
    .where('opens_at', '<', end)
    .where('state', '<>', 'missed')
    .where('trial', '=', 0)
    .orderBy('opens_at');

export async function roundsOpenedIn(tx: Tx, interval: Interval): Promise<string[]> {
  const rows = await opened(tx, interval).select('id').execute();
  return rows.map(({ id }) => id);
}

/** The same with what they asked. */
export async function countedRoundsIn(tx: Tx, interval: Interval): Promise<Round[]> {
  return (await opened(tx, interval).selectAll().execute()).map(roundOf);
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
