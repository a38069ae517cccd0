import type { Instant } from '../calendar/instant.js';
import type { Transact, Tx } from '../db/transact.js';
import { type Actor, findMember, recordAudit } from '../org/service.js';
import type { Clock } from '../schedule/clock.js';
import { dropMessage, retryMessage } from './states.js';
import { notForLeaver, notSent, notWithdrawn, type OutboxState } from './tables.js';

/** What an administrator may know of a message: everything but its content. */
export type Listed = {
  readonly id: number;
  /** `<room>.<what>`, from its key. */
  readonly kind: string;
  readonly state: OutboxState;
  /** A member's name, or the chat's own id of a person or channel. */
  readonly to: string;
  readonly enqueuedAt: Instant;
  readonly settledAt: Instant | undefined;
  readonly expiresAt: Instant | undefined;
  readonly attempts: number;
  /** Why the chat refused it, in the chat's word. */
  readonly code: string | undefined;
};

/** Refused by the chat, or held because nobody knows whether they arrived. */
export const FAILED = ['refused', 'unknown'] as const;
export type Failed = (typeof FAILED)[number];

/** Newest first; ids below `before`. Those that were given up or withdrawn, or that wait for somebody who has left, are not listed. */
export async function listMessages(
  tx: Tx,
  page: { readonly states: readonly OutboxState[]; readonly before?: number | undefined; readonly limit: number },
): Promise<Listed[]> {
  const rows = await tx
    .selectFrom('delivery_outbox')
    .select([
      'id',
      'key',
      'state',
      'member_id',
      'chat_user',
      'channel',
      'enqueued_at',
      'settled_at',
      'expires_at',
      'attempts',
      'refusal_code',
    ])
    .where('state', 'in', [...page.states])
    .$if(!page.states.includes('sent'), (query) => query.where(notSent))
    .where(notWithdrawn)
    .where(notForLeaver)
    .where('dropped_at', 'is', null)
    .where('id', '<', page.before ?? Number.MAX_SAFE_INTEGER)
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      kind: row.key.split(':', 1)[0] ?? '',
      state: row.state,
      to: row.member_id === null ? (row.chat_user ?? row.channel ?? '') : ((await findMember(tx, row.member_id))?.name ?? row.member_id),
      enqueuedAt: row.enqueued_at as Instant,
      settledAt: (row.settled_at as Instant | null) ?? undefined,
      expiresAt: row.expires_at ? (row.expires_at as Instant) : undefined,
      attempts: row.attempts,
      code: row.refusal_code ?? undefined,
    })),
  );
}

/** Which messages: these, or every one in these states. */
export type Picked = { readonly ids: readonly number[] } | { readonly all: readonly Failed[] };
/** `tooLate`: their time is over, so they are not sent again. `others`: neither refused nor held any more, or unknown here. */
export type Cared = { readonly done: readonly number[]; readonly tooLate: readonly number[]; readonly others: readonly number[] };
type Deps = { readonly transact: Transact; readonly clock: Clock };
type Row = { readonly id: number; readonly key: string; readonly state: Failed; readonly attempts: number };

/** Once more. Held ones are looked for first, twice, with the quiet period before each look: they may have arrived after all. */
export function retryMessages(deps: Deps, actor: Actor, picked: Picked): Promise<Cared> {
  return care(deps, picked, async (tx, now, row) => {
    const moved = await retryMessage(tx, now, row);
    if (moved) await recordAudit(tx, { at: now, actor, action: 'delivery.retry', subject: row.key });
    return moved ? 'done' : 'tooLate';
  });
}

/** Given up: what it said is deleted, that it did not arrive stays on record. */
export function dropMessages(deps: Deps, actor: Actor, picked: Picked): Promise<Cared> {
  return care(deps, picked, async (tx, now, row) => {
    if (!(await dropMessage(tx, now, row.id))) return 'others';
    await recordAudit(tx, { at: now, actor, action: 'delivery.drop', subject: row.key });
    return 'done';
  });
}

/** Messages per transaction: the bot, which may be running, gets its turn in between. */
const MOST_AT_ONCE = 200;

async function care(
  { transact, clock }: Deps,
  picked: Picked,
  act: (tx: Tx, now: Instant, row: Row) => Promise<keyof Cared>,
): Promise<Cared> {
  const cared = { done: [] as number[], tooLate: [] as number[], others: [] as number[] };
  const wanted = 'ids' in picked ? new Set(picked.ids) : undefined;
  for (let last = 0, more = true; more; ) {
    const rows = await transact(async (tx) => {
      const found = await failedAfter(tx, last, 'all' in picked ? picked.all : FAILED, wanted && [...wanted]);
      for (const row of found) cared[await act(tx, clock.now(), row)].push(row.id);
      return found;
    });
    for (const { id } of rows) wanted?.delete(id);
    last = rows.at(-1)?.id ?? last;
    more = rows.length === MOST_AT_ONCE;
  }
  cared.others.push(...(wanted ?? []));
  return cared;
}

async function failedAfter(tx: Tx, last: number, states: readonly Failed[], ids: readonly number[] | undefined): Promise<Row[]> {
  const failed = tx
    .selectFrom('delivery_outbox')
    .select(['id', 'key', 'state', 'attempts'])
    .where(notSent)
    .where('state', 'in', [...states])
    .where(notWithdrawn)
    .where('dropped_at', 'is', null)
    .where('id', '>', last)
    .orderBy('id')
    .limit(MOST_AT_ONCE);
  const rows = await (ids ? failed.where('id', 'in', [...ids]) : failed).execute();
  return rows.flatMap((row) => (row.state === 'refused' || row.state === 'unknown' ? [{ ...row, state: row.state }] : []));
}
