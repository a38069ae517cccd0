import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import type { Instant } from '../../src/calendar/instant.js';
import type { Tx } from '../../src/db/transact.js';
import { whatItSays } from '../../src/delivery/content.js';
import { noteHomeOpened } from '../../src/delivery/homes.js';
import { enqueue, enqueueAll, withdraw } from '../../src/delivery/outbox.js';
import type { Outgoing } from '../../src/delivery/outgoing.js';
import { testDatabase } from '../support/database.js';
import { addMembers } from './members.js';
import { card, member, post } from './world.js';

const NOW = 1_790_000_000_000 as Instant;
const MEMBERS = ['M1', 'M2', 'M3'];
/** Whose Home tab is drawn afresh at all. */
const LOOKING = ['M1', 'M2'];
const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const words = fc.constantFrom('one', 'two', 'three');

const posts = fc
  .record({ key: keys, to: fc.constantFrom(...MEMBERS), urgent: fc.boolean(), expires: fc.boolean() })
  .map(({ key, to, urgent, expires }) =>
    post(key, '', {
      to: { member: member(to) },
      urgency: urgent ? 'urgent' : 'routine',
      ...(expires ? { expiresAt: NOW } : {}),
    }),
  );
const files = fc
  .record({ key: keys, to: fc.constantFrom(...MEMBERS) })
  .map(({ key, to }): Outgoing => ({ kind: 'file', key, to: { member: member(to) }, source: 'x.y', args: {} }));
const updates = fc.record({ of: keys, card: words.map(card) }).map((update): Outgoing => ({ kind: 'update', ...update }));
const homes = fc
  .record({ id: fc.constantFrom(...MEMBERS), routine: fc.boolean() })
  .map(({ id, routine }): Outgoing => ({ kind: 'home', member: member(id), urgency: routine ? 'routine' : 'urgent' }));

/** What lies in the tables; nonces and the numbers of rows are nobody's business. */
async function contents(tx: Tx) {
  const messages = await tx.selectFrom('delivery_outbox').selectAll().select(whatItSays).orderBy('id').execute();
  const keyOf = new Map(messages.map(({ id, key }) => [id, key]));
  const waiting = await tx.selectFrom('delivery_update').selectAll().execute();
  const tabs = await tx.selectFrom('delivery_home').select(['member_id', 'routine']).orderBy('member_id').execute();
  return {
    messages: messages.map(({ id: _id, nonce: _nonce, content_id: _content, ...row }) => row),
    updates: waiting.map(({ outbox_id, card: newest }) => `${keyOf.get(outbox_id)} ${newest}`).toSorted((a, b) => a.localeCompare(b)),
    homes: tabs,
    unused: (
      await sql`SELECT id FROM delivery_content WHERE id NOT IN (SELECT content_id FROM delivery_outbox WHERE content_id IS NOT NULL)`.execute(
        tx,
      )
    ).rows,
  };
}

async function afterwards(sent: ReadonlySet<string>, before: readonly Outgoing[], write: (tx: Tx) => Promise<void>) {
  const { transact, path } = await testDatabase();
  await addMembers(path, MEMBERS);
  return transact(async (tx) => {
    for (const id of LOOKING) await noteHomeOpened(tx, NOW, id.replace('M', 'U'), member(id));
    for (const one of before) await enqueue(tx, NOW, one);
    await tx
      .updateTable('delivery_outbox')
      .set({ state: 'sent', content_id: null, message_channel: 'D', message_id: '1', settled_at: NOW })
      .where('key', 'in', [...sent])
      .execute();
    await write(tx);
    return contents(tx);
  });
}

test('many written at once lie there as if they had been written one by one', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(posts, files, updates, homes), { maxLength: 8 }),
      fc.uniqueArray(keys, { minLength: 1, maxLength: 3 }),
      fc.array(posts, { maxLength: 5 }),
      fc.array(files, { maxLength: 3 }),
      fc.array(updates, { maxLength: 6 }),
      fc.array(homes, { maxLength: 4 }),
      async (before, sent, ...kinds) => {
        const all = kinds.flat();
        const oneByOne = await afterwards(new Set(sent), before, async (tx) => {
          for (const one of all) await enqueue(tx, NOW, one);
        });
        const together = await afterwards(new Set(sent), before, (tx) => enqueueAll(tx, NOW, all));
        expect(together).toEqual(oneByOne);
        expect(together.unused).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

test('nothing at all is written for nobody', async () => {
  expect(await afterwards(new Set(['a']), [], (tx) => enqueueAll(tx, NOW, []))).toEqual({
    messages: [],
    updates: [],
    homes: [],
    unused: [],
  });
});

test('a newer card for a message that was withdrawn is not kept', async () => {
  const { transact, path } = await testDatabase();
  await addMembers(path, MEMBERS);
  const { messages, unused } = await transact(async (tx) => {
    await enqueue(tx, NOW, post('a', 'M1'));
    await withdraw(tx, NOW, 'a');
    await enqueue(tx, NOW, { kind: 'update', of: 'a', card: card('newer') });
    return contents(tx);
  });
  expect(messages).toMatchObject([{ content: JSON.stringify(card('a')), expires_at: 0 }]);
  expect(unused).toEqual([]);
});
