import { type SqlBool, sql } from 'kysely';
import type { Instant } from '../calendar/instant.js';
import { requestId } from '../chat/request.js';
import { inChunks } from '../db/in-chunks.js';
import { listed, prepared } from '../db/prepared.js';
import type { Sealer } from '../db/sealer.js';
import type { Tx } from '../db/transact.js';
import { grouped } from '../org/grouped.js';
import { dropUnused, storeContents } from './content.js';
import { enqueueHomes } from './homes.js';
import type { Outgoing, Recipient } from './outgoing.js';
import { marksNow } from './restored.js';
import { type OutboxState, withdrawn } from './tables.js';

/*
 * A row of the outbox is one message. Only the dispatcher moves it; every move is guarded by the state it comes from (states.ts).
 *
 * pending   Written with the change that caused it. Nobody has tried, or the last try had no effect.
 *           → sending   committed before the call, with the address and the time to look back to; in a restored database without a
 *                       call: it may have been sent in the time that was lost, so it is looked for first (restored.ts)
 *           → expired   its instant has passed (office time), or it was withdrawn, at last where whoever it is for has left (leavers.ts)
 *           → refused   a file whose content is gone
 *           → unknown   the reply was lost each of the first times
 * sending   The call is under way, or its reply was lost, or the program died in it: the message may or may not be there.
 *           → sent      the chat answered, or the nonce was found in the conversation
 *           → pending   the chat said that nothing happened and that it may be tried again; or it was looked for twice, each time after a
 *                       quiet period, and is not there (reconcile.ts)
 *           → refused   the chat said no, for good
 *           → unknown   it cannot be looked for
 * sent, expired   Final.
 * refused   The dead letter: it keeps its content and the chat's code. unknown: held, neither sent again, which could double it, nor
 *           forgotten. Administrators are told of both, and somebody at the command line decides (undelivered.ts):
 *           → pending   refused ones: once more
 *           → sending   held ones, and refused ones with an attempt in doubt before: looked for first, twice, and only then sent
 *           dropped     stays where it is, without its content
 *
 * An update is a newer card for a message. While that is pending or refused, the card is exchanged in place; while it is sending or sent, or
 * may have been sent in a time that this database doesn't know, the update waits in a table of its own, newest only; a message that is refused
 * takes it in; where there will never be one, it is dropped.
 * A Home tab to be drawn afresh is one row per member, of those who may be looking at it (homes.ts). Updates and Home tabs may be done twice without harm, so they have no states.
 */

/** Writes what is to be sent, in the caller's transaction. False: a message with that key is there already, there is none to update, or nobody looks at that Home tab. */
export async function enqueue(tx: Tx, now: Instant, outgoing: Outgoing): Promise<boolean> {
  switch (outgoing.kind) {
    case 'post':
    case 'file':
      return insert(tx, now, [rowOf(outgoing, { content: contentOf(outgoing), sealed: null })]);
    case 'update':
      return enqueueUpdates(tx, [outgoing]);
    case 'home':
      return enqueueHomes(tx, now, [outgoing]);
    default:
      return outgoing satisfies never;
  }
}

/** The same for everybody on the roster: messages in a few statements instead of thousands, and the loop turns in between. Kind by kind, messages in the order given. */
export async function enqueueAll(tx: Tx, now: Instant, outgoing: readonly Outgoing[]): Promise<void> {
  const messages = outgoing.filter((one) => one.kind === 'post' || one.kind === 'file');
  const updates = outgoing.filter((one) => one.kind === 'update');
  const homes = outgoing.filter((one) => one.kind === 'home');
  await inChunks(messages, (some) =>
    insert(
      tx,
      now,
      some.map((one) => rowOf(one, { content: contentOf(one), sealed: null })),
    ),
  );
  await inChunks(updates, (some) => enqueueUpdates(tx, some));
  await enqueueHomes(tx, now, homes);
}

/**
 * Messages whose key begins with `prefix` have lost their point: what has not been sent is not sent any more, whoever asks for that at the
 * command line. One in doubt may be there already. Only their instant is moved; the dispatcher does the rest.
 */
export async function withdraw(tx: Tx, now: Instant, prefix: string): Promise<void> {
  const between = { from: prefix, before: `${prefix}\u{10ffff}` };
  await expireBetween(tx, { now, ...between });
  await dropUpdatesBetween(tx, between);
}

