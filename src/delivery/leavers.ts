import { dayMs, type Instant, plus } from '../calendar/instant.js';
import { listed } from '../db/prepared.js';
import type { Transact, Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import { leftAmong } from '../org/service.js';
import type { Job } from '../schedule/job.js';
import { notSent, notWithdrawn, withdrawn } from './tables.js';
import { FAILED } from './undelivered.js';

/*
 * Whoever has left has no account any more, so what waits for them can't be sent. It is kept for a time all the same: somebody whom a roster
 * leaves out by mistake is on the next again, and is to be told then. Meanwhile nobody can do anything about it, so it does not count as waiting.
 */

/** As long as a roster may take to be put right. */
const KEPT_MS = 30 * dayMs;

/** Withdraws what has waited for a leaver for so long, and gives up what the chat refused, or is held. */
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
    .where('state', 'in', ['pending', ...FAILED])
    .where(notWithdrawn)
    .where('dropped_at', 'is', null)
    .where('member_id', 'in', tx.selectFrom('org_member').select('id').where('active', '=', 0))
    .execute();
  const members = waiting.map(({ member_id }) => member_id as MemberId);
  const left = members.length === 0 ? [] : await leftAmong(tx, members, plus(now, -KEPT_MS));
  if (left.length === 0) return;
  await tx.updateTable('delivery_outbox').set(withdrawn(now)).where('member_id', 'in', left).where('state', '=', 'pending').execute();
  const failed = await tx.selectFrom('delivery_outbox').select('id').where('member_id', 'in', left).where('state', 'in', FAILED).execute();
  await dropFailed(tx, now, idsOf(failed));
}

/** Of what the chat refused them or nobody knows whether they have it: what it says goes, and any newer card with it. */
async function dropFailed(tx: Tx, now: Instant, ids: readonly number[]): Promise<void> {
  const theirs = listed<number>(JSON.stringify(ids));
  await tx.deleteFrom('delivery_update').where('outbox_id', 'in', theirs).execute();
  await tx
    .updateTable('delivery_outbox')
    .set({ ...withdrawn(now), dropped_at: now, content_id: null, sealed: null })
    .where('id', 'in', theirs)
    .where('state', 'in', FAILED)
    .where('dropped_at', 'is', null)
    .execute();
}

/**
 * Whatever waits for this member, or did not reach them, at once and with what it says; answers to what they typed are addressed to their account. Of
 * what is on its way only the chat knows whether it is there.
 */
export async function dropWaiting(tx: Tx, now: Instant, member: MemberId, accounts: readonly string[]): Promise<void> {
  const waiting = await tx
    .selectFrom('delivery_outbox')
    .select('id')
    .where(notSent)
    .where((row) => row.or([row('member_id', '=', member), row('chat_user', 'in', listed<string>(JSON.stringify(accounts)))]))
    .execute();
  const theirs = listed<number>(JSON.stringify(idsOf(waiting)));
  const over = withdrawn(now);
  await tx.updateTable('delivery_outbox').set(over).where('id', 'in', theirs).where('state', '=', 'sending').execute();
  await tx
    .updateTable('delivery_outbox')
    .set({ ...over, state: 'expired', content_id: null, sealed: null, settled_at: now })
    .where('id', 'in', theirs)
    .where('state', '=', 'pending')
    .execute();
  await dropFailed(tx, now, idsOf(waiting));
}

const idsOf = (rows: readonly { readonly id: number }[]): number[] => rows.map(({ id }) => id);
