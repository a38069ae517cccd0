import { prepared } from '../db/prepared.js';
import type { Tx } from '../db/transact.js';
import type { MemberId } from '../org/member.js';
import { type MessageWork, UNTRIED, type Work } from './queue.js';
import { notSent } from './tables.js';

/** The newest row of each table that has been read. */
export type Cursors = { messages: number; updates: number; homes: number };

/** Rows read per pass; a fan-out of thousands comes in several, so that the loop stays free. */
const MOST_ROWS = 500;

/**
 * Rows written since the last time, by this process or another (the command line). Transactions that write follow one another, so ids
 * become visible in order and none is overlooked. `more`: there is more to read at once.
 */
export async function loadWork(
  tx: Tx,
  after: Cursors,
  quietUntil: number,
  isQueued: (id: number) => boolean,
): Promise<{ work: Work[]; cursors: Cursors; more: boolean }> {
  const messages = (await newMessages(tx, { after: after.messages })).rows;
  const retried = await takeRetried(tx, isQueued);
  const updates = (await newUpdates(tx, { after: after.updates })).rows;
  const homes = (await newHomes(tx, { after: after.homes })).rows;

  const work: Work[] = [
    ...[...messages, ...retried].map((row) => messageWork(row, quietUntil)),
    // An update whose message isn't there yet is added when it is (markSent).
    ...updates.filter((row) => row.state === 'sent').map((row): Work => ({ kind: 'update', id: row.outbox_id, ...refresh(row) })),
    ...homes.map((row): Work => ({ kind: 'home', member: row.member_id as MemberId, ...refresh(row) })),
  ];
  return {
    work,
    cursors: {
      messages: messages.at(-1)?.id ?? after.messages,
      updates: updates.at(-1)?.id ?? after.updates,
      homes: homes.at(-1)?.id ?? after.homes,
    },
    more: [messages, updates, homes].some((rows) => rows.length === MOST_ROWS),
  };
}

const refresh = (row: { routine: number; request: string | null }) => ({
  urgent: row.routine === 0,
  ...UNTRIED,
  request: row.request ?? undefined,
});

const unsettled = (tx: Tx) =>
  tx
    .selectFrom('delivery_outbox')
    .select(['id', 'kind', 'state', 'urgent', 'member_id', 'chat_user', 'channel', 'request'])
    .where(notSent)
    .where('state', 'in', ['pending', 'sending']);
type UnsettledRow = Awaited<ReturnType<ReturnType<typeof unsettled>['execute']>>[number];

const newMessages = prepared((tx, { after }: { after: number }) => unsettled(tx).where('id', '>', after).orderBy('id').limit(MOST_ROWS));
const newUpdates = prepared((tx, { after }: { after: number }) =>
  tx
    .selectFrom('delivery_update')
    .innerJoin('delivery_outbox', 'delivery_outbox.id', 'delivery_update.outbox_id')
    .select([
      'delivery_update.id',
      'delivery_update.outbox_id',
      'delivery_update.routine',
      'delivery_update.request',
      'delivery_outbox.state',
    ])
    .where('delivery_update.id', '>', after)
    .orderBy('delivery_update.id')
    .limit(MOST_ROWS),
);
const newHomes = prepared((tx, { after }: { after: number }) =>
  tx.selectFrom('delivery_home').selectAll().where('id', '>', after).orderBy('id').limit(MOST_ROWS),
);
const toRetry = prepared((tx) => tx.selectFrom('delivery_retry').select('outbox_id').limit(MOST_ROWS));

/** Old rows that somebody wants tried again (undelivered.ts). One still in the queue is on its way out of it; it is taken next time. */
async function takeRetried(tx: Tx, isQueued: (id: number) => boolean): Promise<UnsettledRow[]> {
  const waiting = (await toRetry(tx, {})).rows;
  const ids = waiting.map((row) => row.outbox_id).filter((id) => !isQueued(id));
  if (ids.length === 0) return [];
  await tx.deleteFrom('delivery_retry').where('outbox_id', 'in', ids).execute();
  return unsettled(tx).where('id', 'in', ids).orderBy('id').execute();
}

function messageWork(row: UnsettledRow, quietUntil: number): MessageWork {
  return {
    kind: row.kind,
    id: row.id,
    urgent: row.urgent === 1,
    recipient: recipientOf(row),
    member: row.member_id === null ? undefined : (row.member_id as MemberId),
    address: row.chat_user ?? row.channel ?? undefined,
    // Found `sending`: another process died in the call, or it was held. The whole quiet period runs, as nobody knows when the call was.
    looks: row.state === 'sending' ? 0 : undefined,
    inherited: row.state === 'sending',
    ...UNTRIED,
    readyAt: row.state === 'sending' ? quietUntil : 0,
    request: row.request ?? undefined,
  };
}

function recipientOf(row: { member_id: string | null; chat_user: string | null; channel: string | null }): string {
  if (row.member_id !== null) return `member:${row.member_id}`;
  return row.chat_user === null ? `channel:${row.channel}` : `user:${row.chat_user}`;
}