/** What was refused or is held will never be shown anew: a card that waits for it waits for nothing, and would keep it for ever. */
const dropUpdatesBetween = prepared((tx, { from, before }: { from: string; before: string }) =>
  tx
    .deleteFrom('delivery_update')
    .where(
      'outbox_id',
      'in',
      tx
        .selectFrom('delivery_outbox')
        .select('id')
        .where('key', '>=', from)
        .where('key', '<', before)
        .where('state', 'in', ['refused', 'unknown']),
    ),
);

const expireBetween = prepared((tx, { now, from, before }: { now: Instant; from: string; before: string }) =>
  tx
    .updateTable('delivery_outbox')
    // What was refused or is held is never tried again: there it says nothing any more.
    .set({
      ...withdrawn(now),
      content_id: sql`case when state in ('pending', 'sending') then content_id end`,
      sealed: sql`case when state in ('pending', 'sending') then sealed end`,
    })
    .where('key', '>=', from)
    .where('key', '<', before)
    .where('state', 'in', ['pending', 'sending', 'refused', 'unknown']),
);

const isNotWithdrawn = sql<SqlBool>`(expires_at is null or expires_at > 0)`;

const keysFrom = (tx: Tx, prefix: string) =>
  tx.selectFrom('delivery_outbox').select('key').where('key', '>=', prefix).where('key', '<', `${prefix}\u{10ffff}`);

/** Keys that begin with `prefix`, of messages that nobody has been shown: not one of them is on its way or in doubt. */
export async function unsent(tx: Tx, prefix: string): Promise<Set<string>> {
  const rows = await keysFrom(tx, prefix)
    .where('state', '=', 'pending')
    .where('look_first', '=', 0)
    // Those that were withdrawn or taken back wait for the dispatcher only.
    .where(isNotWithdrawn)
    .execute();
  return new Set(rows.map(({ key }) => key));
}

/** Keys that begin with `prefix`, of messages of which the chat has said that they are there. */
export async function arrived(tx: Tx, prefix: string): Promise<Set<string>> {
  const { rows } = await sentBetween(tx, { from: prefix, before: `${prefix}\u{10ffff}` });
  return new Set(rows.map(({ key }) => key));
}

const sentBetween = prepared((tx, { from, before }: { from: string; before: string }) =>
  tx.selectFrom('delivery_outbox').select('key').where('key', '>=', from).where('key', '<', before).where('state', '=', 'sent'),
);

/** Keys that begin with `prefix`, of messages that somebody has, or may have yet: on its way, or in doubt, is as good as there. */
export async function unexpired(tx: Tx, prefix: string): Promise<Set<string>> {
  const { rows } = await unexpiredBetween(tx, { from: prefix, before: `${prefix}\u{10ffff}` });
  return new Set(rows.map(({ key }) => key));
}

const unexpiredBetween = prepared((tx, { from, before }: { from: string; before: string }) =>
  tx.selectFrom('delivery_outbox').select('key').where('key', '>=', from).where('key', '<', before).where('state', '!=', 'expired'),
);

/** Takes back messages that `unsent` has named, in the same transaction. */
export async function takeBack(tx: Tx, now: Instant, keys: readonly string[]): Promise<void> {
  await tx
    .updateTable('delivery_outbox')
    .set(withdrawn(now))
    .where('key', 'in', listed<string>(JSON.stringify(keys)))
    .where('state', '=', 'pending')
    .execute();
}

/** A post whose card may show what its reader wrote: it lies in the outbox sealed. */
export function enqueueSealed(tx: Tx, now: Instant, sealer: Sealer, post: Extract<Outgoing, { kind: 'post' }>): Promise<boolean> {
  const sealed = sealer.seal(JSON.stringify(post.card), post.key);
  return insert(tx, now, [rowOf(post, { content: null, sealed })]);
}

type Message = Extract<Outgoing, { kind: 'post' | 'file' }>;
type Content = { readonly content: string | null; readonly sealed: Uint8Array | null };

const contentOf = (message: Message): string =>
  JSON.stringify(message.kind === 'post' ? message.card : { source: message.source, args: message.args });

function rowOf(message: Message, content: Content) {
  return {
    key: message.key,
    kind: message.kind,
    ...recipientColumns(message.to),
    urgent: message.kind === 'post' && message.urgency === 'urgent' ? 1 : 0,
    ...content,
    expires_at: message.expiresAt ?? null,
    since: message.since,
    says: message.says,
  };
}

