import type { Instant } from '../calendar/instant.js';
import type { Tx } from '../db/transact.js';

/*
 * What became of a message, for a room that must know:
 *
 * waiting   it may still be sent
 * arrived   the chat has said so
 * refused   nobody has it and nobody will: the chat said no, or its time was over
 * unknown   it may be there: its reply was lost, if only of one attempt among several
 */
export type Fate = 'waiting' | 'arrived' | 'refused' | 'unknown';

/** Undefined: it is no longer kept. */
export async function fateOf(tx: Tx, key: string): Promise<Fate | undefined> {
  const row = await tx.selectFrom('delivery_outbox').select(['state', 'attempts']).where('key', '=', key).executeTakeFirst();
  switch (row?.state) {
    case undefined:
      return undefined;
    case 'sent':
      return 'arrived';
    case 'unknown':
      return 'unknown';
    case 'expired':
      return 'refused';
    case 'refused':
      return row.attempts > MOST_CERTAIN ? 'unknown' : 'refused';
    case 'pending':
    case 'sending':
      return 'waiting';
  }
}

/** Attempts that had no effect are not counted (states.ts), so a second one says that the reply to the first was lost. */
const MOST_CERTAIN = 1;

/** Another takes its place: it is never sent any more, whoever asks for that at the command line. False: it may be there, or on its way again. */
export async function supersede(tx: Tx, now: Instant, key: string): Promise<boolean> {
  await tx
    .updateTable('delivery_outbox')
    .set((row) => ({ dropped_at: row.fn.coalesce('dropped_at', row.val(now)), content_id: null, sealed: null }))
    .where('key', '=', key)
    // What has expired has no content any more, and is never tried again.
    .where('state', '=', 'refused')
    .where('attempts', '<=', MOST_CERTAIN)
    .execute();
  const fate = await fateOf(tx, key);
  return fate === undefined || fate === 'refused';
}
