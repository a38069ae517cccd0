import { sql } from 'kysely';
import type { Instant } from '../../calendar/instant.js';
import { listed } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';
import type { MemberId } from '../../org/member.js';
import type { RoundState } from '../rules.js';
import type { OpenRound } from './round.js';

/* How things stand now. Trials count nowhere. */

/** Rounds by state. */
export async function roundCounts(tx: Tx): Promise<Record<RoundState, number>> {
  const counts = { open: 0, closed: 0, missed: 0, withdrawn: 0 };
  const rows = await tx
    .selectFrom('reflection_round')
    .select((select) => [
      sql<RoundState>`case when withdrawn_at is null then state else 'withdrawn' end`.as('state'),
      select.fn.countAll<number>().as('rounds'),
    ])
    .where('trial', '=', 0)
    .groupBy(sql`1`)
    .execute();
  for (const { state, rounds } of rows) counts[state] = rounds;
  return counts;
}

/** Members asked in the rounds that are open. */
export async function askedNow(tx: Tx): Promise<{ answered: number; unanswered: number }> {
  const { asked, answered } = await tx
    .selectFrom('reflection_round')
    .innerJoin('reflection_ask', 'reflection_ask.round_id', 'reflection_round.id')
    .select((select) => [select.fn.countAll<number>().as('asked'), select.fn.count<number>('answered_at').as('answered')])
    .where('state', '=', 'open')
    .where('trial', '=', 0)
    .executeTakeFirstOrThrow();
  return { answered, unanswered: asked - answered };
}

/** Rounds of a prompt set that are open, the newest first; of `among`, only those in which somebody of them is asked. */
export async function openRoundsIn(tx: Tx, setId: string, now: Instant, among?: ReadonlySet<string>): Promise<OpenRound[]> {
  const rows = await tx
    .selectFrom('reflection_round')
    .leftJoin('reflection_figures', 'reflection_figures.round_id', 'reflection_round.id')
    .select((select) => [
      'id',
      'opens_at',
      'closes_at',
      select.fn.coalesce(select.fn.sum<number>('reflection_figures.asked'), sql<number>`0`).as('people'),
      select.fn.coalesce(select.fn.sum<number>('reflection_figures.answered'), sql<number>`0`).as('answered'),
    ])
    .where('state', '=', 'open')
    .where('closes_at', '>', now)
    .where('trial', '=', 0)
    .where(sql<boolean>`json_extract(reflection_round.asked, '$.id') = ${setId}`)
    .$if(among !== undefined, (some) =>
      some.where((where) =>
        where.exists(
          where
            .selectFrom('reflection_ask')
            .select('member_id')
            .whereRef('reflection_ask.round_id', '=', 'reflection_round.id')
            .where('member_id', 'in', listed<MemberId>(JSON.stringify([...(among ?? [])]))),
        ),
      ),
    )
    .groupBy('reflection_round.id')
    .orderBy('opens_at', 'desc')
    .execute();
  return rows.map(({ opens_at, closes_at, ...row }) => ({ opensAt: opens_at, closesAt: closes_at, ...row }));
}
