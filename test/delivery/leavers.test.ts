import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dayMs, plus } from '../../src/calendar/instant.js';
import { oldestPendingAt, outboxDepth } from '../../src/delivery/depth.js';
import { leaversJob } from '../../src/delivery/leavers.js';
import { enqueue } from '../../src/delivery/outbox.js';
import { expirePending, markRefused } from '../../src/delivery/states.js';
import { listMessages } from '../../src/delivery/undelivered.js';
import { undeliveredJob } from '../../src/delivery/undelivered-notice.js';
import { importRoster } from '../../src/org/service.js';
import { type Office, testOffice } from '../support/office.js';
import { card } from './world.js';

const LEAVER = '603';
const DAYS = 24;

/** What the office has for them that was never sent: one with an end of its own, one without. */
async function bureau() {
  const office = await testOffice();
  const post = { kind: 'post', to: { member: LEAVER as never }, card: card('告知'), urgency: 'routine' } as const;
  await office.transact(async (tx) => {
    await enqueue(tx, office.now(), { ...post, key: 'leave.told:1' });
    await enqueue(tx, office.now(), { ...post, key: 'meeting.remind:1', expiresAt: plus(office.now(), 3 * dayMs) });
  });
  const roster = readFileSync('data/roster.csv', 'utf8').split('\n');
  const takeIn = async (lines: readonly string[]) => {
    const input = { actor: { operator: 'test' }, content: Buffer.from(lines.join('\n')), apply: true };
    expect(await importRoster({ ...office.ground, ranks: office.ground.policy.org.ranks }, input)).toMatchObject({ ok: true });
  };
  const tick = async () => {
    await leaversJob(office).run(office.now());
    await office.transact((tx) => expirePending(tx, office.now()));
    await undeliveredJob(office).run(office.now());
  };
  return {
    office,
    tick,
    leave: () => takeIn(roster.filter((line) => !line.startsWith(`${LEAVER},`))),
    comeBack: () => takeIn(roster),
  };
}

const states = async (office: Office) => (await office.outbox('')).map(({ key, state }) => [key.split(':', 1)[0], state]);
const stuck = (office: Office) =>
  office.transact(async (tx) => ({
    depth: (await outboxDepth(tx)).pending,
    oldest: await oldestPendingAt(tx),
    listed: (await listMessages(tx, { states: ['pending', 'expired'], limit: 9 })).length,
  }));

test('what waits for somebody who has left counts as stuck nowhere, and is withdrawn after thirty days or at its own end', async () => {
  const { office, leave, tick } = await bureau();
  expect(await stuck(office)).toMatchObject({ depth: 2, oldest: office.now(), listed: 2 });
  await leave();
  expect(await stuck(office)).toEqual({ depth: 0, oldest: undefined, listed: 0 });
  office.pass(29 * DAYS);
  await tick();
  const own = ['meeting.remind', 'expired'];
  expect(await states(office)).toEqual([['leave.told', 'pending'], own]);
  office.pass(2 * DAYS);
  await tick();
  // Nor is anybody told that they did not arrive.
  expect(await states(office)).toEqual([['leave.told', 'expired'], own]);
  expect(await stuck(office)).toEqual({ depth: 0, oldest: undefined, listed: 0 });
});

test('whoever a roster left out by mistake finds it waiting, however long they stay after that', async () => {
  const { office, leave, comeBack, tick } = await bureau();
  await leave();
  office.pass(20 * DAYS);
  await comeBack();
  office.pass(20 * DAYS);
  await tick();
  expect((await office.outbox('leave.told')).map(({ state }) => state)).toEqual(['pending']);
  expect((await stuck(office)).oldest).toBeDefined();
  // The time runs anew from when they leave in earnest.
  await leave();
  office.pass(20 * DAYS);
  await tick();
  expect((await office.outbox('leave.told')).map(({ state }) => state)).toEqual(['pending']);
});

test('what the chat refused on their last day goes with its content after thirty days as well', async () => {
  const { office, leave, tick } = await bureau();
  const [first] = await office.transact((tx) => tx.selectFrom('delivery_outbox').select('id').orderBy('id').execute());
  await office.transact((tx) => markRefused(tx, office.now(), first?.id ?? 0, 'user_disabled'));
  await leave();
  office.pass(29 * DAYS);
  await tick();
  expect((await office.outbox('leave.told'))[0]?.content).toContain('告知');
  office.pass(2 * DAYS);
  await tick();
  expect(await office.outbox('leave.told')).toMatchObject([{ state: 'refused', content: null }]);
  expect((await office.transact(outboxDepth)).refused).toBe(0);
});
