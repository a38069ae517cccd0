import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import type { ElapsedMs } from '../schedule/clock.js';
import { type Answer, call, type Desk, later, refusedAgain } from './attempt.js';
import { type HomeWork, UNTRIED, type UpdateWork } from './queue.js';
import { readCard } from './read-card.js';

/*
 * Updates and Home tabs say how things are now, so doing one twice does no harm and only the newest counts. A row is deleted by the id
 * it was read with: one that was written meanwhile has another id, stays, and is done afterwards. A row of which a call is in doubt stays
 * until it has been done once more (doubts.ts).
 */

const newestUpdate = prepared((tx, { outboxId }: { outboxId: number }) =>
  tx
    .selectFrom('delivery_update')
    .innerJoin('delivery_outbox', 'delivery_outbox.id', 'delivery_update.outbox_id')
    .select(['delivery_update.id', 'delivery_update.card', 'member_id', 'sent_to', 'message_channel', 'message_id'])
    .where('outbox_id', '=', outboxId)
    .where('state', '=', 'sent'),
);
const removeUpdate = prepared((tx, { id }: { id: number }) => tx.deleteFrom('delivery_update').where('id', '=', id));
const newestHome = prepared((tx, { member }: { member: string }) =>
  tx.selectFrom('delivery_home').select('id').where('member_id', '=', member),
);
const removeHome = prepared((tx, { id }: { id: number }) => tx.deleteFrom('delivery_home').where('id', '=', id));

/** True: there is nothing more to do about it. */
export async function sendUpdate(desk: Desk, work: UpdateWork): Promise<boolean> {
  const newest = await desk.transact(async (tx) => {
    const [row] = (await newestUpdate(tx, { outboxId: work.id })).rows;
    if (!row || row.message_channel === null || row.message_id === null) return undefined;
    if (await isTheirs(desk, tx, row)) return { id: row.id, card: row.card, ref: { channel: row.message_channel, id: row.message_id } };
    await removeUpdate(tx, row);
    return undefined;
  });
  if (!newest) return nothingLeft(desk, work);
  const begunAt = desk.timer.elapsed();
  const answer = await call(desk, work, () => desk.chat.update(newest.ref, readCard(newest.card)));
  return settle(desk, work, begunAt, answer, () => desk.transact((tx) => removeUpdate(tx, newest)));
}

/** An account that has gone to somebody else took its conversation along, and whoever has left is told nothing more. */
const isTheirs = async (
  desk: Desk,
  tx: Tx,
  { member_id, sent_to }: { readonly member_id: string | null; readonly sent_to: string | null },
): Promise<boolean> => member_id === null || sent_to === null || desk.holdsAccount(tx, member_id as MemberId, sent_to);

export async function publishHome(desk: Desk, work: HomeWork): Promise<boolean> {
  const drawn = await desk.transact(async (tx) => {
    const [row] = (await newestHome(tx, work)).rows;
    if (!row) return undefined;
    // Without an account there is no Home tab any more; whoever has left is shown none.
    const address = await desk.addressOf(tx, work.member);
    const home = address === undefined ? undefined : await desk.renderHome(tx, work.member);
    if (address !== undefined && home) return { id: row.id, address, home };
    await removeHome(tx, row);
    return undefined;
  });
  if (!drawn) return nothingLeft(desk, work);
  const { id, address, home } = drawn;
  const begunAt = desk.timer.elapsed();
  const answer = await call(desk, work, () => desk.chat.publishHome(address, home));
  return settle(desk, work, begunAt, answer, () => desk.transact((tx) => removeHome(tx, { id })));
}

async function settle(
  desk: Desk,
  work: UpdateWork | HomeWork,
  begunAt: ElapsedMs,
  answer: Answer<void>,
  remove: () => Promise<unknown>,
): Promise<boolean> {
  if (answer.ok) {
    const readyAt = desk.doubts.end(work, begunAt);
    if (readyAt !== undefined) {
      desk.queue.add({ ...work, ...UNTRIED, readyAt });
      return true;
    }
    await desk.beforeRefreshed();
    await remove();
    return nothingLeft(desk, work);
  }
  const { verdict } = answer;
  switch (verdict.do) {
    case 'wait-for-method':
    case 'wait-for-scope':
      return false;
    case 'wait-for-chat':
      later(desk, work);
      return false;
    case 'in-doubt':
      desk.doubts.note(work);
      if (verdict.bug && refusedAgain(work)) break;
      later(desk, work);
      return false;
    case 'try-again':
      if (refusedAgain(work)) break;
      later(desk, work);
      return false;
    case 'give-up':
      break;
    default:
      verdict satisfies never;
  }
  desk.log.warn({ kind: work.kind, code: 'code' in verdict ? verdict.code : 'bug' }, 'a change could not be shown');
  await remove();
  return nothingLeft(desk, work);
}

function nothingLeft({ doubts }: Desk, work: UpdateWork | HomeWork): true {
  doubts.forget(work);
  return true;
}
