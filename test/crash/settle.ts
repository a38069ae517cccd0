import { setTimeout as pause } from 'node:timers/promises';
import type { Instant } from '../../src/calendar/instant.js';
import type { Ground } from '../../src/ground.js';

const LOOK_EVERY_MS = 250;
const MOST_MS = 15 * 60_000;

/** With nothing going wrong any more: resolves once everything is done that was begun. False: it isn't, a quarter of an hour later. */
export async function settled(ground: Ground, eventsWait: () => boolean, dueAt: Instant): Promise<boolean> {
  const giveUpAt = performance.now() + MOST_MS;
  let quiet = 0;
  while (performance.now() < giveUpAt) {
    await pause(LOOK_EVERY_MS);
    const waits = eventsWait() || ground.clock.now() <= dueAt || (await unsettled(ground)) > 0;
    quiet = waits ? 0 : quiet + 1;
    // Not once only: a word that has just come again may be on its way into the tables.
    if (quiet === 4) return true;
  }
  return false;
}

/** Rows that wait for something to happen. */
function unsettled({ transact, clock }: Ground): Promise<number> {
  return transact(async (tx) => {
    const rows = await Promise.all([
      tx.selectFrom('delivery_outbox').select('id').where('state', 'in', ['pending', 'sending']).limit(1).execute(),
      tx
        .selectFrom('delivery_update')
        .innerJoin('delivery_outbox', 'delivery_outbox.id', 'delivery_update.outbox_id')
        .select('delivery_update.id')
        .where('delivery_outbox.state', '<>', 'unknown')
        .limit(1)
        .execute(),
      tx.selectFrom('delivery_home').select('id').limit(1).execute(),
      tx.selectFrom('delivery_inbox').select('id').where('processed_at', 'is', null).limit(1).execute(),
      tx.selectFrom('reflection_round').select('id').where('state', '=', 'open').where('closes_at', '<=', clock.now()).execute(),
    ]);
    return rows.flat().length;
  });
}
