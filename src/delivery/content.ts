import type { ExpressionBuilder } from 'kysely';
import { listed, prepared } from '../db/prepared.js';
import type { Schema } from '../db/schema.js';
import type { Tx } from '../db/transact.js';

/*
 * What a message says lies in a table of its own, once for all that are written together and say the same: a row of the outbox is moved
 * three times, and would take a page each time with its card in it. It goes with the last row that refers to it, by triggers (migration 043).
 */

/** A column `content` for a statement on the outbox. */
export const whatItSays = (row: ExpressionBuilder<Schema, 'delivery_outbox'>) =>
  row.selectFrom('delivery_content').select('json').whereRef('delivery_content.id', '=', 'delivery_outbox.content_id').as('content');

const store = prepared((tx, { json }: { json: string }) => tx.insertInto('delivery_content').values({ json }).returning('id'));

/** The number of each. Whoever refers to none of them after all calls `dropUnused`. */
export async function storeContents(tx: Tx, contents: Iterable<string>): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>();
  for (const json of new Set(contents)) {
    const [row] = (await store(tx, { json })).rows;
    if (row) ids.set(json, row.id);
  }
  return ids;
}

/** `ids` in JSON. */
const drop = prepared((tx, { ids }: { ids: string }) =>
  tx
    .deleteFrom('delivery_content')
    .where('id', 'in', listed<number>(ids))
    .where((content) =>
      content.not(
        content.exists(
          content.selectFrom('delivery_outbox').select('id').whereRef('delivery_outbox.content_id', '=', 'delivery_content.id'),
        ),
      ),
    ),
);

export async function dropUnused(tx: Tx, contents: ReadonlyMap<string, number>): Promise<void> {
  if (contents.size > 0) await drop(tx, { ids: JSON.stringify([...contents.values()]) });
}
