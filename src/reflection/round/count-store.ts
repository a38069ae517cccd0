import type { Tx } from '../../db/transact.js';
import type { RoundState } from '../rules.js';

/* For the metrics: how things stand now. Trials count nowhere. */

/** Rounds by state. */
export async function roundCounts(tx: Tx): Promise<Record<RoundState, number>> {
  const counts = { open: 0, closed: 0, missed: 0 };
  const rows = await tx
    .selectFrom('reflection_round')
    .select((select) => ['state', select.fn.countAll<number>().as('rounds')])
    .where('trial', '=', 0)
    .groupBy('state')
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
