import { inChunks } from '../../src/db/in-chunks.js';
import type { Office } from './office.js';

/** Puts `count` more cadres into one department of the demo bureau: M0, M1, … */
export function addCrowd(office: Office, count: number): Promise<void> {
  return office.transact(async (tx) => {
    const { department_id } = await tx.selectFrom('org_member').select('department_id').where('id', '=', '603').executeTakeFirstOrThrow();
    const rows = Array.from({ length: count }, (_, n) => ({
      id: `M${n}`,
      name: `人员${n}`,
      rank: '科员',
      department_id,
      organizer: 0,
      administrator: 0,
      active: 1,
      roster_order: 1_000 + n,
    }));
    await inChunks(rows, (some) => tx.insertInto('org_member').values(some).execute());
  });
}

/** How often the event loop turned while `work` ran: what else could be answered meanwhile. */
export async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let done = false;
  const count = () => {
    turns += 1;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  await work();
  done = true;
  return turns;
}
