import { sql } from 'kysely';
import { type Instant, minuteMs, plus } from '../calendar/instant.js';
import type { Transact, Tx } from '../db/transact.js';
import { chatUserOf, tellAdministrators } from '../org/service.js';
import type { Job } from '../schedule/job.js';
import { OWN_KEYS, type UndeliveredCounts, undeliveredNotice } from './notices.js';

/** So long after the first of them, the rest of the same trouble has shown up as well, and all go into one notice. */
const GATHER_MS = 5 * minuteMs;
/** A file whose owner has erased what it would have held: as it should be. */
const NOTHING_AMISS = 'nothing_to_send';

/** Tells the administrators what the chat refused, and what expired unsent. Those held in doubt are told of at once, by the dispatcher. */
export function undeliveredJob({ transact }: { readonly transact: Transact }): Job {
  return {
    name: 'delivery.notice',
    // Nothing that the local workspace's clock should stop at.
    nextDueAt: async () => undefined,
    run: (now) => transact((tx) => tell(tx, now)),
  };
}

async function tell(tx: Tx, now: Instant): Promise<void> {
  const first = await untold(tx).select('settled_at').orderBy('settled_at').limit(1).executeTakeFirst();
  if (!first) return;
  const since = (first.settled_at ?? now) as Instant;
  // What ended in the future ended while the clock was wrong, and waits for nothing.
  if (since <= now && since > plus(now, -GATHER_MS)) return;
  const counts = await count(tx);
  await tx.updateTable('delivery_outbox').set({ told_at: now }).where('told_at', 'is', null).where('state', 'in', ENDED).execute();
  if (counts.refused.length === 0 && counts.expired === 0) return;
  await tellAdministrators(tx, now, undeliveredNotice(counts, since));
}

/** In the statement itself: with values in their place SQLite can't tell that it may use the index. */
const ENDED = [sql.lit('refused' as const), sql.lit('expired' as const)];

const untold = (tx: Tx) => tx.selectFrom('delivery_outbox').where('told_at', 'is', null).where('state', 'in', ENDED);

async function count(tx: Tx): Promise<UndeliveredCounts> {
  const groups = await untold(tx)
    .select((row) => ['state', 'refusal_code', 'member_id', row.fn.countAll<number>().as('messages')])
    .where('key', 'not like', `${OWN_KEYS}%`)
    .groupBy(['state', 'refusal_code', 'member_id'])
    .execute();
  const refused = new Map<string, number>();
  let expired = 0;
  let withoutAccount = 0;
  for (const { state, refusal_code, member_id, messages } of groups) {
    if (state === 'refused') {
      const code = refusal_code ?? '';
      if (code !== NOTHING_AMISS) refused.set(code, (refused.get(code) ?? 0) + messages);
      continue;
    }
    expired += messages;
    if (member_id !== null && (await chatUserOf(tx, member_id)) === undefined) withoutAccount += messages;
  }
  return { refused: [...refused].map(([code, total]) => ({ code, count: total })), expired, withoutAccount };
}