async function insert(tx: Tx, now: Instant, rows: readonly ReturnType<typeof rowOf>[]): Promise<boolean> {
  const { nonceOf, looksFirst } = await marksNow(tx, now);
  const common = { enqueued_at: now, request: requestId() ?? null };
  const contents = await storeContents(
    tx,
    rows.flatMap(({ content }) => content ?? []),
  );
  const written = await tx
    .insertInto('delivery_outbox')
    .values(
      rows.map(({ content, since, says, ...row }) => ({
        ...row,
        ...common,
        content_id: content === null ? null : (contents.get(content) ?? null),
        nonce: nonceOf(row.key, says),
        look_first: looksFirst(since) ? 1 : 0,
      })),
    )
    .onConflict((conflict) => conflict.column('key').doNothing())
    .executeTakeFirst();
  const inserted = Number(written.numInsertedOrUpdatedRows ?? 0n);
  if (inserted < rows.length) await dropUnused(tx, contents);
  return inserted > 0;
}

function recipientColumns(to: Recipient) {
  return {
    member_id: 'member' in to ? to.member : null,
    chat_user: 'chatUser' in to ? to.chatUser : null,
    channel: 'channel' in to ? to.channel : null,
  };
}

type Update = Extract<Outgoing, { kind: 'update' }>;

const refreshColumns = ({ urgency }: Update) => ({
  routine: urgency === 'routine' ? 1 : 0,
  request: requestId() ?? null,
});

async function enqueueUpdates(tx: Tx, updates: readonly Update[]): Promise<boolean> {
  const messages: Updated[] = [];
  for (const update of new Map(updates.map((one) => [one.of, one])).values())
    for (const message of (await updatable(tx, { key: update.of })).rows)
      messages.push({ ...message, update, card: JSON.stringify(update.card) });
  // A new id instead of a changed row: the dispatcher, which may be sending the older card now, sees that there is one more to send.
  for (const { id } of messages) await removeUpdate(tx, { id });
  await exchangeCards(tx, messages.filter(isKept));
  await moveEnds(
    tx,
    messages.filter(({ state }) => state !== 'sent'),
  );
  for (const { id, card, update } of messages.filter((message) => !isKept(message)))
    await insertUpdate(tx, { id, card, ...refreshColumns(update) });
  return messages.some(({ state }) => state !== 'refused');
}

type Updated = {
  readonly id: number;
  readonly state: OutboxState;
  readonly look_first: number;
  readonly update: Update;
  readonly card: string;
};

const idsOf = (some: readonly { readonly id: number }[]): number[] => some.map(({ id }) => id);

/** What it says lies here and nowhere else: nobody has it, or nobody had it until the chat refused it. */
const isKept = ({ state, look_first }: Pick<Updated, 'state' | 'look_first'>): boolean =>
  look_first === 0 && (state === 'pending' || state === 'refused');

async function exchangeCards(tx: Tx, messages: readonly Updated[]): Promise<void> {
  const contents = await storeContents(
    tx,
    messages.map(({ card }) => card),
  );
  for (const [card, some] of grouped(messages, (message) => message.card))
    await tx
      .updateTable('delivery_outbox')
      .set({ content_id: contents.get(card) ?? null, sealed: null })
      .where('id', 'in', idsOf(some))
      .where(isNotWithdrawn)
      .execute();
  await dropUnused(tx, contents);
}

async function moveEnds(tx: Tx, messages: readonly Updated[]): Promise<void> {
  for (const [expiresAt, some] of grouped(messages, ({ update }) => update.expiresAt))
    if (expiresAt !== undefined)
      await tx.updateTable('delivery_outbox').set({ expires_at: expiresAt }).where('id', 'in', idsOf(some)).where(isNotWithdrawn).execute();
}

/** A message that somebody may still see, or will; a refused one only where it is tried again, and none that is held and was withdrawn: it would keep its card for ever. */
const updatable = prepared((tx, { key }: { key: string }) =>
  tx
    .selectFrom('delivery_outbox')
    .select(['id', 'state', 'look_first'])
    .where('key', '=', key)
    .where('kind', '=', 'post')
    .where('state', '!=', 'expired')
    .where((where) => where.or([where('state', 'not in', ['refused', 'unknown']), isNotWithdrawn]))
    .where('dropped_at', 'is', null),
);

const removeUpdate = prepared((tx, { id }: { id: number }) => tx.deleteFrom('delivery_update').where('outbox_id', '=', id));

const insertUpdate = prepared((tx, row: { id: number; card: string; routine: number; request: string | null }) =>
  tx.insertInto('delivery_update').values({ outbox_id: row.id, card: row.card, routine: row.routine, request: row.request }),
);
