import { dayMs, type Instant, plus } from '../calendar/instant.js';
import type { Transact, Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import { leftAmong } from '../org/service.js';
import type { Job } from '../schedule/job.js';
import { isForLeaver, notSent, withdrawn } from './tables.js';

/*
 * Whoever has left has no account any more, so what waits for them can't be sent. It is kept for a time all the same: somebody whom a roster
 * leaves out by mistake is on the next again, and is to be told then. Meanwhile nobody can do anything about it, so it does not count as waiting.
 */

/** As long as a roster may take to be put right. */
const KEPT_MS = 30 * dayMs;

/** Withdraws what has waited for a leaver for so long. */
export function leaversJob({ transact }: { readonly transact: Transact }): Job {
  return {
    name: 'delivery.leavers',
    // Nothing that the local workspace's clock should stop at.
    nextDueAt: async () => undefined,
    run: (now) => transact((tx) => withdrawOld(tx, now)),
  };
}

async function withdrawOld(tx: Tx, now: Instant): Promise<void> {
  const waiting = await tx
    .selectFrom('delivery_outbox')
    .select('member_id')
    .distinct()
    .where(notSent)
    .where(isForLeaver)
    .where((row) => row.or([row('expires_at', 'is', null), row('expires_at', '>', now)]))
    .execute();
  const members = waiting.map(({ member_id }) => member_id as MemberId);
  const left = members.length === 0 ? [] : await leftAmong(tx, members, plus(now, -KEPT_MS));
  if (left.length === 0) return;
  await tx.updateTable('delivery_outbox').set(withdrawn(now)).where('member_id', 'in', left).where('state', '=', 'pending').execute();
}

/** Whatever waits for this member, or did not reach them, at once and with what it says. Of what is on its way only the chat knows whether it is there. */
export async function dropWaiting(tx: Tx, now: Instant, member: MemberId): Promise<void> {
  const theirs = tx.selectFrom('delivery_outbox').select('id').where('member_id', '=', member).where('state', '!=', 'sent');
  await tx.deleteFrom('delivery_update').where('outbox_id', 'in', theirs).execute();
  const over = withdrawn(now);
  await tx.updateTable('delivery_outbox').set(over).where('member_id', '=', member).where('state', '=', 'sending').execute();
  await tx
    .updateTable('delivery_outbox')
    .set({ ...over, state: 'expired', content_id: null, sealed: null, settled_at: now })
    .where('member_id', '=', member)
    .where('state', '=', 'pending')
    .execute();
  await tx
    .updateTable('delivery_outbox')
    .set({ ...over, dropped_at: now, content_id: null, sealed: null })
    .where('member_id', '=', member)
    .where('state', 'in', ['refused', 'unknown'])
    .where('dropped_at', 'is', null)
    .execute();
}
