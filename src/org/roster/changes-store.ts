import { prepared } from '../../db/prepared.js';
import type { Tx } from '../../db/transact.js';

declare module '../../db/schema.js' {
  interface Schema {
    org_roster: { id: number; changes: number };
  }
}

/** How many rosters have changed something: whatever follows the roster sees by it that there is a newer one. */
export async function rosterChanges(tx: Tx): Promise<number> {
  const [row] = (await changes(tx, {})).rows;
  return row?.changes ?? 0;
}

const changes = prepared((tx, _none: Record<never, never>) => tx.selectFrom('org_roster').select('changes').where('id', '=', 1));

export async function countRosterChange(tx: Tx): Promise<void> {
  await tx
    .updateTable('org_roster')
    .set((row) => ({ changes: row('changes', '+', 1) }))
    .execute();
}
